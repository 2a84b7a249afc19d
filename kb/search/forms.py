"""Forms of one word that no rule of endings brings together, and words that it must keep apart.

Closed classes of English, in lower case. Source of the irregular verbs and plurals: Quirk et al.,
A Comprehensive Grammar of the English Language, 3.11 to 3.20 and 5.82 to 5.103. Where a past form
is another word as well ("left", "found", "felt", "saw", "lay"), the other word is as likely to be
meant, so it stays as it is.
"""

VERBS = """
begin began begun; blow blew blown; break broke broken; bring brought; build built; buy bought;
catch caught; choose chose chosen; come came; deal dealt; die died dying dead death deaths;
do did done doing; draw drew drawn; drive drove driven; eat ate eaten; fall fell fallen;
fight fought; fly flew flown; forget forgot forgotten; forgive forgave forgiven; get got gotten;
give gave given; go went gone; grow grew grown; hear heard; hide hid hidden; hold held; keep kept;
know knew known; lead led; learn learnt; lend lent; lie lied lying; lose lost losing; make made;
mean meant; meet met; overpay overpaid; pay paid; prove proven; repay repaid; ride rode ridden;
ring rang rung; rise rose risen; run ran running; sell sold; send sent; shake shook; show shown;
sleep slept; speak spoke spoken; spend spent; steal stole stolen; stand stood; swear swore sworn;
take took taken; teach taught; tear tore torn; tell told; think thought; throw threw thrown;
understand understood; wake woke woken; wear wore worn; win won; withdraw withdrew withdrawn;
write wrote written
"""

PLURALS = """
child children; foot feet; half halves; knife knives; life lives; man men; person people persons;
tooth teeth; wife wives; woman women; criterion criteria
"""

SHORT = """
mother mum mom mums moms mummy ma; father dad dads daddy; grandmother gran nan nana grandma granny;
grandfather grandad grandpa granddad; telephone phone phones phoned phoning telephoned;
information info; representative rep reps; refrigerator fridge; photograph photo photos;
television tv; examination exam exams; advertisement advert ad; identification id;
doctor dr doc; appointment appt appts; department dept; government govt; application app;
maximum max; minimum min; temperature temp; as soon as possible asap; vaccination jab jabs vaccine
"""

APART = frozenset(
    "apartment apartments appointment appointments customer customers customary department "
    "departments important importance news numbers relative relatives university universities "
    "universal organ organs several severe statement statements minority majority security "
    "policy police policeman author customs authority authorities wages wager "
    "beneficiary beneficiaries beneficial".split()
)
"""Words whose ending carries their meaning: an appointment at the clinic is no appointed person."""

"""Forms of one word that no rule of endings brings together, and words that it must keep apart.

Closed classes of English, in lower case. Source of the irregular verbs and plurals: Quirk et al.,
A Comprehensive Grammar of the English Language, 3.11 to 3.20 and 5.82 to 5.103. Where a past form
is another word as well ("left", "found", "felt", "saw"), the other word is as likely to be meant,
so it stays as it is.
"""

from collections.abc import Mapping
from types import MappingProxyType

VERBS = """
begin began begun; blow blew blown; break broke broken; bring brought; build built; buy bought;
catch caught; choose chose chosen; come came; deal dealt; draw drew drawn; drive drove driven;
eat ate eaten; fall fell fallen; fight fought; fly flew flown; forget forgot forgotten;
forgive forgave forgiven; get got gotten; give gave given; go went gone; grow grew grown;
hear heard; hide hid hidden; hold held; keep kept; know knew known; lead led; lend lent;
lie lied lying; lose lost losing; make made; meet met; overpay overpaid; pay paid; prove proven;
repay repaid; ride rode ridden; ring rang rung; rise rose risen; run ran; sell sold; send sent;
show shown; sleep slept; speak spoke spoken; spend spent; steal stole stolen; stand stood;
swear swore sworn; take took taken; teach taught; tear tore torn; tell told; think thought;
throw threw thrown; understand understood; wake woke woken; wear wore worn; win won;
withdraw withdrew withdrawn; write wrote written
"""
PLURALS = """
child children; foot feet; knife knives; man men; person people persons; tooth teeth; wife wives;
woman women; criterion criteria
"""
APART = """
apartment apartments; appointment appointments; authority authorities; customer customers; customs;
department departments; important importance; majority majorities; minority minorities;
relative relatives; several; severe severely
"""
"""Words that the rules would take for others: an appointment at the clinic for an appointed person,
a relative for what is related, a department for a departure, a customer for a custom."""


def _read(*tables: str) -> Mapping[str, str]:
    """Return {form: the first form of its row} of tables whose rows end with semicolons."""
    rows = (row.split() for table in tables for row in table.split(";"))
    return MappingProxyType({form: row[0] for row in rows for form in row})


SAME = _read(VERBS, PLURALS)
"""The word that a form belongs to, which is then stemmed like any other."""
KEPT = _read(APART)
"""The stem of a word that the rules of endings would confuse with another."""

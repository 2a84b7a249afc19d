"""Words too common to find anything by, in the form that `analysis` gives them.

The list is the closed classes of English (articles, pronouns, auxiliaries, prepositions,
conjunctions), greetings of a call, and what is left of contractions when the apostrophe was
kept ("don't" is read as "don"), lost ("dont") or turned into a blank ("don t"). Source: the
closed classes in Quirk et al., A Comprehensive Grammar of the English Language, 2.34 to 2.40.
"""

import re

ARTICLES = "a an the this that these those such"
PRONOUNS = (
    "i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his "
    "himself she her hers herself it its itself they them their theirs themselves who whom whose "
    "which what whatever whoever someone somebody something anyone anybody anything everyone "
    "everybody everything one"
)
AUXILIARIES = (
    "am is are was were be been being have has had having do does did doing done can could may "
    "might must shall should will would ought cannot let"
)
PREPOSITIONS = (
    "of at by for with about against between into through during before after above below to "
    "from up down in out on off over under upon onto within without per via toward towards"
)
CONJUNCTIONS = (
    "and but or nor so if because as until while than then though although whether unless since"
)
ADVERBS = (
    "again further once here there when where why how all any both each few more most other some "
    "no not only own same too very just also even ever still yet now already quite rather really "
    "however therefore thus eg ie etc"
)
CALL = "hello hi hey please thanks thank okay ok yes sorry"
CONTRACTIONS = (
    "s t d m ll re ve don doesn didn isn aren wasn weren hasn haven hadn won wouldn couldn shouldn "
    "mustn mightn needn ain shan dont doesnt didnt isnt arent wasnt werent hasnt havent hadnt wont "
    "wouldnt couldnt shouldnt mustnt neednt aint cant im ive youre youve youll theyre theyve "
    "theyll weve hes shes thats whats theres heres wheres whos hows lets gonna wanna gotta"
)

NEGATION = re.compile(
    r"(?<!\w)(?:not|no|never|cannot|[a-z]+n['’]t|"
    r"(?:ai|are|ca|could|did|does|do|had|has|have|is|must|need|should|was|were|wo|would)nt)(?!\w)",
    re.IGNORECASE,
)
"""What turns a sentence into its contrary, with and without its apostrophe."""

CLASSES = (ARTICLES, PRONOUNS, AUXILIARIES, PREPOSITIONS, CONJUNCTIONS, ADVERBS, CALL, CONTRACTIONS)
STOP_WORDS = frozenset(word for words in CLASSES for word in words.split())

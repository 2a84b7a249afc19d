"""Verbs hidden in nouns: "make an application" for "apply".

Source: US Federal Plain Language Guidelines, "Avoid hidden verbs".
"""

import re

from kb.plain.checks.remark import Check, Found
from kb.plain.language import Parsed
from kb.plain.phrases import word_set
from kb.plain.words import WordList

LIGHT_VERBS = word_set(
    "make give provide have take conduct perform carry reach submit undertake effect"
)
VERBS = {
    "application": "apply",
    "payment": "pay",
    "decision": "decide",
    "determination": "decide",
    "notification": "tell",
    "provision": "give",
    "submission": "send",
    "assessment": "assess",
    "consideration": "consider",
    "cancellation": "cancel",
    "recommendation": "recommend",
    "investigation": "look into",
    "examination": "examine",
    "inspection": "check",
    "reduction": "reduce",
    "calculation": "work out",
    "confirmation": "confirm",
    "explanation": "explain",
    "assistance": "help",
    "enquiry": "ask",
    "inquiry": "ask",
    "complaint": "complain",
    "request": "ask",
    "agreement": "agree",
    "arrangement": "arrange",
    "deduction": "take off",
    "registration": "register",
    "review": "review",
}
_THE_OF = re.compile(r"\bthe\s+(\w+)\s+of\b", re.IGNORECASE)


def _find(parsed: Parsed, _words: WordList) -> Found:
    for at, word in enumerate(parsed.words):
        head = parsed.words[word.head]
        is_object = word.dep in {"dobj", "obj"} and head.lemma in LIGHT_VERBS and word.head < at
        if is_object and word.lemma in VERBS:
            verb = VERBS[word.lemma]
            yield head.start, word.end, f"The verb is in the noun: say “{verb}”.", (verb,)
    for match in _THE_OF.finditer(parsed.text):
        hidden = VERBS.get(match[1].lower())
        if hidden is not None:
            says = f"The verb is in the noun: say who must “{hidden}” what."
            yield match.start(), match.end(), says, ()


CHECK = Check(
    id="hidden-verb",
    name="Verb hidden in a noun",
    about="A verb says it shorter: “apply”, not “make an application”.",
    source="Federal Plain Language Guidelines: Avoid hidden verbs",
    find=_find,
    fires_on=("You can make an application online.", "The cancellation of your visit is free."),
    silent_on=("You can apply online.", "Your application is free."),
)

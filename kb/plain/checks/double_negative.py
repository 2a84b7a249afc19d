"""Two negations in one clause: "not unless", "not un…", "no … without".

Source: US Federal Plain Language Guidelines, "Avoid double negatives and exceptions to exceptions".
"""

import re

from kb.plain.checks.remark import Check, Found
from kb.plain.language import Parsed
from kb.plain.words import WordList

_NOT = r"(?:not|cannot|never|no|nobody|nothing|n['’]t)"
_AGAIN = r"(?:unless|without|except|not|cannot|never|nothing|fail(?:s|ed)?\s+to|other\s+than|until)"
_UNLIKELY = r"un(?:able|lawful|necessary|reasonable|usual|likely|aware|paid|available|safe)\w*"
_DOUBLE = re.compile(
    rf"\b{_NOT}\b(?:[^.,;:\n]{{0,60}}?)\b(?:{_AGAIN}|{_UNLIKELY})\b", re.IGNORECASE
)


def _find(parsed: Parsed, _words: WordList) -> Found:
    for match in _DOUBLE.finditer(parsed.text):
        words = " ".join(match[0].split())
        says = f"“{words}” denies twice. Say what is so: “only if …”, “you can … when …”."
        yield match.start(), match.end(), says, ()


CHECK = Check(
    id="double-negative",
    name="Denied twice",
    about="Two negations in one breath are heard as their opposite.",
    source="Federal Plain Language Guidelines: Avoid double negatives",
    find=_find,
    needs_grammar=False,
    fires_on=("We cannot pay you unless you sign.", "It is not unreasonable to ask."),
    silent_on=("We pay you only if you sign.", "We cannot pay you. You can appeal."),
)

"""Shall is must: nobody says "shall" to a customer, and "may not" is heard as "perhaps not".

Source: US Federal Plain Language Guidelines, "Use 'must' to indicate requirements".
"""

import re
from collections.abc import Iterator

from kb.plain.drafting.suggestion import Suggestion, Voice
from kb.plain.language import Parsed
from kb.plain.words import WordList

_FORMS = (
    (re.compile(r"\bshall\s+not\s+be\s+required\s+to\b", re.IGNORECASE), "does not have to"),
    (re.compile(r"\bno\s+\w+\s+(?P<said>shall)\b", re.IGNORECASE), "can"),
    (re.compile(r"\bshall\s+be\s+entitled\s+to\b", re.IGNORECASE), "is entitled to"),
    (re.compile(r"\bshall\s+not\b", re.IGNORECASE), "must not"),
    (re.compile(r"\bshall\b", re.IGNORECASE), "must"),
    (re.compile(r"\bmay\s+not\b", re.IGNORECASE), "cannot"),
    (re.compile(r"\bis\s+required\s+to\b", re.IGNORECASE), "must"),
)


def suggest(parsed: Parsed, voice: Voice, words: WordList) -> Iterator[Suggestion]:
    """Yield "must" for "shall", "must not" for "shall not", "cannot" for "may not"."""
    del voice, words
    taken: list[tuple[int, int]] = []
    for form, instead in _FORMS:
        for match in form.finditer(parsed.text):
            begin, end = match.span("said" if form.groups else 0)
            if all(end <= other or one <= begin for one, other in taken):
                taken.append((begin, end))
                why = f"“{parsed.text[begin:end].lower()}” is lawyers’ for “{instead}”."
                yield Suggestion("modal", begin, end, instead, why)

"""Comparators and deadlines the short way: "not less than" is "at least".

The direction, and whether the bound itself counts, stay as they are: a time "beginning with" a day
counts that day, a time "after" it does not, so the two are said differently.
"""

import re
from collections.abc import Iterator

from kb.plain.drafting.suggestion import Suggestion, Voice
from kb.plain.language import Parsed
from kb.plain.words import WordList

_COUNT = (
    r"(?P<count>[\w-]+(?:\s+(?:working|calendar|clear))?\s+(?:days?|weeks?|months?|years?|hours?))"
)
_WITHIN = (
    r"\b(?:before\s+the\s+end\s+of|within|not\s+later\s+than|no\s+later\s+than)\s+(?:the\s+|a\s+)?"
    rf"(?:period\s+of\s+)?{_COUNT}"
)
_DAY = r"\s+the\s+(?:date|day)"
_WHICH = r"\s+(?:on\s+which|when)(?=\s)"
_COUNTED = r"\s+(?:beginning|starting)\s+(?:with|on)"
_AFTER = r"\s+(?:from|after|of|following)"
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(form, re.IGNORECASE), instead)
    for form, instead in (
        (rf"{_WITHIN}{_COUNTED}{_DAY}{_WHICH}", r"within \g<count>, counting from the day when"),
        (rf"{_WITHIN}{_COUNTED}{_DAY}\s+of\b", r"within \g<count>, counting from the day of"),
        (rf"{_WITHIN}{_AFTER}{_DAY}{_WHICH}", r"within \g<count> after"),
        (rf"{_WITHIN}{_AFTER}{_DAY}\s+of\b", r"within \g<count> of"),
        (r"\b(?:not|no)\s+(?:less|fewer)\s+than\b", "at least"),
        (r"\b(?:not\s+exceeding|not\s+to\s+exceed)\b", "of up to"),
        (r"\b(?:exceeding|in\s+excess\s+of)\b", "of more than"),
        (r"\bnot\s+more\s+than\b", "at most"),
        (r"\bfor\s+a\s+period\s+of\b", "for"),
        (r"\bany\s+period\s+of\b", "any"),
        (r"\bon\s+or\s+before\b", "by"),
    )
)


def suggest(parsed: Parsed, voice: Voice, words: WordList) -> Iterator[Suggestion]:
    """Yield the short form of each comparator and deadline."""
    del voice, words
    taken: list[tuple[int, int]] = []
    for form, instead in _FORMS:
        for match in form.finditer(parsed.text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            said = match.expand(instead)
            why = "The same limit in fewer words."
            yield Suggestion("limit", match.start(), match.end(), said, why)

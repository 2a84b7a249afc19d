"""Bounds on what is no number: "more than once", "at least half-time", "below the line".

The value is the limit with the word it bounds: "more:once".
"""

import re
from collections.abc import Iterator

from kb.plain.facts.fact import Fact, FactKind
from kb.plain.facts.limits import AT_LEAST, AT_MOST, LESS, MORE, Limit, turned
from kb.plain.facts.numbers import find_numbers
from kb.plain.language import Parsed

_FORMS = (
    (Limit.AT_LEAST, rf"{AT_LEAST}|or\s+(?:more|over|above|older)"),
    (Limit.AT_MOST, rf"{AT_MOST}|or\s+(?:less|under|below|younger|fewer)"),
    (Limit.MORE, MORE),
    (Limit.LESS, LESS),
)
_BOUND = re.compile(
    "|".join(rf"\b(?P<{limit.name}>{words})\b" for limit, words in _FORMS), re.IGNORECASE
)
_NEXT = re.compile(
    r"[\s$£€]*(?:(?:the|a|an|any|that|this|of|his|her|your|its)\s+)*(?P<word>[\w-]+)?"
)


def find_bounds(parsed: Parsed) -> Iterator[Fact]:
    """Yield each bound whose quantity is no number."""
    numbers = {number.start for number in find_numbers(parsed.text)}
    for match in _BOUND.finditer(parsed.text):
        following = _NEXT.match(parsed.text, match.end())
        if following is None or following.start("word") in numbers:
            continue
        limit = turned(Limit[match.lastgroup or ""], parsed.text, match.start())
        word = (following["word"] or "").lower()
        yield Fact(FactKind.BOUND, f"{limit}:{word}", match.start(), match.end(), limit)

"""Periods in other units: "48 hours" and "two days", "a fortnight" and "14 days", "a month".

A month is 30 days here, as people say it; the law counts months by the calendar, and what it says
is shown in its own words.
"""

import re
from collections.abc import Iterator

from kb.search.analysis import stem
from kb.search.understanding.insight import Insight, Way

PERIOD_WEIGHT = 0.6
EQUALS = {
    "hour": (("day", 1 / 24),),
    "day": (("hour", 24), ("week", 1 / 7), ("month", 1 / 30)),
    "week": (("day", 7),),
    "fortnight": (("day", 14), ("week", 2)),
    "month": (("day", 30), ("year", 1 / 12)),
    "year": (("month", 12),),
}
MOST = 400  # more of a unit is no period that anybody converts
PERIOD = re.compile(
    r"(?P<number>\b[a-z]+|\b\d{1,4})[ -](?P<unit>hour|day|week|fortnight|month|year)s?\b",
    re.IGNORECASE,
)
ONE = frozenset({"a", "an", "one", "per", "each", "every"})


def find_periods(text: str) -> Iterator[Insight]:
    """Yield each period of `text` that is a whole number of another unit.

    >>> [(one.said, one.meant) for one in find_periods("cancel within two days")]
    [('two days', ('48 hours',))]
    """
    for match in PERIOD.finditer(text):
        number = _number(match["number"].lower())
        same = list(_same(number, match["unit"].lower())) if number else []
        if same:
            meant = tuple(f"{count} {unit}{'s' if count > 1 else ''}" for count, unit in same)
            terms = tuple((_term(count, unit), PERIOD_WEIGHT) for count, unit in same)
            yield Insight(Way.PERIOD, match.group(), meant, terms)


def _number(word: str) -> int:
    """Return the number that `word` is, 0 if it is none."""
    digits = "1" if word in ONE else stem(word)
    return int(digits) if digits.isdigit() else 0


def _same(number: int, unit: str) -> Iterator[tuple[int, str]]:
    for other, factor in EQUALS[unit]:
        count = number * factor
        if 1 <= count <= MOST and count == int(count):
            yield int(count), other


def _term(count: int, unit: str) -> str:
    """Return the term of a period: a pair, or the unit alone, since "a month" has a stop word."""
    return f"{count} {stem(unit)}" if count > 1 else stem(unit)

"""Dates: "1 April 2026", "April 1, 2026", "2026-04-01", "1 April", "March 2020".

The value is ISO with "?" for what is not said: "2026-04-01", "?-04-01", "2020-03-?".
"""

import re
from calendar import month_name
from collections.abc import Iterator

from kb.plain.facts.fact import Fact, FactKind
from kb.plain.language import Parsed

MONTHS = {name.lower(): number for number, name in enumerate(month_name) if name}
VERBS = frozenset({"may", "march"})
"""Months are written with a capital: "who owes $15 may pay" names none."""
_SHORT = {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
_NAMES = "|".join([*MONTHS, *(name + r"\.?" for name in _SHORT)])
_MONTH = rf"(?P<month>{_NAMES})"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"\b(?P<year>\d{4})-(?P<month_number>\d\d)-(?P<day>\d\d)\b",
        rf"\b{_DAY}(?:\s+day)?\s+(?:of\s+)?{_MONTH}\b,?(?:\s+{_YEAR}\b)?",
        rf"\b{_MONTH}\s+{_DAY}\b(?!\d|[.,]\d),?(?:\s+{_YEAR}\b)?",
        rf"\b{_MONTH},?\s+{_YEAR}\b",
        r"(?<![\d/§.$£€-])\b(?P<year>(?:19[5-9]|20[0-4])\d)\b(?![/\d%]|[.,]\d|-\d)",
    )
)


def find_dates(parsed: Parsed) -> Iterator[Fact]:
    """Yield each date once; the fullest form of it."""
    taken: list[tuple[int, int]] = []
    for form in _FORMS:
        for match in form.finditer(parsed.text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            if match.groupdict().get("month") in VERBS:
                continue
            taken.append(match.span())
            yield Fact(FactKind.DATE, _value(match.groupdict()), match.start(), match.end())


def _value(parts: dict[str, str | None]) -> str:
    month = parts.get("month_number") or _month(parts.get("month") or "")
    day = parts.get("day")
    return (
        f"{parts.get('year') or '?'}-{month or '?'}-{int(day):02d}"
        if day
        else (f"{parts.get('year') or '?'}-{month or '?'}-?")
    )


def _month(name: str) -> str:
    low = name.lower().rstrip(".")
    number = MONTHS.get(low) or _SHORT.get(low)
    return f"{number:02d}" if number else ""

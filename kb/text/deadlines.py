"""The last day of a period: "60 days from the letter's date".

The day of the event does not count where the period runs "after", "from" or "of" it; it does where
it runs "beginning with" it. A period of months or years ends on the day of the same number, and on
the month's last day where there is none. Sources: Regulation (EEC, Euratom) No 1182/71, article 3;
Federal Rules of Civil Procedure (US), rule 6(a)(1); Zoan v Rouamba [2000] 1 WLR 1509 ("beginning
with"); Dodds v Walker [1981] 1 WLR 1027 (the same number in a later month).

Public holidays are not known here. Whether a last day on a weekend moves to the next working day
is for each law to say: both days are given.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kb.text.working_days import SATURDAY, working_days_after

MOST = 9999  # of any unit; more is a slip of the keyboard
WEEK = 7
YEAR_MONTHS = 12


class Span(StrEnum):
    """What a period is counted in."""

    DAYS = "days"
    WORKING_DAYS = "working days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


class Counting(StrEnum):
    """Whether the day of the event is the first one, or the one before it."""

    AFTER = "after"
    BEGINNING_WITH = "beginning with"


@dataclass(frozen=True)
class Period:
    """So many of a unit."""

    count: int
    span: Span

    def __str__(self) -> str:
        """Write it as people say it: "1 month", "20 working days"."""
        words = self.span.value
        return f"{self.count} {words[:-1] if self.count == 1 else words}"


@dataclass(frozen=True)
class Deadline:
    """The last day of a period, and the working day that it moves to where a law says so."""

    last_day: date
    working_day: date

    @property
    def is_weekend(self) -> bool:
        """True when the last day is a Saturday or a Sunday."""
        return self.last_day != self.working_day


def deadline(start: date, period: Period, counting: Counting = Counting.AFTER) -> Deadline:
    """Return when `period` ends that runs from `start`. Raises OverflowError past the year 9999.

    >>> deadline(date(2026, 5, 4), Period(60, Span.DAYS)).last_day.isoformat()
    '2026-07-03'
    >>> deadline(date(2026, 1, 31), Period(1, Span.MONTHS)).last_day.isoformat()
    '2026-02-28'
    >>> deadline(date(2026, 5, 4), Period(1, Span.WEEKS), Counting.BEGINNING_WITH).last_day.day
    10
    """
    last = _last_day(start, period, counting)
    return Deadline(last, last if last.weekday() < SATURDAY else working_days_after(last, 1))


def find_periods(text: str) -> tuple[Period, ...]:
    """Return the periods that `text` names in figures or words, each once, in its order.

    >>> [str(period) for period in find_periods("within 14 days, or twenty working days; a month")]
    ['14 days', '20 working days']
    """
    found = (_period(match) for match in _PERIOD.finditer(text))
    return tuple(dict.fromkeys(period for period in found if 0 < period.count <= MOST))


def read_period(text: str) -> Period | None:
    """Return the period that `text` is, or None: "60 days"."""
    match = _PERIOD.fullmatch(text.strip())
    return _period(match) if match and 0 < _period(match).count <= MOST else None


def _last_day(start: date, period: Period, counting: Counting) -> date:
    includes_start = counting is Counting.BEGINNING_WITH
    match period.span:
        case Span.DAYS | Span.WEEKS:
            days = period.count * (WEEK if period.span is Span.WEEKS else 1)
            return start + timedelta(days=days - includes_start)
        case Span.WORKING_DAYS:
            return working_days_after(start - timedelta(days=includes_start), period.count)
        case Span.MONTHS | Span.YEARS:
            months = period.count * (YEAR_MONTHS if period.span is Span.YEARS else 1)
            return _months_later(start, months, includes_start=includes_start)


def _months_later(start: date, months: int, *, includes_start: bool) -> date:
    years, month = divmod(start.month - 1 + months, YEAR_MONTHS)
    year, month = start.year + years, month + 1
    if year > date.max.year:
        raise OverflowError(f"{start.year + years} is past the end of the calendar")
    length = monthrange(year, month)[1]
    if start.day > length:  # no such day: the month's last one, either way
        return date(year, month, length)
    return date(year, month, start.day) - timedelta(days=includes_start)


_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
_TENS = {"thirty": 30, "forty": 40, "sixty": 60, "ninety": 90}
_NUMBERS = {word: number for number, word in enumerate(_WORDS.split(), start=1)} | _TENS
_PERIOD = re.compile(
    rf"(?<![\w.,/-])(?P<count>\d{{1,4}}|{'|'.join(_NUMBERS)})[ \u00a0-]"
    r"(?P<kind>calendar |clear |working |business )?(?P<unit>day|week|month|year)s?\b",
    re.IGNORECASE,
)
_WORKING = frozenset({"working", "business"})


def _period(match: re.Match[str]) -> Period:
    said, kind, unit = match["count"].casefold(), (match["kind"] or "").strip(), match["unit"]
    count = int(said) if said.isdigit() else _NUMBERS[said]
    if kind.casefold() in _WORKING and unit.casefold() == "day":
        return Period(count, Span.WORKING_DAYS)
    return Period(count, Span(f"{unit.casefold()}s"))

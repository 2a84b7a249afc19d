"""When a contact point answers: open now, until when, or when it opens next.

Hours are rows of (days, opens, closes) as files write them: ("mon-fri", "08:30", "17:00"),
("sat, sun", "09:00", "12:00"). A closing time at or before the opening one is on the next day;
"24:00" is midnight. All times are the library's own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEK = 7

Hours = Sequence[tuple[str, str, str]]


@dataclass(frozen=True)
class Opening:
    """Whether it is open at an instant. `changes_at` is local: it closes, or opens, then."""

    is_open: bool
    changes_at: datetime | None = None
    day: str = ""  # "today", "tomorrow" or a weekday, seen from the instant asked about

    @property
    def words(self) -> str:
        """Say it in a few words: "open now, until 17:00"."""
        if self.changes_at is None:
            return "open now" if self.is_open else "closed now"
        at = f"{self.changes_at:%H:%M}"
        if self.is_open:
            return f"open now, until {at}"
        return f"closed now, opens {self.day} at {at}"


def opening(hours: Hours, now: datetime, zone: ZoneInfo) -> Opening | None:
    """Return whether `hours` include the instant `now`; None where they cannot be read."""
    local = now.astimezone(zone)
    try:
        spans = sorted(_spans(hours, local.date(), zone))
    except ValueError:
        return None
    if not spans:
        return None
    closes = _closes(spans, local)
    if closes:
        return Opening(is_open=True, changes_at=None if _is_endless(spans, local) else closes)
    opens = min((start for start, _ in spans if start > local), default=None)
    return Opening(is_open=False, changes_at=opens, day=_day_words(opens, local) if opens else "")


def printed_days(days: str) -> str:
    """Return days as people write them: "mon-fri" is "Monday to Friday".

    >>> printed_days("mon-fri"), printed_days("sat, sun"), printed_days("holidays")
    ('Monday to Friday', 'Saturday, Sunday', 'holidays')
    """
    try:
        parts = [_printed_range(part) for part in _parts(days)]
    except ValueError:
        return days
    return ", ".join(parts)


def _parts(days: str) -> list[str]:
    return [part for part in days.lower().replace(",", " ").split() if part]


def _printed_range(part: str) -> str:
    first, _, last = part.partition("-")
    return f"{DAYS[_day(first)]} to {DAYS[_day(last)]}" if last else DAYS[_day(first)]


def _day(word: str) -> int:
    for number, day in enumerate(DAYS):
        if len(word) >= len("mon") and day.lower().startswith(word):
            return number
    raise ValueError(f"“{word}” is no day.")


def _weekdays(days: str) -> Iterator[int]:
    for part in _parts(days):
        first, _, last = part.partition("-")
        start, end = _day(first), _day(last or first)
        yield from ((start + step) % WEEK for step in range((end - start) % WEEK + 1))


def _spans(hours: Hours, today: date, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    """Yield every opening from yesterday to a week from now, as (opens, closes)."""
    for days, opens, closes in hours:
        weekdays = set(_weekdays(days))
        for offset in range(-1, WEEK + 1):
            day = today + timedelta(days=offset)
            if day.weekday() in weekdays:
                yield _span(day, opens, closes, zone)


def _span(day: date, opens: str, closes: str, zone: ZoneInfo) -> tuple[datetime, datetime]:
    start = datetime.combine(day, time.fromisoformat(opens), zone)
    if closes == "24:00":
        return start, datetime.combine(day + timedelta(days=1), time(0), zone)
    end = datetime.combine(day, time.fromisoformat(closes), zone)
    return start, end if end > start else end + timedelta(days=1)


def _closes(spans: list[tuple[datetime, datetime]], now: datetime) -> datetime | None:
    """Return when it closes, following openings that touch; None when it is not open."""
    closes: datetime | None = None
    for start, end in spans:
        if start <= (closes or now) and end > (closes or now):
            closes = end
    return closes


def _is_endless(spans: list[tuple[datetime, datetime]], now: datetime) -> bool:
    closes = _closes(spans, now)
    return closes is not None and closes - now >= timedelta(days=WEEK)


def _day_words(then: datetime, now: datetime) -> str:
    days = (then.date() - now.date()).days
    return {0: "today", 1: "tomorrow"}.get(days, f"on {DAYS[then.weekday()]}")

"""The life of one revision, read from its rows: its state at an instant, and when it is shown.

Rows are never changed, so what was planned is undone by a later row: of those that are effective
by an instant, the one written last counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kb.models import StateChange
from kb.vocabulary import SHOWN, State

Rows = Sequence[StateChange]
"""The changes of state of one revision in the order in which they were written."""


@dataclass(frozen=True)
class Span:
    """From an instant to another, which is no longer in it; None is without end."""

    start: datetime
    end: datetime | None


def deciding_row(rows: Rows, at: datetime) -> StateChange | None:
    """Return the row that says what the revision's state is at an instant, or None before it."""
    return next((row for row in reversed(rows) if row.effective_at <= at), None)


def state_at(rows: Rows, at: datetime) -> State | None:
    """Return how the revision stands at an instant, in words: a coming one is *scheduled*.

    What was scheduled is *published* from its moment on. None before there was any text.
    """
    span = span_shown(rows, at)
    if span is not None:
        return State.SCHEDULED if span.start > at else State.PUBLISHED
    row = deciding_row(rows, at)
    return State(row.state) if row else None


def is_shown(rows: Rows, at: datetime) -> bool:
    """True when the revision is shown at an instant."""
    row = deciding_row(rows, at)
    return row is not None and row.state in SHOWN


def span_shown(rows: Rows, now: datetime) -> Span | None:
    """Return when the revision is shown: the span that `now` is in, or else the next one."""
    start: datetime | None = None
    for moment in sorted({row.effective_at for row in rows}):
        if is_shown(rows, moment):
            start = start or moment
        elif start is not None and moment > now:
            return Span(start, moment)
        else:
            start = None
    return None if start is None else Span(start, None)

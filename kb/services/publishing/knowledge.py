"""What a derivation from published words and law depends on, as a key to remember it by.

States, editions' states and sizes are insert-only. So the last of each says which rows there are,
the unit's instant which of them count, and the day which law does. Names and places that words are
printed with (departments, topics) change with an entry of the audit record, and with it the key.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from kb.models import Chain, EditionState, SizeOfChange, StateChange
from kb.services.unit import Unit

READ = "knowledge"  # in the session's `info`: a unit that only reads sees one moment

_LAST = select(
    select(func.coalesce(func.max(StateChange.id), 0)).scalar_subquery(),
    select(func.coalesce(func.max(EditionState.id), 0)).scalar_subquery(),
    select(func.coalesce(func.max(SizeOfChange.id), 0)).scalar_subquery(),
    select(Chain.audit_count - Chain.quiet_count).scalar_subquery(),
)  # written once: every page asks

Rows = tuple[int, ...]
"""The last row of each kind, and how many entries of audit that pages may show something of."""


@dataclass(frozen=True)
class Knowledge:
    """A key that is another one whenever something else is shown, or is the law.

    `since` is the last moment that counted by then, or, for an instant before the last of the
    rows was written, how many rows of each kind count.
    """

    today: date
    day: date
    rows: Rows
    since: datetime | Rows


@dataclass(frozen=True)
class _Moments:
    """When rows begin to count: all are written by `written`; `coming` are planned for later."""

    written: datetime | None
    coming: tuple[datetime, ...]

    def last(self, now: datetime) -> datetime | None:
        """Return the last moment that has come by `now`, None where some are not written yet."""
        if self.written is None or now < self.written:
            return None
        at = bisect_right(self.coming, now)
        return self.coming[at - 1] if at else self.written


def knowledge(unit: Unit) -> Knowledge:
    """Return what is known at the unit's instant, for its day."""
    rows = _last_rows(unit)
    moments = unit.memory.recall(("moments", rows), lambda: _read_moments(unit))
    return Knowledge(unit.today, unit.day, rows, moments.last(unit.now) or _count(unit))


def _last_rows(unit: Unit) -> Rows:
    if unit.chain is not None:  # it may have written some since it was asked last
        return tuple(unit.session.execute(_LAST).one())
    info = unit.session.info
    if READ not in info:
        info[READ] = tuple(unit.session.execute(_LAST).one())
    rows: Rows = info[READ]
    return rows


def _read_moments(unit: Unit) -> _Moments:
    written = [unit.session.scalar(select(func.max(one))) for one in _WRITTEN]
    last = max((moment for moment in written if moment is not None), default=None)
    if last is None:
        return _Moments(None, ())
    planned = select(StateChange.effective_at).where(StateChange.effective_at > last).distinct()
    return _Moments(last, tuple(sorted(unit.session.scalars(planned))))


_WRITTEN = (StateChange.at, EditionState.at, SizeOfChange.at)


def _count(unit: Unit) -> Rows:
    """Return how many rows of each kind count at the unit's instant."""
    has_come = (StateChange.at <= unit.now) & (StateChange.effective_at <= unit.now)
    counted = (
        (StateChange.id, has_come),
        (EditionState.id, EditionState.at <= unit.now),
        (SizeOfChange.id, SizeOfChange.at <= unit.now),
    )
    counts = (select(func.count(row).filter(has)).scalar_subquery() for row, has in counted)
    return tuple(unit.session.execute(select(*counts)).one())

"""One number that grows whenever what is shown may have changed: by a deed, or as time passes.

It grows once more when the index has taken a deed in, so that what is new is found on open pages.
Each process has one `Watch`, so that a hundred open pages cost ten small queries a second.
"""

from collections.abc import Callable
from datetime import date, datetime
from threading import Lock
from time import monotonic

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from kb.errors import BusyError
from kb.models import Chain, StateChange
from kb.services.unit import Store, Unit

FRESH_S = 0.1
STALE_S = 0.4


class Watch:
    """Counts changes; safe to ask from several threads."""

    def __init__(self, store: Store, indexed: Callable[[], int] = lambda: 0) -> None:
        self._store = store
        self._indexed = indexed  # how far the index has come
        self._lock = Lock()
        self._read = (float("-inf"), 0)  # when, and the count: replaced as one, read without lock
        self._count = 0
        self._seen: tuple[int, date] | None = None  # loud entries and index, day: when counted
        self._next_moment: datetime | None = None

    def count(self) -> int:
        """Return the number; it is at most a tenth of a second old."""
        with self._lock:
            read_at, count = self._read
            if monotonic() - read_at < FRESH_S:
                return count
            with self._store.read() as unit:
                self._renew(unit)
            self._read = (monotonic(), self._count)
            return self._count

    def quick_count(self) -> int | None:
        """Return the number without waiting where another thread is counting this very moment.

        Then it is the one from before, at most STALE_S old. None when the database does
        not answer: whoever asks by the usual way is told why.
        """
        read_at, count = self._read
        age_s = monotonic() - read_at
        if age_s < FRESH_S or (age_s < STALE_S and self._lock.locked()):
            return count
        try:
            return self.count()
        except (BusyError, SQLAlchemyError):
            return None

    def _renew(self, unit: Unit) -> None:
        """Count again when a loud entry was added or indexed, on a new day, at a moment."""
        loud = select(Chain.audit_count - Chain.quiet_count)
        deeds = unit.session.scalars(loud).one() + self._indexed()
        has_come = self._next_moment is not None and unit.now >= self._next_moment
        if self._seen == (deeds, unit.today) and not has_come:
            return
        came, self._next_moment = _moments(unit)
        self._count = deeds + came + unit.today.toordinal()
        self._seen = (deeds, unit.today)


def _moments(unit: Unit) -> tuple[int, datetime | None]:
    """Return how many scheduled changes have come, and when the next one will."""
    scheduled = StateChange.effective_at > StateChange.at
    came = select(func.count()).where(scheduled, StateChange.effective_at <= unit.now)
    following = select(func.min(StateChange.effective_at)).where(
        StateChange.effective_at > unit.now
    )
    return unit.session.scalar(came) or 0, unit.session.scalar(following)

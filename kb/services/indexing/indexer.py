"""The one that keeps the index up with the database.

One indexer at a time holds a lock on the data folder: a thread of the embedded server, or
`flask kb indexer` beside gunicorn. What it applied last stands in the index itself, so stopping
it at any moment loses nothing, and applying a row twice does no harm.
"""

import fcntl
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from kb.errors import IndexBrokenError, KbError
from kb.models import Chain, OutboxRow
from kb.search.engine import Change, Engine
from kb.services.indexing.groups import all_groups, documents_of, touched_groups
from kb.services.indexing.history import HistoryMark
from kb.services.unit import Store, Unit

BATCH_ROWS = 500
POLL_S = 0.2

log = logging.getLogger(__name__)


class Indexer:
    """Applies the outbox to one engine."""

    def __init__(self, store: Store, engine: Engine, lock_file: Path) -> None:
        self._store = store
        self._engine = engine
        self._lock_file = lock_file
        self._mark = HistoryMark(lock_file.with_suffix(".mark"))

    def catch_up(self) -> int:
        """Apply every row that waits; return how many. 0 if another indexer is at work."""
        with self._alone() as is_alone:
            return self._catch_up() if is_alone else 0

    def rebuild(self, progress: Callable[[int, int, str], None] | None = None) -> int:
        """Build the index anew from the database; return how many documents it holds.

        Waits for another indexer to finish its batch. Searches see the old index until then.
        """
        with self._alone(wait=True):
            return self._rebuild(progress)

    def run(self, stop: Event) -> None:
        """Catch up again and again until `stop` is set; heals a broken index by itself.

        The lock is let go between batches, so that `rebuild` in another process has its turn. A
        full disk or a busy database is logged and tried again: meanwhile searches find less.
        """
        while not stop.is_set():
            try:
                if self.catch_up():
                    continue
            except (KbError, SQLAlchemyError, OSError):
                log.exception("The index could not be brought up to date; trying again.")
            stop.wait(POLL_S)

    def _catch_up(self) -> int:
        try:
            return self._apply_rows()
        except IndexBrokenError as error:
            log.warning("The index cannot be read (%s); rebuilding it.", error)
            return self._rebuild(None)

    def _apply_rows(self) -> int:
        with self._store.read() as unit:
            newest = unit.session.scalar(select(Chain.outbox_sequence)) or 0
            follows = self._follows(unit, newest)
        if not follows:
            return self._rebuild(None)
        applied = 0
        while self._engine.sequence < newest:
            applied += self._apply_batch(self._engine.sequence)
        return applied

    def _follows(self, unit: Unit, newest: int) -> bool:
        """True when the index can go on with rows: it holds some, all of them of this history."""
        held = self._engine.sequence
        if held == 0:
            return newest == 0
        return held <= newest and self._mark.fits(unit)

    def _apply_batch(self, after: int) -> int:
        with self._store.read() as unit:
            rows = _rows_after(unit, after)
            newest = {
                touched: sequence
                for sequence, group in rows
                for touched in touched_groups(unit, group)
            }
            changes = [
                change
                for group, sequence in newest.items()
                for change in _changes(unit, sequence, group)
            ]
            last, _ = rows[-1]
            self._mark.set(unit, last)
        self._engine.apply([*changes, Change(last, "outbox:")])
        return len(rows)

    def _rebuild(self, progress: Callable[[int, int, str], None] | None) -> int:
        with self._store.read() as unit:
            sequence = unit.session.scalar(select(Chain.outbox_sequence)) or 0
            groups = all_groups(unit)
            changes: list[Change] = []
            for done, group in enumerate(groups):
                if progress:
                    progress(done, len(groups), group)
                changes += _changes(unit, sequence, group)
        self._mark.forget()
        self._engine.rebuild(changes, sequence)
        with self._store.read() as unit:
            self._mark.set(unit, sequence)
        return sum(len(change.documents) for change in changes)

    @contextmanager
    def _alone(self, *, wait: bool = False) -> Iterator[bool]:
        """Hold the lock on the index, or yield False at once if another does."""
        self._lock_file.parent.mkdir(parents=True, exist_ok=True)
        with self._lock_file.open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
                return
            yield True


def _rows_after(unit: Unit, after: int) -> list[tuple[int, str]]:
    query = (
        select(OutboxRow.sequence, OutboxRow.group)
        .where(OutboxRow.sequence > after)
        .order_by(OutboxRow.sequence)
        .limit(BATCH_ROWS)
    )
    return [(sequence, group) for sequence, group in unit.session.execute(query)]


def _changes(unit: Unit, sequence: int, group: str) -> Iterator[Change]:
    for index_group, documents in documents_of(unit, group).items():
        yield Change(sequence, index_group, documents)

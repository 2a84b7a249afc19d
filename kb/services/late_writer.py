"""Writing what can wait: marks like "seen just now", off the path of the request.

A request that only reads must not wait for the write lock, which a long load may hold. What is
noted here is written by one thread in one transaction every few seconds; a later note with the
same key replaces the earlier one. A crash loses a few seconds of marks and nothing else, so
nothing that a person did may go through here.
"""

import logging
from collections.abc import Callable, Hashable
from threading import Event, Lock, Thread

from sqlalchemy.exc import OperationalError, SQLAlchemyError

from kb.errors import BusyError
from kb.services.unit import Store, Unit

log = logging.getLogger(__name__)

Note = Callable[[Unit], object]
INTERVAL_S = 5.0
MOST_NOTES = 10_000  # beyond, notes are dropped: memory must not grow while the database is away


class LateWriter:
    """Collects notes from any thread; its own thread starts with the first one."""

    def __init__(self, store: Store, *, interval_s: float = INTERVAL_S) -> None:
        self._store = store
        self._interval_s = interval_s
        self._notes: dict[Hashable, Note] = {}
        self._lock = Lock()
        self._closing = Event()
        self._thread: Thread | None = None

    def note(self, key: Hashable, note: Note) -> None:
        """Remember to run `note` with a unit that writes, soon."""
        with self._lock:
            if key in self._notes or len(self._notes) < MOST_NOTES:
                self._notes[key] = note
            if self._thread is None and not self._closing.is_set():
                self._thread = Thread(target=self._run, name="late-writer", daemon=True)
                self._thread.start()

    def flush(self) -> int:
        """Write all notes now; return how many. They are kept when the database is busy."""
        with self._lock:
            notes, self._notes = self._notes, {}
        if not notes:
            return 0
        try:
            with self._store.touch() as unit:
                for note in notes.values():
                    note(unit)
        except (BusyError, OperationalError):
            log.warning("%d marks wait: the database is busy", len(notes))
            with self._lock:
                self._notes = notes | self._notes
            return 0
        return len(notes)

    def close(self) -> None:
        """Write what is left and end the thread."""
        self._closing.set()
        if self._thread is not None:
            self._thread.join()
        self.flush()

    def _run(self) -> None:
        while not self._closing.wait(self._interval_s):
            try:
                self.flush()
            except (SQLAlchemyError, ValueError) as error:  # one bad note must not end all others
                log.error("marks are lost: %s", type(error).__name__)  # noqa: TRY400 - its message may hold words

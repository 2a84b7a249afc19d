"""What engines on disk share: searches read a snapshot and never wait; one writer at a time.

An engine of a library says how its files are read, written on and filled; which snapshot counts,
when it is read anew and how a generation is replaced is the same for all, and is here.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Generic, Protocol, TypeVar

from kb.errors import IndexBrokenError
from kb.search import generations
from kb.search.changes import Settled, settle
from kb.search.engine import Change, Hit, Query
from kb.search.ranking.rank import rank
from kb.search.ranking.view import View


class Mark(Protocol):
    """What ends each commit: it says how far the index has come."""

    @property
    def sequence(self) -> int:
        """The last outbox sequence that the index holds."""


class Snapshot(Protocol):
    """An immutable picture of an index as of one commit."""

    @property
    def mark(self) -> Mark:
        """The mark of that commit."""

    def is_current(self, folder: Path) -> bool:
        """True while no commit and no switch of generation came after; IndexBrokenError if gone."""

    def view(self, at: datetime, on: datetime | None = None) -> View:
        """Return what is shown at the instant `at`, or for the law of the day that begins `on`."""


SnapshotT = TypeVar("SnapshotT", bound=Snapshot)


class Storage(Protocol[SnapshotT]):
    """How one library reads and writes an index."""

    def read(self, folder: Path, known: SnapshotT | None = None) -> SnapshotT:
        """Read the current generation in `folder`, keeping what `known` has read of it."""

    def write_on(self, folder: Path, known: SnapshotT, settled: Settled) -> None:
        """Store `settled` in one commit of the current generation in `folder`."""

    def fill(self, generation: Path, settled: Settled, sequence: int) -> None:
        """Make an index of exactly `settled` in the empty folder `generation`."""


class EngineOnDisk(Generic[SnapshotT]):
    """Finds documents in an index on disk; other processes may search and write it too."""

    def __init__(self, folder: Path, storage: Storage[SnapshotT]) -> None:
        """Open the index in `folder` (absolute or relative; made if absent).

        An index that is missing, broken, half-written or of another format is set aside for an
        empty one: `sequence` is then 0, which tells the owner to `rebuild`.
        """
        self._folder = folder
        self._storage = storage
        self._writing = Lock()
        self._refreshing = Lock()
        try:
            self._snapshot = storage.read(folder)
        except IndexBrokenError:
            self._replace(settle(()), sequence=0)

    @property
    def sequence(self) -> int:
        """Return the last outbox sequence this index holds; 0 when it is new or broken."""
        try:
            return self._fresh().mark.sequence
        except IndexBrokenError:
            return 0

    def apply(self, changes: Sequence[Change]) -> None:
        """Store `changes` in one commit and see them at once; raises IndexBrokenError."""
        settled = settle(changes)
        if not settled.groups:
            return
        with self._writing:
            self._storage.write_on(self._folder, self._snapshot, settled)
            with self._refreshing:
                self._snapshot = self._storage.read(self._folder, self._snapshot)

    def rebuild(self, changes: Sequence[Change], sequence: int) -> None:
        """Build a new generation that holds exactly `changes`, and switch to it at once."""
        settled = settle(changes)
        with self._writing:
            self._replace(settled, sequence)

    def search(self, query: Query) -> list[Hit]:
        """Return the best hits, best first, at most `query.limit`, one per group."""
        return rank(self._fresh().view(query.at, query.on), query)

    def held(
        self, stems: Collection[str], at: datetime, *, on: datetime | None = None
    ) -> frozenset[str]:
        """Return those of `stems` that some document shown at `at` holds."""
        view = self._fresh().view(at, on)
        return frozenset(stem for stem in stems if len(view.stem(stem).documents))

    def words(
        self, at: datetime, prefix: str = "", *, on: datetime | None = None
    ) -> Sequence[tuple[str, int]]:
        """Return (word, documents holding it) of the words of what is shown at `at`."""
        words = self._fresh().view(at, on).words
        return [one for one in words if one[0].startswith(prefix)] if prefix else words

    def close(self) -> None:
        """Wait for the writer; files are let go with the last search that reads them."""
        with self._writing, self._refreshing:
            del self._snapshot

    def _fresh(self) -> SnapshotT:
        """Return the newest snapshot, or the last one while another thread is reading it."""
        snapshot = self._snapshot
        if snapshot.is_current(self._folder) or not self._refreshing.acquire(blocking=False):
            return snapshot
        try:
            self._snapshot = self._storage.read(self._folder, self._snapshot)
        finally:
            self._refreshing.release()
        return self._snapshot

    def _replace(self, settled: Settled, sequence: int) -> None:
        generation = generations.create(self._folder)
        self._storage.fill(generation, settled, sequence)
        generations.switch(self._folder, generation)
        with self._refreshing:
            self._snapshot = self._storage.read(self._folder)
        generations.remove_others(self._folder, generation)

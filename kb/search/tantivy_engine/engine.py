"""The engine: searches read a snapshot and never wait for the writer; one writer at a time."""

from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path
from threading import Lock

import tantivy

from kb.errors import IndexBrokenError
from kb.search import generations
from kb.search.changes import Settled, settle
from kb.search.engine import Change, Hit, Query
from kb.search.ranking.rank import rank
from kb.search.tantivy_engine import files
from kb.search.tantivy_engine.schema import to_document, to_mark
from kb.search.tantivy_engine.snapshot import Snapshot, read_snapshot


class TantivyEngine:
    """Finds documents in an index on disk; other processes may search and write it too."""

    def __init__(self, folder: Path) -> None:
        """Open the index in `folder` (absolute or relative; made if absent).

        An index that is missing, broken, half-written or of another format is set aside for an
        empty one: `sequence` is then 0, which tells the owner to `rebuild`.
        """
        self._folder = folder
        self._writing = Lock()
        self._refreshing = Lock()
        try:
            self._snapshot = read_snapshot(folder)
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
            before = read_snapshot(self._folder, self._snapshot)
            with before.files.writing() as writer:
                before = read_snapshot(self._folder, before)  # nobody else writes from here on
                gone = before.numbers_of(settled.groups)
                before.files.delete(writer, gone)
                sequence = max(before.mark.sequence, settled.sequence)
                _add(writer, settled, before.end, sequence, gone)
            self._refresh()

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

    def _fresh(self) -> Snapshot:
        """Return the newest snapshot, or the last one while another thread is reading it."""
        snapshot = self._snapshot
        if snapshot.is_current(self._folder) or not self._refreshing.acquire(blocking=False):
            return snapshot
        try:
            self._snapshot = read_snapshot(self._folder, self._snapshot)
        finally:
            self._refreshing.release()
        return self._snapshot

    def _refresh(self) -> None:
        with self._refreshing:
            self._snapshot = read_snapshot(self._folder, self._snapshot)

    def _replace(self, settled: Settled, sequence: int) -> None:
        generation = generations.create(self._folder)
        with files.create(generation).writing() as writer:
            _add(writer, settled, 0, sequence, ())
        generations.switch(self._folder, generation)
        with self._refreshing:
            self._snapshot = read_snapshot(self._folder)
        generations.remove_others(self._folder, generation)


def _add(
    writer: tantivy.IndexWriter,
    settled: Settled,
    first: int,
    sequence: int,
    removed: Collection[int],
) -> None:
    """Add the documents, numbered from `first` on, and the mark that ends the commit."""
    for number, document in enumerate(settled.documents.values(), start=first):
        writer.add_document(to_document(number, document))
    writer.add_document(to_mark(first + len(settled.documents), sequence, removed))

"""The engine: searches read a snapshot and never wait for the writer; one writer at a time."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

from whoosh import index

from kb.errors import ConflictError, IndexBrokenError
from kb.search import generations
from kb.search.changes import Settled, settle
from kb.search.engine import Change, Engine, Hit, Query
from kb.search.ranking.rank import rank
from kb.search.weighing import weigh
from kb.search.whoosh_engine.merging import merge_by_size
from kb.search.whoosh_engine.reading import files_of
from kb.search.whoosh_engine.schema import new_codec, new_schema, to_fields, to_mark
from kb.search.whoosh_engine.snapshot import Snapshot, read_snapshot

WRITER_WAIT_S = 10.0
"""How long to wait for another process to finish its commit."""


def open_engine(folder: Path) -> Engine:
    """Open the index in `folder`, or start an empty one there."""
    return WhooshEngine(folder)


class WhooshEngine:
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
            with _writer(generations.current(self._folder)) as writer:
                self._snapshot = before = read_snapshot(self._folder, self._snapshot)
                for number in before.numbers_of(settled.groups):
                    writer.delete_document(number)
                _add(writer, settled, max(before.mark.sequence, settled.sequence))
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
        index.create_in(generation, new_schema())
        with _writer(generation) as writer:
            _add(writer, settled, sequence)
        generations.switch(self._folder, generation)
        with self._refreshing:
            self._snapshot = read_snapshot(self._folder)
        generations.remove_others(self._folder, generation)


@contextmanager
def _writer(generation: Path) -> Iterator[Any]:
    """Yield Whoosh's writer of `generation`; commit at the end, undo all on an error."""
    with files_of(generation) as files:
        opened = files.open_index()
    try:
        writer = opened.writer(timeout=WRITER_WAIT_S, delay=0.05, codec=new_codec())
    except index.LockError as error:
        raise ConflictError(
            "Another process is writing the search index. Stop it, or let it do the work."
        ) from error
    try:
        yield writer
    except BaseException:
        writer.cancel()
        raise
    writer.commit(mergetype=merge_by_size)


def _add(writer: Any, settled: Settled, sequence: int) -> None:  # noqa: ANN401 - Whoosh is untyped
    for document in settled.documents.values():
        writer.add_document(**to_fields(document, weigh(document)))
    writer.add_document(**to_mark(sequence))

"""The engine: what Whoosh's index needs to be read, written on and filled."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh import index

from kb.errors import ConflictError
from kb.search import generations
from kb.search.changes import Settled
from kb.search.engine import Engine
from kb.search.on_disk import EngineOnDisk
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


class WhooshEngine(EngineOnDisk[Snapshot]):
    """Finds documents in an index on disk; other processes may search and write it too."""

    def __init__(self, folder: Path) -> None:
        """Open the index in `folder`, as `EngineOnDisk` says."""
        super().__init__(folder, WhooshStorage())


class WhooshStorage:
    """An index of Whoosh's: segments, and deletions in them by number."""

    def read(self, folder: Path, known: Snapshot | None = None) -> Snapshot:
        """Read the current generation in `folder`, keeping the segments that `known` has open."""
        return read_snapshot(folder, known)

    def write_on(self, folder: Path, known: Snapshot, settled: Settled) -> None:
        """Store `settled` in one commit of the current generation in `folder`."""
        with _writer(generations.current(folder)) as writer:
            before = read_snapshot(folder, known)  # nobody else writes from here on
            for number in before.numbers_of(settled.groups):
                writer.delete_document(number)
            _add(writer, settled, max(before.mark.sequence, settled.sequence))

    def fill(self, generation: Path, settled: Settled, sequence: int) -> None:
        """Make an index of exactly `settled` in the empty folder `generation`."""
        index.create_in(generation, new_schema())
        with _writer(generation) as writer:
            _add(writer, settled, sequence)


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

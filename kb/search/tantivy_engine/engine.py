"""The engine: what Tantivy's index needs to be read, written on and filled."""

from collections.abc import Collection
from pathlib import Path

import tantivy

from kb.search.changes import Settled
from kb.search.on_disk import EngineOnDisk
from kb.search.tantivy_engine import files
from kb.search.tantivy_engine.schema import to_document, to_mark
from kb.search.tantivy_engine.snapshot import Snapshot, read_snapshot


class TantivyEngine(EngineOnDisk[Snapshot]):
    """Finds documents in an index on disk; other processes may search and write it too."""

    def __init__(self, folder: Path) -> None:
        """Open the index in `folder`, as `EngineOnDisk` says."""
        super().__init__(folder, TantivyStorage())


class TantivyStorage:
    """An index of Tantivy's: documents are numbered on, and deleted by number."""

    def read(self, folder: Path, known: Snapshot | None = None) -> Snapshot:
        """Read the current generation in `folder`, on from what `known` has read of it."""
        return read_snapshot(folder, known)

    def write_on(self, folder: Path, known: Snapshot, settled: Settled) -> None:
        """Store `settled` in one commit of the current generation in `folder`."""
        before = read_snapshot(folder, known)
        with before.files.writing() as writer:
            before = read_snapshot(folder, before)  # nobody else writes from here on
            gone = before.numbers_of(settled.groups)
            before.files.delete(writer, gone)
            sequence = max(before.mark.sequence, settled.sequence)
            _add(writer, settled, before.end, sequence, gone)

    def fill(self, generation: Path, settled: Settled, sequence: int) -> None:
        """Make an index of exactly `settled` in the empty folder `generation`."""
        with files.create(generation).writing() as writer:
            _add(writer, settled, 0, sequence, ())


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

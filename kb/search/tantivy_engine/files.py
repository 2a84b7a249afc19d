"""The files of one generation: opened, read on from a number, and written by one writer."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import numpy as np
import tantivy
from numpy.typing import NDArray
from tantivy import FieldType, Occur, Query

from kb.errors import ConflictError
from kb.search.ranking.part import NO_POSTINGS, STEM, Postings
from kb.search.ranking.record import Record
from kb.search.tantivy_engine.reading import reading
from kb.search.tantivy_engine.schema import NUMBER, WEIGHT, Mark, from_stored, new_schema
from kb.search.tantivy_engine.whole import check_files

COMMITTED = "meta.json"
"""Tantivy replaces this file with each commit and each merge."""

Stamp = tuple[int, int]

WRITER_WAIT_S = 10.0
"""How long to wait for another process to finish its commit."""
WRITER_TRY_S = 0.05
WRITER_BYTES = 128_000_000
BUSY = "LockBusy"


class Files:
    """One generation on disk, as of the last `reload`; safe among threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with reading(folder):
            check_files(folder)
            self._index = tantivy.Index.open(str(folder))
            self._index.config_reader("manual")
            self._schema = self._index.schema
            self._searcher = self._index.searcher()

    def stamp(self) -> Stamp:
        """Return what differs after each commit; raises IndexBrokenError if the files are gone."""
        with reading(self.folder):
            found = (self.folder / COMMITTED).stat()
            return found.st_mtime_ns, found.st_ino

    def reload(self) -> None:
        """See the last commit from now on."""
        with reading(self.folder):
            self._index.reload()
            self._searcher = self._index.searcher()

    def read_on(self, first: int) -> dict[int, Record | Mark]:
        """Return, by number and in order, what is stored from the number `first` on."""
        with reading(self.folder):
            searcher = self._searcher
            query = self._from(first)
            limit = max(1, searcher.num_docs)
            found = searcher.search(query, limit, count=False, order_by_field=NUMBER).hits
            return {number: from_stored(searcher.doc(at)) for number, at in reversed(found)}

    def postings(self, field: str, term: str, first: int) -> Postings:
        """Return the postings of `term` in the documents from the number `first` on."""
        with reading(f"the word {term!r}"):
            searcher = self._searcher
            found = [
                (self._numbers(searcher, field, written, count, first), weight)
                for written, count, weight in _written(searcher, field, term)
            ]
        return _in_order(found) if found else NO_POSTINGS

    @contextmanager
    def writing(self) -> Iterator[tantivy.IndexWriter]:
        """Yield the one writer; commit at the end, undo all on an error."""
        writer = self._open_writer()
        try:
            try:
                yield writer
            except BaseException:
                writer.rollback()
                raise
            writer.commit()
        finally:
            writer.wait_merging_threads()  # lets go of the lock

    def delete(self, writer: tantivy.IndexWriter, numbers: list[int]) -> None:
        """Delete the documents of `numbers` with the commit of `writer`."""
        writer.delete_documents_by_query(Query.term_set_query(self._schema, NUMBER, numbers))

    def _numbers(
        self, searcher: tantivy.Searcher, field: str, written: str, count: int, first: int
    ) -> NDArray[np.intp]:
        query = Query.term_query(self._schema, field, written, "basic")
        if first:
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, self._from(first))])
        hits = searcher.search(query, count, count=False, order_by_field=NUMBER).hits
        return np.array([number for number, _ in hits], np.intp)

    def _from(self, first: int) -> Query:
        return Query.range_query(self._schema, NUMBER, FieldType.Unsigned, first)

    def _open_writer(self) -> tantivy.IndexWriter:
        deadline = monotonic() + WRITER_WAIT_S
        while True:
            try:
                return self._index.writer(WRITER_BYTES, 1)
            except ValueError as error:
                if BUSY not in str(error):
                    raise
                if monotonic() >= deadline:
                    raise ConflictError(
                        "Another process is writing the search index. "
                        "Stop it, or let it do the work."
                    ) from error
            sleep(WRITER_TRY_S)


def create(folder: Path) -> Files:
    """Make an empty index in `folder`, which exists."""
    tantivy.Index(new_schema(), str(folder))
    return Files(folder)


def _written(searcher: tantivy.Searcher, field: str, term: str) -> list[tuple[str, int, float]]:
    """Return (term as written, documents at most, weight) of each form in which `term` is there."""
    if field != STEM:
        count = searcher.doc_freq(field, term)
        return [(term, count, 1.0)] if count else []
    forms = searcher.terms_with_prefix(field, f"{term}{WEIGHT}")
    return [(form, count, float(form.rpartition(WEIGHT)[2])) for form, count in forms]


def _in_order(found: list[tuple[NDArray[np.intp], float]]) -> Postings:
    numbers = np.concatenate([some for some, _ in found])
    weights = np.repeat([weight for _, weight in found], [len(some) for some, _ in found])
    order = np.argsort(numbers)
    return Postings(numbers[order], weights[order])

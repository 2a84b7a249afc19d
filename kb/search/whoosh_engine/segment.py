"""One immutable segment in memory: its records, and postings as they are asked for.

Whoosh never changes a segment after its commit (deletions are kept in the table of contents), so
what is read of it once stays true until it is merged away: a publish costs the next search only
its own small segment.
"""

from typing import Any

import numpy as np
from whoosh.reading import SegmentReader, TermNotFound

from kb.search.ranking.part import NO_POSTINGS, Part, Postings
from kb.search.ranking.record import Record
from kb.search.whoosh_engine.reading import reading
from kb.search.whoosh_engine.schema import Mark, from_stored


class Segment(Part):
    """A part that is one segment of Whoosh's; `marks` are its documents that are none."""

    def __init__(self, storage: Any, schema: Any, segment: Any) -> None:  # noqa: ANN401 - Whoosh is untyped
        self._reader = SegmentReader(storage, schema, segment)
        self.marks: dict[int, Mark] = {}
        records: dict[int, Record] = {}
        for number, fields in self._reader.iter_docs():
            record = from_stored(fields)
            if isinstance(record, Mark):
                self.marks[number] = record
            else:
                records[number] = record
        super().__init__(records, self._reader.doc_count_all(), self._read_postings)

    def _read_postings(self, field: str, term: str) -> Postings:
        with reading(f"the word {term!r}"):
            try:
                matcher = self._reader.postings(field, term.encode())
            except TermNotFound:
                return NO_POSTINGS
            numbers, weights = [], []
            while matcher.is_active():
                numbers.append(matcher.id())
                weights.append(matcher.weight())
                matcher.next()
        return Postings(np.array(numbers, np.intp), np.array(weights, np.float64))

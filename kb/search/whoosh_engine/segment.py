"""One immutable segment in memory: its records, and postings as they are asked for.

Whoosh never changes a segment after its commit (deletions are kept in the table of contents), so
what is read of it once stays true until it is merged away: a publish costs the next search only
its own small segment.
"""

from collections import Counter, defaultdict
from functools import cached_property
from threading import Lock
from typing import Any

from whoosh.reading import SegmentReader, TermNotFound

from kb.search.whoosh_engine.schema import Mark, Record, from_stored

Postings = tuple[tuple[int, ...], tuple[float, ...]]
"""Document numbers in this segment, ascending, and the weight of the term in each."""

NO_POSTINGS: Postings = ((), ())


class Segment:
    """Reads one segment; safe among threads."""

    def __init__(self, storage: Any, schema: Any, segment: Any) -> None:  # noqa: ANN401 - Whoosh is untyped
        self._reader = SegmentReader(storage, schema, segment)
        self._reading = Lock()
        self._postings: dict[tuple[str, str], Postings] = {}
        stored = [from_stored(fields) for _, fields in self._reader.iter_docs()]
        numbers = list(self._reader.all_doc_ids())
        self.records: dict[int, Record] = {}
        self.marks: dict[int, Mark] = {}
        for number, record in zip(numbers, stored, strict=True):
            if isinstance(record, Mark):
                self.marks[number] = record
            else:
                self.records[number] = record

    @cached_property
    def groups(self) -> dict[str, list[int]]:
        """Document numbers by group."""
        groups: dict[str, list[int]] = defaultdict(list)
        for number, record in self.records.items():
            groups[record.group].append(number)
        return dict(groups)

    @cached_property
    def words(self) -> Counter[str]:
        """How many records hold each word as written."""
        return Counter(w for record in self.records.values() for w in record.words.split())

    def postings(self, field: str, term: str) -> Postings:
        """Return the postings of `term`, from memory if they were asked for before."""
        found = self._postings.get((field, term))
        if found is None:
            # Readers of Whoosh share one position in the file: one at a time.
            with self._reading:
                found = self._read(field, term)
            self._postings[field, term] = found
        return found

    def _read(self, field: str, term: str) -> Postings:
        try:
            matcher = self._reader.postings(field, term.encode())
        except TermNotFound:
            return NO_POSTINGS
        numbers, weights = [], []
        while matcher.is_active():
            numbers.append(matcher.id())
            weights.append(matcher.weight())
            matcher.next()
        return tuple(numbers), tuple(weights)

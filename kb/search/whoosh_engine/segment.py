"""One immutable segment in memory: its records, and postings as they are asked for.

Whoosh never changes a segment after its commit (deletions are kept in the table of contents), so
what is read of it once stays true until it is merged away: a publish costs the next search only
its own small segment.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import SegmentReader, TermNotFound

from kb.search.whoosh_engine.schema import Mark, Record, from_stored

KEPT_TERMS = 20_000
"""Postings kept in memory; beyond, all are let go and read again as they are asked for. Of words
that nothing holds nothing is kept: each letter that somebody types would be one."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Document numbers in the segment, ascending, and the weight of the term in each."""

    numbers: NDArray[np.intp]
    weights: NDArray[np.float64]


NO_POSTINGS = Postings(np.empty(0, np.intp), np.empty(0, np.float64))


class Segment:
    """Reads one segment; safe among threads.

    `shown` and `lengths` have one entry per document number; the mark is never shown.
    """

    def __init__(self, storage: Any, schema: Any, segment: Any) -> None:  # noqa: ANN401 - Whoosh is untyped
        self._reader = SegmentReader(storage, schema, segment)
        self._reading = Lock()
        self._postings: dict[tuple[str, str], Postings] = {}
        self.records: dict[int, Record] = {}
        self.marks: dict[int, Mark] = {}
        self.size: int = self._reader.doc_count_all()
        for number, fields in self._reader.iter_docs():
            record = from_stored(fields)
            if isinstance(record, Mark):
                self.marks[number] = record
            else:
                self.records[number] = record
        self._spans = {
            name: (
                self._column(f"{name}_from", otherwise=np.inf),
                self._column(f"{name}_to", otherwise=-np.inf),
            )
            for name in ("shown", "known", "law")
        }
        self.lengths = self._column("length", otherwise=0.0)

    def shown(self, at: float, on: float | None) -> NDArray[np.bool_]:
        """Return which documents are shown at an instant, or for the law of the day `on`."""
        if on is None:
            return self._within("shown", at)
        return self._within("known", at) & self._within("law", on)

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
            if len(found.numbers):
                if len(self._postings) >= KEPT_TERMS:
                    self._postings.clear()
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
        return Postings(np.array(numbers, np.intp), np.array(weights, np.float64))

    def _within(self, name: str, moment: float) -> NDArray[np.bool_]:
        start, end = self._spans[name]
        within: NDArray[np.bool_] = (start <= moment) & (moment < end)
        return within

    def _column(self, name: str, *, otherwise: float) -> NDArray[np.float64]:
        column = np.full(self.size, otherwise, np.float64)
        for number, record in self.records.items():
            column[number] = getattr(record, name)
        return column

"""The product's ranking over postings that never touch a disk: filled in a second, for measuring.

What is stored of a document and how it is ranked is the product's own (`weigh`, `View`, `rank`);
only Whoosh's files are left out, which take a minute for 14,000 passages. A test compares the two.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kb.search.changes import settle
from kb.search.documents import Document
from kb.search.engine import Change, Hit, Query
from kb.search.weighing import weigh
from kb.search.whoosh_engine.ranking import rank
from kb.search.whoosh_engine.schema import EXACT, PREFIX, RECORD, STEM, Record, to_fields
from kb.search.whoosh_engine.segment import NO_POSTINGS, Postings
from kb.search.whoosh_engine.view import View


class ResidentEngine:
    """Holds what `rebuild` gave it, as shown at the one instant that is asked about."""

    def __init__(self, at: datetime) -> None:
        self.sequence = 0
        self._at = at.timestamp()
        self._view = self._view_of([])

    def rebuild(self, changes: Sequence[Change], sequence: int) -> None:
        """Hold exactly `changes`."""
        self._view = self._view_of(settle(changes).documents.values())
        self.sequence = sequence

    def apply(self, changes: Sequence[Change]) -> None:
        """Not for measuring quality."""
        raise NotImplementedError

    def search(self, query: Query) -> list[Hit]:
        """Return the best hits, ranked as the product ranks them."""
        return rank(self._view, query)

    def held(
        self, stems: Collection[str], at: datetime, *, on: datetime | None = None
    ) -> frozenset[str]:
        """Return those of `stems` that some document holds."""
        del at, on
        return frozenset(stem for stem in stems if len(self._view.stem(stem).documents))

    def words(
        self, at: datetime, prefix: str = "", *, on: datetime | None = None
    ) -> Sequence[tuple[str, int]]:
        """Return (word, documents holding it), by word."""
        del at, on
        return [one for one in self._view.words if one[0].startswith(prefix)]

    def close(self) -> None:
        """Nothing is open."""

    def _view_of(self, documents: Iterable[Document]) -> View:
        return View([(_Filled(documents), frozenset())], at=self._at)  # type: ignore[list-item] # reads alike


class _Filled:
    """One segment, filled from documents instead of from files."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.records: dict[int, Record] = {}
        self._terms: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
        for number, document in enumerate(documents):
            fields = to_fields(document, weigh(document))
            self.records[number] = Record(*fields[RECORD])  # type: ignore[misc] # as schema.py wrote it
            for name in (STEM, EXACT, PREFIX):
                for term, weight in fields[name].items():  # type: ignore[attr-defined]
                    self._terms[name, term].append((number, weight))
        self.size = len(self.records)

    def shown(self, at: float, on: float | None) -> NDArray[np.bool_]:
        """Return which documents are shown at an instant."""
        assert on is None
        spans = ((one.shown_from, one.shown_to) for one in self.records.values())
        return np.array([start <= at < end for start, end in spans], np.bool_)

    @cached_property
    def words(self) -> Counter[str]:
        """How many records hold each word as written."""
        return Counter(w for record in self.records.values() for w in record.words.split())

    def postings(self, field: str, term: str) -> Postings:
        """Return the postings of `term`."""
        found = self._terms.get((field, term))
        if not found:
            return NO_POSTINGS
        numbers, weights = zip(*found, strict=True)
        return Postings(np.array(numbers, np.intp), np.array(weights, np.float64))

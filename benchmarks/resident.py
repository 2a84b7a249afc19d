"""The product's ranking over postings that never touch a disk: filled in a second, for measuring.

What is stored of a document and how it is ranked is the product's own (`weigh`, `View`, `rank`);
only Whoosh's files are left out, which take a minute for 14,000 passages. A test compares the two.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

import numpy as np

from kb.search.changes import settle
from kb.search.documents import Document
from kb.search.engine import Change, Hit, Query
from kb.search.ranking.part import NO_POSTINGS, Part, Postings, to_terms
from kb.search.ranking.rank import rank
from kb.search.ranking.record import Record, to_record
from kb.search.ranking.view import View
from kb.search.weighing import weigh


class ResidentEngine:
    """Holds what `rebuild` gave it, as shown at the one instant that is asked about."""

    def __init__(self, at: datetime) -> None:
        self.sequence = 0
        self._changes: list[Change] = []
        self._at = at.timestamp()
        self._view = self._view_of([])

    def rebuild(self, changes: Sequence[Change], sequence: int) -> None:
        """Hold exactly `changes`."""
        self._changes = list(changes)
        self._view = self._view_of(settle(changes).documents.values())
        self.sequence = sequence

    def apply(self, changes: Sequence[Change]) -> None:
        """Hold `changes` on top of what is held."""
        later = settle(changes).sequence
        self.rebuild([*self._changes, *changes], max(self.sequence, later))

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
        return View([(_filled(documents), frozenset())], at=self._at)


def _filled(documents: Iterable[Document]) -> Part:
    """Return a part that holds `documents`."""
    records: dict[int, Record] = {}
    terms: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
    for number, document in enumerate(documents):
        weighed = weigh(document)
        records[number] = to_record(document, weighed)
        for field, weights in to_terms(weighed).items():
            for term, weight in weights.items():
                terms[field, term].append((number, weight))

    def read(field: str, term: str) -> Postings:
        found = terms.get((field, term))
        if not found:
            return NO_POSTINGS
        numbers, weights = zip(*found, strict=True)
        return Postings(np.array(numbers, np.intp), np.array(weights, np.float64))

    return Part(records, len(records), read)

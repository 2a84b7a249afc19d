"""A stretch of document numbers as a part for ranking.

Tantivy merges its own segments as it sees fit; numbers stay. So what is kept in memory goes by
stretches of numbers instead: a commit brings a new, short one, and the postings that were read of
the long ones stay true.
"""

from collections.abc import Iterable, Mapping

import numpy as np

from kb.search.ranking.part import Part, Postings
from kb.search.ranking.record import Record
from kb.search.tantivy_engine.files import Files

FANOUT = 4
"""A stretch that is not so many times as long as the one behind it is joined with it."""


class Stretch(Part):
    """Documents numbered from `first` up to `end`; within the part, numbers begin at 0.

    `removed` are the numbers, within the part, that were removed since it was read.
    """

    def __init__(self, files: Files, records: Mapping[int, Record], first: int, end: int) -> None:
        """Take `records`, by their numbers in the index."""
        self.first = first
        self.end = end
        self._files = files
        local = {number - first: record for number, record in records.items()}
        super().__init__(local, end - first, self._read_postings)

    def _read_postings(self, field: str, term: str) -> Postings:
        found = self._files.postings(field, term, self.first)
        count = int(np.searchsorted(found.numbers, self.end))
        return Postings(found.numbers[:count] - self.first, found.weights[:count])


Removed = frozenset[int]


def joined(files: Files, parts: Iterable[tuple[Stretch, Removed]]) -> list[tuple[Stretch, Removed]]:
    """Return `parts`, neighbours in order, with the short ones joined to those before them."""
    found: list[tuple[Stretch, Removed]] = []
    for part in parts:
        found.append(part)
        while len(found) > 1 and found[-2][0].size <= FANOUT * found[-1][0].size:
            (before, gone_before), (after, gone_after) = found[-2:]
            records = _left(before, gone_before) | _left(after, gone_after)
            found[-2:] = [(Stretch(files, records, before.first, after.end), frozenset())]
    return found


def _left(stretch: Stretch, removed: Removed) -> dict[int, Record]:
    """Return the records that are left, by their numbers in the index."""
    return {
        stretch.first + number: record
        for number, record in stretch.records.items()
        if number not in removed
    }

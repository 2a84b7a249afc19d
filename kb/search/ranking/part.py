"""A part of an index: numbered records that never change, and the postings of each term.

Whatever goes out of date (which documents were replaced since) is said beside it, so that what
was read of a part once stays true for as long as the part is there.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kb.search.ranking.record import Record
from kb.search.weighing import Weighed

STEM, ASKED, EXACT, PREFIX = "stem", "asked", "exact", "prefix"
FIELDS = (STEM, ASKED, EXACT, PREFIX)
"""What terms are of: all stems and pairs, with their weights; all words and pairs of titles and
phrasings; whole titles; beginnings of words in titles."""

Name = tuple[str, str]
"""(field, term)"""

ENTRY = 50
"""What is kept of a term costs as much again as so many documents, however few hold it."""
KEPT_POSTINGS = 4_000_000
"""Entries of postings kept in memory (16 bytes each); beyond, all are let go and read again as
they are asked for. Of words that nothing holds nothing is kept: each letter typed would be one."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Document numbers in the part, ascending, and the weight of the term in each."""

    numbers: NDArray[np.intp]
    weights: NDArray[np.float64]


NO_POSTINGS = Postings(np.empty(0, np.intp), np.empty(0, np.float64))


def to_terms(weighed: Weighed) -> dict[str, dict[str, float]]:
    """Return {field: {term: weight}}: the postings that an engine stores of a document."""
    return {
        STEM: weighed.weights,
        ASKED: dict.fromkeys(weighed.asked, 1.0),
        EXACT: dict.fromkeys(weighed.exact, 1.0),
        PREFIX: dict.fromkeys(weighed.prefixes, 1.0),
    }


class Reader(Protocol):
    """Reads the postings of one part from wherever they lie; called by one thread at a time."""

    def __call__(self, field: str, term: str) -> Postings:
        """Return the postings of `term`."""


class Part:
    """Numbered records, and postings as they are asked for; safe among threads.

    Numbers reach from 0 to `size`; one without a record is never shown.
    """

    def __init__(self, records: Mapping[int, Record], size: int, read: Reader) -> None:
        self.records = records
        self.size = size
        self._read = read
        self._reading = Lock()
        self._postings: dict[Name, Postings] = {}
        self._kept = 0
        self._spans = {
            name: (
                self._column(f"{name}_from", otherwise=np.inf),
                self._column(f"{name}_to", otherwise=-np.inf),
            )
            for name in ("shown", "known", "law")
        }

    def shown(self, at: float, on: float | None) -> NDArray[np.bool_]:
        """Return which documents are shown at an instant, or for the law of the day `on`."""
        if on is None:
            return self._within("shown", at)
        return self._within("known", at) & self._within("law", on)

    def moments(self, *names: str) -> set[float]:
        """Return every instant at which a span called one of `names` begins or ends."""
        columns = [column for name in names for column in self._spans[name]]
        found = np.unique(np.concatenate(columns)) if self.records else np.empty(0)
        return set(found[np.isfinite(found)].tolist())

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
            with self._reading:
                found = self._read(field, term)
                if len(found.numbers):
                    self._keep((field, term), found)
        return found

    def _keep(self, name: Name, postings: Postings) -> None:
        self._kept += len(postings.numbers) + ENTRY
        if self._kept > KEPT_POSTINGS:
            self._postings.clear()
            self._kept = len(postings.numbers) + ENTRY
        self._postings[name] = postings

    def _within(self, name: str, moment: float) -> NDArray[np.bool_]:
        start, end = self._spans[name]
        within: NDArray[np.bool_] = (start <= moment) & (moment < end)
        return within

    def _column(self, name: str, *, otherwise: float) -> NDArray[np.float64]:
        column = np.full(self.size, otherwise, np.float64)
        for number, record in self.records.items():
            column[number] = getattr(record, name)
        return column

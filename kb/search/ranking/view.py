"""What is shown at one instant: the counts that scores need, and each word's scores.

Shown documents are numbered 0, 1, 2 … over all parts. Every number in a score is counted over
them alone, so the scores are those of an index that holds nothing else. Words are worked out when
first asked and kept; a view lives until the index changes or its instant passes.

Arrays: one entry per shown document (or parent), in the order of those numbers.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kb.search.engine import Query
from kb.search.ranking.part import ASKED, ENTRY, EXACT, NO_POSTINGS, PREFIX, STEM, Name, Part
from kb.search.ranking.record import Record
from kb.search.scoring import PREFIX_WEIGHT, idf, saturate, saturate_parent, worth_of
from kb.vocabulary import ResultKind

HIDDEN = -1
KEPT_CHOICES = 256  # of kinds, languages and lines
KEPT_SCORES = 4_000_000
"""Documents in all scores that are kept (up to 32 bytes each); beyond, all are worked out anew."""
KEPT_ABSENT = 2_000
"""Terms remembered to be in no shown document: with each letter typed the same ones are asked."""

Numbers = NDArray[np.intp]
Amounts = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scores:
    """What one term adds to each document that holds it, and to each parent; numbers are unique."""

    documents: Numbers
    worth: Amounts
    parents: Numbers
    parent_worth: Amounts


NO_SCORES = Scores(
    NO_POSTINGS.numbers, NO_POSTINGS.weights, NO_POSTINGS.numbers, NO_POSTINGS.weights
)


class View:
    """The documents shown at one instant, and what each term is worth in each."""

    def __init__(
        self,
        parts: Sequence[tuple[Part, frozenset[int]]],
        at: float,
        on: float | None = None,
    ) -> None:
        """Number the documents of `parts` (part, deleted numbers) that are shown at `at`.

        `on` asks for those that are best for the law of the day that begins then.
        """
        self.records: list[Record] = []
        self._numbers = [self._number(part, part.shown(at, on), deleted) for part, deleted in parts]
        self._parts = [part for part, _ in parts]
        self.lengths = np.array([record.length for record in self.records], np.float64)
        self.worth = np.array(
            [worth_of(ResultKind(record.kind)) for record in self.records], np.float64
        )
        names: dict[str, int] = {}
        self.parents = np.array(
            [names.setdefault(record.parent, len(names)) for record in self.records], np.intp
        )
        self.parent_lengths = _sum_by(self.parents, self.lengths, len(names))
        self._average = self.lengths.sum() / (len(self.records) or 1)
        self._parent_average = self.lengths.sum() / (len(names) or 1)
        self._terms: dict[Name, Scores] = {}
        self._absent: set[Name] = set()
        self._kept = 0
        self._wanted: dict[tuple[frozenset[str], ...], NDArray[np.bool_]] = {}

    def stem(self, stem: str) -> Scores:
        """Return the worth of a stem or a pair of stems."""
        return self._scores(STEM, stem)

    def prefix(self, start: str) -> Scores:
        """Return the worth of the beginning of a word of a title or phrasing; parents get none."""
        return self._scores(PREFIX, start)

    def asked(self, term: str) -> Scores:
        """Return the worth of a word or pair of a title or phrasing; parents get none."""
        return self._scores(ASKED, term)

    def exact(self, phrase: str) -> Numbers:
        """Return the documents of which a title or phrasing is just `phrase`."""
        return self._scores(EXACT, phrase).documents

    def wanted(self, query: Query) -> NDArray[np.bool_] | None:
        """Return which documents are of the asked kinds, languages and lines; None for all."""
        asked = (frozenset(map(str, query.kinds)), query.languages, query.lines)
        if not any(asked):
            return None
        if asked not in self._wanted:
            if len(self._wanted) >= KEPT_CHOICES:
                self._wanted.clear()
            self._wanted[asked] = np.array(
                [_is_wanted(record, *asked) for record in self.records], np.bool_
            )
        return self._wanted[asked]

    @cached_property
    def words(self) -> list[tuple[str, int]]:
        """Each word as written, with how many shown documents hold it; by word."""
        counts: Counter[str] = Counter()
        for part, numbers in zip(self._parts, self._numbers, strict=True):
            counts.update(part.words)
            for number, record in part.records.items():
                if numbers[number] == HIDDEN:
                    counts.subtract(record.words.split())
        return sorted((word, count) for word, count in counts.items() if count > 0)

    def _number(self, part: Part, shown: NDArray[np.bool_], deleted: frozenset[int]) -> Numbers:
        """Take the shown records of `part` and return their numbers here, by number there."""
        shown[list(deleted)] = False
        numbers = np.full(part.size, HIDDEN, np.intp)
        there = np.flatnonzero(shown)
        numbers[there] = np.arange(len(there)) + len(self.records)
        self.records += [part.records[number] for number in there.tolist()]
        return numbers

    def _scores(self, field: str, term: str) -> Scores:
        name = field, term
        if name in self._absent:
            return NO_SCORES
        found = self._terms.get(name)
        if found is None:
            documents, weights = self._shown(field, term)
            if not len(documents):
                self._keep_absent(name)
                return NO_SCORES
            found = self._count(field, documents, weights)
            self._keep(name, found)
        return found

    def _keep(self, name: Name, scores: Scores) -> None:
        self._kept += len(scores.documents) + ENTRY
        if self._kept > KEPT_SCORES:
            self._terms.clear()
            self._kept = len(scores.documents) + ENTRY
        self._terms[name] = scores

    def _keep_absent(self, name: Name) -> None:
        if len(self._absent) >= KEPT_ABSENT:
            self._absent.clear()
        self._absent.add(name)

    def _shown(self, field: str, term: str) -> tuple[Numbers, Amounts]:
        """Return the shown documents that hold `term`, and its weight in each."""
        documents, weights = [], []
        for part, numbers in zip(self._parts, self._numbers, strict=True):
            postings = part.postings(field, term)
            if len(postings.numbers):
                here = numbers[postings.numbers]
                documents.append(here[here != HIDDEN])
                weights.append(postings.weights[here != HIDDEN])
        if not documents:
            return NO_POSTINGS.numbers, NO_POSTINGS.weights
        return np.concatenate(documents), np.concatenate(weights)

    def _count(self, field: str, documents: Numbers, weights: Amounts) -> Scores:
        if field == STEM:
            return self._count_stem(documents, weights)
        share = PREFIX_WEIGHT if field == PREFIX else 1.0
        worth = np.full(len(documents), share * idf(len(self.records), len(documents)))
        return replace(NO_SCORES, documents=documents, worth=worth)

    def _count_stem(self, documents: Numbers, weights: Amounts) -> Scores:
        worth = idf(len(self.records), len(documents)) * saturate(
            weights, self.lengths[documents], self._average
        )
        return Scores(documents, worth, *self._count_in_parents(documents, weights))

    def _count_in_parents(self, documents: Numbers, weights: Amounts) -> tuple[Numbers, Amounts]:
        lengths = self.parent_lengths
        counts = _sum_by(self.parents[documents], weights, len(lengths))
        parents = np.flatnonzero(counts)
        worth = saturate_parent(counts[parents], lengths[parents], self._parent_average)
        return parents, idf(len(lengths), len(parents)) * worth


def _sum_by(numbers: Numbers, amounts: Amounts, size: int) -> Amounts:
    """Return the sums of `amounts` by number; halves and quarters, so exact in any order."""
    return np.bincount(numbers, amounts, size).astype(np.float64)


def _is_wanted(
    record: Record, kinds: frozenset[str], languages: frozenset[str], lines: frozenset[str]
) -> bool:
    return (
        (not kinds or record.kind in kinds)
        and (not languages or record.language in languages)
        and (not lines or not record.lines or not lines.isdisjoint(record.lines))
    )

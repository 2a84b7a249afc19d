"""What is shown at one instant: the counts that scores need, and each word's scores.

Shown documents are numbered 0, 1, 2 … over all segments. Every number in a score is counted over
them alone, so the scores are those of an index that holds nothing else. Words are worked out when
first asked and kept; a view lives until the index changes or its instant passes.

Arrays: one entry per shown document (or parent), in the order of those numbers.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kb.search.engine import Query
from kb.search.scoring import PREFIX_WEIGHT, idf, saturate, saturate_parent, worth_of
from kb.search.whoosh_engine.reading import reading
from kb.search.whoosh_engine.schema import EXACT, PREFIX, STEM, Record
from kb.search.whoosh_engine.segment import KEPT_TERMS, Segment
from kb.vocabulary import ResultKind

HIDDEN = -1
KEPT_CHOICES = 256  # of kinds, languages and lines

Numbers = NDArray[np.intp]
Amounts = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scores:
    """What one term adds to each document that holds it, and to each parent; numbers are unique."""

    documents: Numbers
    worth: Amounts
    parents: Numbers
    parent_worth: Amounts


class View:
    """The documents shown at one instant, and what each term is worth in each."""

    def __init__(
        self,
        parts: Sequence[tuple[Segment, frozenset[int]]],
        at: float,
        on: float | None = None,
    ) -> None:
        """Number the documents of `parts` (segment, deleted numbers) that are shown at `at`.

        `on` asks for those that are best for the law of the day that begins then.
        """
        self.records: list[Record] = []
        self._numbers = [
            self._number(segment, segment.shown(at, on), deleted) for segment, deleted in parts
        ]
        self._segments = [segment for segment, _ in parts]
        self.lengths = np.array([record.length for record in self.records], np.float64)
        self.worth = np.array(
            [worth_of(ResultKind(record.kind)) for record in self.records], np.float64
        )
        names: dict[str, int] = {}
        self.parents = np.array(
            [names.setdefault(record.parent, len(names)) for record in self.records], np.intp
        )
        self.parent_lengths = _sum_by(self.parents, self.lengths, len(names))
        self._terms: dict[tuple[str, str], Scores] = {}
        self._wanted: dict[tuple[frozenset[str], ...], NDArray[np.bool_]] = {}

    def stem(self, stem: str) -> Scores:
        """Return the worth of a stem or a pair of stems."""
        return self._scores(STEM, stem)

    def prefix(self, start: str) -> Scores:
        """Return the worth of the beginning of a word of a title or phrasing; parents get none."""
        return self._scores(PREFIX, start)

    def exact(self, phrase: str) -> Numbers:
        """Return the documents of which a title or phrasing is just `phrase`."""
        return self._shown(EXACT, phrase)[0]

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
        for segment, numbers in zip(self._segments, self._numbers, strict=True):
            counts.update(segment.words)
            for number, record in segment.records.items():
                if numbers[number] == HIDDEN:
                    counts.subtract(record.words.split())
        return sorted((word, count) for word, count in counts.items() if count > 0)

    def _number(
        self, segment: Segment, shown: NDArray[np.bool_], deleted: frozenset[int]
    ) -> Numbers:
        """Take the shown records of `segment` and return their numbers here, by number there."""
        shown[list(deleted)] = False
        numbers = np.full(segment.size, HIDDEN, np.intp)
        there = np.flatnonzero(shown)
        numbers[there] = np.arange(len(there)) + len(self.records)
        self.records += [segment.records[number] for number in there.tolist()]
        return numbers

    def _scores(self, field: str, term: str) -> Scores:
        found = self._terms.get((field, term))
        if found is None:
            count = self._count_prefix if field == PREFIX else self._count_stem
            found = count(*self._shown(field, term))
            if len(found.documents):
                if len(self._terms) >= KEPT_TERMS:
                    self._terms.clear()
                self._terms[field, term] = found
        return found

    def _shown(self, field: str, term: str) -> tuple[Numbers, Amounts]:
        """Return the shown documents that hold `term`, and its weight in each."""
        documents, weights = [], []
        for segment, numbers in zip(self._segments, self._numbers, strict=True):
            with reading(f"the word {term!r}"):
                postings = segment.postings(field, term)
            here = numbers[postings.numbers]
            documents.append(here[here != HIDDEN])
            weights.append(postings.weights[here != HIDDEN])
        return np.concatenate(documents), np.concatenate(weights)

    def _count_stem(self, documents: Numbers, weights: Amounts) -> Scores:
        average = self.lengths.sum() / (len(self.records) or 1)
        worth = idf(len(self.records), len(documents)) * saturate(
            weights, self.lengths[documents], average
        )
        return Scores(documents, worth, *self._count_in_parents(documents, weights))

    def _count_in_parents(self, documents: Numbers, weights: Amounts) -> tuple[Numbers, Amounts]:
        lengths = self.parent_lengths
        counts = _sum_by(self.parents[documents], weights, len(lengths))
        parents = np.flatnonzero(counts)
        average = lengths.sum() / (len(lengths) or 1)
        worth = saturate_parent(counts[parents], lengths[parents], average)
        return parents, idf(len(lengths), len(parents)) * worth

    def _count_prefix(self, documents: Numbers, _: Amounts) -> Scores:
        worth = PREFIX_WEIGHT * idf(len(self.records), len(documents))
        nothing = np.empty(0)
        return Scores(documents, np.full(len(documents), worth), nothing.astype(np.intp), nothing)


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

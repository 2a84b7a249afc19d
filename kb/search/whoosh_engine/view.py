"""What is shown at one instant: the counts that scores need, and each word's scores.

Shown documents are numbered 0, 1, 2 … over all segments. Every number in a score is counted over
them alone, so the scores are those of an index that holds nothing else. Words are worked out when
first asked and kept; a view lives until the index changes or its instant passes.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kb.search.engine import Query
from kb.search.scoring import PREFIX_WEIGHT, idf, saturate, saturate_parent
from kb.search.whoosh_engine.schema import EXACT, PREFIX, STEM, Record
from kb.search.whoosh_engine.segment import Segment

HIDDEN = -1


@dataclass(frozen=True, slots=True)
class Scores:
    """What one term adds to each document that holds it, and to each parent."""

    documents: list[int]
    worth: list[float]
    parents: list[tuple[int, float]]


class View:
    """The documents shown at one instant, and what each term is worth in each."""

    def __init__(self, parts: Sequence[tuple[Segment, frozenset[int]]], at: float) -> None:
        """Number the documents of `parts` (segment, deleted numbers) that are shown at `at`."""
        self.records: list[Record] = []
        self._numbers: list[tuple[Segment, dict[int, int]]] = []
        for segment, deleted in parts:
            self._numbers.append((segment, self._number(segment, deleted, at)))
        self._count_parents()
        self._terms: dict[tuple[str, str], Scores] = {}
        self._wanted: dict[tuple[frozenset[str], ...], frozenset[int]] = {}

    def stem(self, stem: str) -> Scores:
        """Return the worth of a stem."""
        return self._scores(STEM, stem)

    def prefix(self, start: str) -> Scores:
        """Return the worth of the beginning of a word of a title or phrasing."""
        return self._scores(PREFIX, start)

    def exact(self, phrase: str) -> list[int]:
        """Return the documents of which a title or phrasing is just `phrase`."""
        return self._postings(EXACT, phrase)[0]

    def wanted(self, query: Query) -> frozenset[int] | None:
        """Return the documents of the asked kinds, languages and lines; None for all."""
        asked = (frozenset(map(str, query.kinds)), query.languages, query.lines)
        if not any(asked):
            return None
        if asked not in self._wanted:
            self._wanted[asked] = frozenset(
                number for number, record in enumerate(self.records) if _is_wanted(record, *asked)
            )
        return self._wanted[asked]

    @cached_property
    def words(self) -> dict[str, int]:
        """How many shown documents hold each word as written."""
        counts: Counter[str] = Counter()
        for segment, numbers in self._numbers:
            counts.update(segment.words)
            for number, record in segment.records.items():
                if number not in numbers:
                    counts.subtract(record.words.split())
        return {word: count for word, count in counts.items() if count > 0}

    def _number(self, segment: Segment, deleted: frozenset[int], at: float) -> dict[int, int]:
        numbers: dict[int, int] = {}
        for local, record in segment.records.items():
            if local not in deleted and record.shown_from <= at < record.shown_to:
                numbers[local] = len(self.records)
                self.records.append(record)
        return numbers

    def _count_parents(self) -> None:
        names: dict[str, int] = {}
        self.parents = [names.setdefault(record.parent, len(names)) for record in self.records]
        self._parent_lengths = [0.0] * len(names)
        for record, parent in zip(self.records, self.parents, strict=True):
            self._parent_lengths[parent] += record.length
        whole = sum(self._parent_lengths)
        self._average = whole / (len(self.records) or 1)
        self._parent_average = whole / (len(names) or 1)

    def _scores(self, field: str, term: str) -> Scores:
        found = self._terms.get((field, term))
        if found is None:
            count = self._count_prefix if field == PREFIX else self._count_stem
            found = self._terms[field, term] = count(*self._postings(field, term))
        return found

    def _postings(self, field: str, term: str) -> tuple[list[int], list[float]]:
        """Return the shown documents that hold `term`, and its weight in each."""
        documents: list[int] = []
        weights: list[float] = []
        for segment, numbers in self._numbers:
            for local, weight in zip(*segment.postings(field, term), strict=True):
                number = numbers.get(local, HIDDEN)
                if number != HIDDEN:
                    documents.append(number)
                    weights.append(weight)
        return documents, weights

    def _count_stem(self, documents: list[int], weights: list[float]) -> Scores:
        rarity = idf(len(self.records), len(documents))
        records, average = self.records, self._average
        worth = [
            rarity * saturate(weight, records[number].length, average)
            for number, weight in zip(documents, weights, strict=True)
        ]
        return Scores(documents, worth, self._count_in_parents(documents, weights))

    def _count_in_parents(
        self, documents: list[int], weights: list[float]
    ) -> list[tuple[int, float]]:
        counts: dict[int, float] = defaultdict(float)
        for number, weight in zip(documents, weights, strict=True):
            counts[self.parents[number]] += weight
        lengths, average = self._parent_lengths, self._parent_average
        rarity = idf(len(lengths), len(counts))
        return [
            (parent, rarity * saturate_parent(count, lengths[parent], average))
            for parent, count in counts.items()
        ]

    def _count_prefix(self, documents: list[int], _: list[float]) -> Scores:
        worth = PREFIX_WEIGHT * idf(len(self.records), len(documents))
        return Scores(documents, [worth] * len(documents), [])


def _is_wanted(
    record: Record, kinds: frozenset[str], languages: frozenset[str], lines: frozenset[str]
) -> bool:
    return (
        (not kinds or record.kind in kinds)
        and (not languages or record.language in languages)
        and (not lines or not record.lines or not lines.isdisjoint(record.lines))
    )

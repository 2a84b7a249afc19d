"""How each original is covered: counts, and a strip with one stretch for provisions that are alike.

Reading the coverage of an edition is work, so a desk shows some originals at a time: those with
most that is outdated first.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from kb.models import Edition
from kb.services.desks.queues import OutdatedRow
from kb.services.propagation.coverage import Mark, provision_marks
from kb.services.unit import Unit
from kb.vocabulary import ThingKind

A_SHELF = 15


@dataclass(frozen=True)
class Stretch:
    """So many provisions in a row that stand alike, and how many come before them."""

    mark: Mark
    start: int
    length: int


@dataclass(frozen=True)
class CoverageRow:
    """One original in force, and how its provisions stand in document order."""

    slug: str
    title: str
    kind: str  # vocabulary.OriginalKind
    in_force_from: date
    counts: Mapping[Mark, int]
    strip: tuple[Stretch, ...]

    @property
    def total(self) -> int:
        """How many provisions have words of their own."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class CoverageShelf:
    """Some of the originals; `number` counts from 1."""

    rows: tuple[CoverageRow, ...]
    number: int
    pages: int


def read_shelf(
    unit: Unit, editions: Mapping[str, Edition], outdated: Sequence[OutdatedRow], number: int
) -> CoverageShelf:
    """Return one page of originals; a number beyond the last page is the last one."""
    behind = Counter(_original_of(row) for row in outdated if row.kind is ThingKind.ANSWER)
    order = sorted(editions, key=lambda slug: (-behind[slug], editions[slug].title.casefold()))
    pages = max(1, -(-len(order) // A_SHELF))
    at = min(max(number, 1), pages)
    chosen = order[(at - 1) * A_SHELF : at * A_SHELF]
    return CoverageShelf(tuple(_row(unit, slug, editions[slug]) for slug in chosen), at, pages)


def _original_of(row: OutdatedRow) -> str:
    return row.key.partition("/")[2].partition("#")[0]


def _row(unit: Unit, slug: str, edition: Edition) -> CoverageRow:
    marks = [mark for _, mark in provision_marks(unit, edition)]
    counts = {mark: marks.count(mark) for mark in Mark if mark in marks}
    return CoverageRow(
        slug, edition.title, edition.kind, edition.in_force_from, counts, tuple(_strip(marks))
    )


def _strip(marks: Sequence[Mark]) -> list[Stretch]:
    found, start = list[Stretch](), 0
    for mark, alike in groupby(marks):
        length = len(list(alike))
        found.append(Stretch(mark, start, length))
        start += length
    return found

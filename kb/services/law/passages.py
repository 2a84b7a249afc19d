"""A whole edition as it is read: a tree of words, tables and children, each with its citation.

One query, however many provisions there are. Single provisions, with only what they need to make
sense, are `law_pane`'s.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from kb.models import Edition, Provision
from kb.services.law.nodes import cite_path
from kb.services.unit import Unit
from kb.text.provisions import BlockKind


@dataclass(frozen=True)
class Part:
    """A piece of a passage: Markdown (text, table, closing words) or a passage of its own."""

    kind: BlockKind
    text: str = ""
    passage: "Passage | None" = None


@dataclass(frozen=True)
class Passage:
    """A provision with everything below it, in order. `level` counts the headings above it."""

    eid: str
    number: str
    heading: str
    citation: str
    level: int
    parts: tuple[Part, ...]
    starts: date | None
    ends: date | None
    transitional: str

    @property
    def children(self) -> "tuple[Passage, ...]":
        """The passages directly below, in order."""
        return tuple(part.passage for part in self.parts if part.passage)

    @property
    def has_words(self) -> bool:
        """True when it says something of its own beside its heading."""
        return any(part.text for part in self.parts)


def read_passages(unit: Unit, edition: Edition) -> tuple[Passage, ...]:
    """Return the whole text of `edition`, in document order."""
    query = select(*COLUMNS).where(Provision.edition_id == edition.id)
    rows = unit.session.execute(query.order_by(Provision.position))
    family = _by_parent(_Row(*row) for row in rows)
    return tuple(_passage(row, edition, family, 0) for row in family.get(None, ()))


def walk_passages(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Yield every passage, parents first, in document order."""
    for passage in passages:
        yield passage
        yield from walk_passages(passage.children)


class _Row(NamedTuple):
    """One provision as stored: columns, not an entity; a by-law has thousands."""

    eid: str
    parent_eid: str | None
    number: str
    path: str
    heading: str
    blocks: list[list[str]]
    starts: date | None
    ends: date | None
    transitional: str


COLUMNS = tuple(getattr(Provision, name) for name in _Row._fields)

Family = Mapping[str | None, Sequence[_Row]]
"""{parent's eid: provisions below it}."""


def _by_parent(rows: Iterable[_Row]) -> Family:
    family: dict[str | None, list[_Row]] = defaultdict(list)
    for row in rows:
        family[row.parent_eid].append(row)
    return family


def _passage(row: _Row, edition: Edition, family: Family, level: int) -> Passage:
    below = level + bool(row.heading)
    children = {
        child.eid: _passage(child, edition, family, below) for child in family.get(row.eid, ())
    }
    return Passage(
        eid=row.eid,
        number=row.number,
        heading=row.heading,
        citation=cite_path(edition, row.path),
        level=level,
        parts=tuple(_parts(row, children)),
        starts=row.starts,
        ends=row.ends,
        transitional=row.transitional,
    )


def _parts(row: _Row, children: Mapping[str, Passage]) -> Iterator[Part]:
    for kind, content in row.blocks:
        if kind != BlockKind.CHILD:
            yield Part(BlockKind(kind), content)
        elif content in children:
            yield Part(BlockKind.CHILD, passage=children[content])

"""The Law pane: provisions as the edition in force has them, with what they need to make sense.

A covered provision is shown inside its parents' lead-in words and with the paragraphs below it;
brothers that the answer does not stand for are left out, and a gap says so.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select

from kb.models import Edition, Provision
from kb.services.unit import Unit
from kb.text.citations import cite
from kb.text.provisions.model import BlockKind

Rows = dict[str, Provision]


@dataclass(frozen=True)
class LawBlock:
    """One block of a provision: words, a provision below it, or (both empty) a gap."""

    kind: BlockKind
    text: str = ""
    child: "LawNode | None" = None

    @property
    def is_gap(self) -> bool:
        """True where provisions were left out."""
        return not self.text and self.child is None


@dataclass(frozen=True)
class LawNode:
    """A provision as the pane shows it; `is_covered` where the answer stands for it."""

    eid: str
    number: str
    heading: str
    is_covered: bool
    blocks: tuple[LawBlock, ...]
    starts: date | None
    ends: date | None
    transitional: str


def citation_of(edition: Edition, provision: Provision) -> str:
    """Print how a person names a provision: "Patient Charges Policy 4.1(a)"."""
    return cite_path(edition, provision.path)


def cite_path(edition: Edition, path: str) -> str:
    """Print the same from a stored path, "4.1/a"; "" is the whole text."""
    numbers = tuple(path.split("/")) if path else ()
    return cite(edition.cite_as, edition.citation or edition.title, numbers)


def law_nodes(unit: Unit, edition: Edition, eids: Sequence[str]) -> tuple[LawNode, ...]:
    """Return the provisions `eids` of `edition` as trees, pruned to them.

    Each tree is in document order; the tree of the first of `eids` comes first, because authors
    name first what an answer mainly stands for, and definitions last.
    """
    covered = _fetch(unit, edition, Provision.eid.in_(list(eids)))
    rows = _with_parents(unit, edition, covered)
    inner = {row.parent_eid for row in rows.values()}
    leaves = [eid for eid in covered if eid not in inner]
    rows |= _below(unit, edition, leaves)
    tops = dict.fromkeys(_top(eid, rows) for eid in eids if eid in rows)
    return tuple(_node(rows[top], rows, covered) for top in tops)


def texts_of(node: LawNode) -> Iterator[str]:
    """Yield the words of a provision as shown, with those below it, in order."""
    for block in node.blocks:
        if block.child:
            yield from texts_of(block.child)
        elif block.text:
            yield block.text


def _fetch(unit: Unit, edition: Edition, which: ColumnElement[bool]) -> Rows:
    query = select(Provision).where(Provision.edition_id == edition.id, which)
    return {row.eid: row for row in unit.session.scalars(query)}


def _with_parents(unit: Unit, edition: Edition, rows: Rows) -> Rows:
    found = dict(rows)
    while missing := {row.parent_eid for row in found.values() if row.parent_eid} - found.keys():
        found |= _fetch(unit, edition, Provision.eid.in_(list(missing)))
    return found


def _below(unit: Unit, edition: Edition, eids: Sequence[str]) -> Rows:
    found: Rows = {}
    level = list(eids)
    while level:
        children = _fetch(unit, edition, Provision.parent_eid.in_(level))
        found |= children
        level = list(children)
    return found


def _top(eid: str, rows: Rows) -> str:
    while parent := rows[eid].parent_eid:
        eid = parent
    return eid


def _node(row: Provision, rows: Rows, covered: Collection[str]) -> LawNode:
    return LawNode(
        eid=row.eid,
        number=row.number,
        heading=row.heading,
        is_covered=row.eid in covered,
        blocks=tuple(_blocks(row, rows, covered)),
        starts=row.starts,
        ends=row.ends,
        transitional=row.transitional,
    )


def _blocks(row: Provision, rows: Rows, covered: Collection[str]) -> list[LawBlock]:
    has_words = any(kind != BlockKind.CHILD for kind, _ in row.blocks)
    blocks: list[LawBlock] = []
    for kind, content in row.blocks:
        if kind != BlockKind.CHILD:
            blocks.append(LawBlock(BlockKind(kind), text=content))
        elif content in rows:
            blocks.append(LawBlock(BlockKind.CHILD, child=_node(rows[content], rows, covered)))
        elif has_words and not (blocks and blocks[-1].is_gap):
            blocks.append(LawBlock(BlockKind.CHILD))
    return blocks

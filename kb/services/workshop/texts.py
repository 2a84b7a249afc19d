"""The words that are compared: what the law says, and what is said to the customer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, tuple_

from kb.importers.records import AnswerRecord, Cover
from kb.models import Edition, Provision
from kb.services.law.nodes import LawNode, law_nodes
from kb.services.library.covers import Shelf
from kb.services.publishing.values import Lookup
from kb.services.unit import Unit
from kb.text.markup import fill_values, to_text
from kb.vocabulary import BlockKind

HEARD = frozenset({BlockKind.ASK_FIRST, BlockKind.SAY, BlockKind.WORD_FOR_WORD})
KNOWN = HEARD | {BlockKind.KNOW}
"""What the agent has of the law: a fact that is only to know is not lost."""
OWN_WORDS = HEARD - {BlockKind.WORD_FOR_WORD}
"""Word-for-word text is somebody else's wording: no rule of plain language is held against it."""
DATED = "the set amount"  # a dated amount has a basis and a review of its own


@dataclass(frozen=True)
class CoveredLaw:
    """A provision that an answer stands for."""

    edition: Edition
    eid: str


def provisions_of(unit: Unit, record: AnswerRecord) -> tuple[CoveredLaw, ...]:
    """Return what an answer stands for, in its own order; what is not there is left out."""
    shelf = Shelf(unit, with_drafts=True)
    found = ((cover, _edition_id(shelf, record, cover)) for cover in record.covers)
    return tuple(
        CoveredLaw(unit.session.get_one(Edition, edition_id), cover.eid)
        for cover, edition_id in found
        if edition_id is not None
    )


def own_law(unit: Unit, covers: Sequence[CoveredLaw]) -> tuple[str, ...]:
    """Return the own words of each provision: what must not be lost."""
    wanted = [(one.edition.id, one.eid) for one in covers]
    query = select(Provision.edition_id, Provision.eid, Provision.text).where(
        tuple_(Provision.edition_id, Provision.eid).in_(wanted)
    )
    found = {(row.edition_id, row.eid): row.text for row in unit.session.execute(query)}
    return tuple(to_text(found[key]) for key in dict.fromkeys(wanted) if key in found)


def law_around(unit: Unit, covers: Sequence[CoveredLaw]) -> str:
    """Return the same with what stands above and below it: what may be said of it."""
    by_edition: dict[int, tuple[Edition, list[str]]] = {}
    for one in covers:
        by_edition.setdefault(one.edition.id, (one.edition, []))[1].append(one.eid)
    return "\n".join(
        line
        for edition, eids in by_edition.values()
        for node in law_nodes(unit, edition, eids)
        for line in _lines(node)
    )


def said(
    record: AnswerRecord, kinds: frozenset[BlockKind], values: Lookup = lambda _: DATED
) -> str:
    """Return what an answer says in pieces of `kinds`, without markup, its `values` filled in."""
    pieces = (block.text for block in record.blocks if block.kind in kinds)
    return "\n".join(to_text(fill_values(text, values)) for text in pieces)


def _edition_id(shelf: Shelf, record: AnswerRecord, cover: Cover) -> int | None:
    own: date | None = record.edition if cover.original == record.original else None
    try:
        return shelf.edition_id(cover.original, cover.edition or own or shelf.meant(cover))
    except KeyError:
        return None


def _lines(node: LawNode) -> Iterator[str]:
    if node.heading:
        yield node.heading
    for block in node.blocks:
        if block.child is not None:
            yield from _lines(block.child)
        elif block.text:
            yield to_text(block.text)
    if node.transitional:
        yield to_text(node.transitional)

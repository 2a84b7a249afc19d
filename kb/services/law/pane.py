"""The Law pane: what an answer stands for, original by original, and what changed of it since."""

from dataclasses import dataclass
from datetime import date

from kb.models import Edition
from kb.services.law.nodes import LawNode, citation_of, law_nodes
from kb.services.propagation.covered import Covered
from kb.services.unit import Unit
from kb.text.compare import Piece, word_difference


@dataclass(frozen=True)
class Changed:
    """A covered provision that is no longer what was translated; `pieces` show how."""

    citation: str
    pieces: tuple[Piece, ...]
    is_gone: bool


@dataclass(frozen=True)
class LawPart:
    """What the answer stands for in one original, as its edition in force has it."""

    original: str
    title: str
    kind: str
    in_force_from: date
    citations: tuple[tuple[str, str], ...]  # (eid, as people name it)
    nodes: tuple[LawNode, ...]
    changes: tuple[Changed, ...]

    @property
    def weight(self) -> int:
        """How many provisions of it the answer stands for."""
        return len(self.citations)


def law_pane(unit: Unit, covers: tuple[Covered, ...]) -> tuple[LawPart, ...]:
    """Return what the answer stands for, original by original, in the answer's own order."""
    editions = dict.fromkeys(one.edition for one in covers)
    return tuple(
        _part(unit, edition, [one for one in covers if one.edition is edition])
        for edition in editions
    )


def _part(unit: Unit, edition: Edition, covers: list[Covered]) -> LawPart:
    standing = [one.new for one in covers if one.new is not None]
    return LawPart(
        original=covers[0].original,
        title=edition.title,
        kind=edition.kind,
        in_force_from=edition.in_force_from,
        citations=tuple((new.eid, citation_of(edition, new)) for new in standing),
        nodes=law_nodes(unit, edition, [new.eid for new in standing]),
        changes=tuple(_changed(one) for one in covers if one.is_outdated),
    )


def _changed(one: Covered) -> Changed:
    citation = citation_of(one.edition, one.new or one.old)
    pieces = word_difference(one.old.text, one.new.text if one.new else "")
    return Changed(citation, tuple(pieces), is_gone=one.new is None)

"""Editions made of lines, stored as a load stores them, and answers that stand for them."""

from collections.abc import Iterable
from datetime import date

from kb.importers import records as r
from kb.text.provisions import BlockKind as PieceKind
from kb.text.provisions import Provision, ProvisionBlock
from kb.vocabulary import BlockKind
from tests.propagation.brute import Line


def tree(lines: Iterable[Line]) -> tuple[Provision, ...]:
    """Return provisions whose texts are exactly those of the lines."""
    children: dict[str, list[Line]] = {}
    for line in lines:
        children.setdefault(line.parent, []).append(line)
    return tuple(_provision(line, children) for line in children.get("", ()))


def _provision(line: Line, children: dict[str, list[Line]]) -> Provision:
    below = tuple(_provision(child, children) for child in children.get(line.eid, ()))
    words = (ProvisionBlock(PieceKind.TEXT, line.text),) if line.text else ()
    return Provision(
        eid=line.eid,
        number=line.eid,
        blocks=(*words, *(ProvisionBlock(PieceKind.CHILD, child.eid) for child in below)),
        children=below,
    )


def edition(slug: str, day: date, lines: Iterable[Line], **changes) -> r.EditionRecord:
    """Return the edition of `slug` in force from `day` that says these lines."""
    said = list(lines)
    standard = {"title": slug.title(), "format": "md", "source": repr((slug, day, said)).encode()}
    return r.EditionRecord(
        original=slug, in_force_from=day, provisions=tree(said), **standard | changes
    )


def answer(slug: str, name: str, eids: Iterable[str], day: date, **changes) -> r.AnswerRecord:
    """Return an answer that stands for provisions of the edition of `day`."""
    standard = {"language": "en", "position": 0, "question": f"What of {name}?"}
    return r.AnswerRecord(
        original=slug,
        id=name,
        blocks=(r.Block(BlockKind.SAY, f"About {name}."),),
        covers=tuple(r.Cover(slug, eid) for eid in eids),
        edition=day,
        **standard | changes,
    )

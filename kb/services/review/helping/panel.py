"""What the panel "Help with writing" shows: of the law, of the draft, of provisions to choose."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from kb.errors import InvalidError
from kb.importers.records import Block
from kb.services.actor import Actor
from kb.services.permits import Matter, require
from kb.services.review.findings.looking import Look, look_at
from kb.services.review.helping.aligning import Proposed, propose_covers
from kb.services.review.helping.drafts import callers_in
from kb.services.review.helping.facts import FactPiece, mark_facts
from kb.services.review.helping.law_text import (
    MOST_CHARS,
    LawLine,
    answer_of,
    covered_nodes,
    law_lines,
)
from kb.services.review.law_side import chosen_edition
from kb.services.review.working_copies import Copy
from kb.services.unit import Unit
from kb.services.workshop.workshop import Workshop
from kb.vocabulary import BlockKind, Verb


class Wanted(StrEnum):
    """What a person asked the panel for; a draft is always shown."""

    LAW = "law"
    PROVISIONS = "provisions"


@dataclass(frozen=True)
class MarkedLine:
    """A line of the law with its facts."""

    line: LawLine
    pieces: tuple[FactPiece, ...]


@dataclass(frozen=True)
class Help:
    """The panel. None is what nobody asked for; `told` says why something is not there."""

    law: tuple[MarkedLine, ...] | None = None
    proposals: tuple[Proposed, ...] | None = None
    look: Look | None = None
    callers: str = ""
    told: str = ""


def read_help(
    unit: Unit, workshop: Workshop, actor: Actor, copy: Copy, wanted: Collection[str]
) -> Help:
    """Return the panel of a copy of an answer. Raises NotAllowedError; nothing is changed."""
    require(actor, Verb.WRITE, Matter(kind=copy.kind))
    try:
        return Help(
            law=_law(unit, workshop, copy) if Wanted.LAW in wanted else None,
            proposals=_proposals(unit, workshop, copy) if Wanted.PROVISIONS in wanted else None,
            look=_look(unit, workshop, copy),
            callers=callers_in(unit, workshop, copy) if Wanted.LAW in wanted else "",
        )
    except InvalidError as error:
        return Help(told=str(error))


def _law(unit: Unit, workshop: Workshop, copy: Copy) -> tuple[MarkedLine, ...]:
    lines = tuple(law_lines(covered_nodes(unit, answer_of(copy))))
    if sum(len(one.text) for one in lines) > MOST_CHARS:
        raise InvalidError("This is too much law for one answer: let it stand for less of it.")
    return tuple(MarkedLine(one, mark_facts(workshop.read(one.text))) for one in lines)


def _proposals(unit: Unit, workshop: Workshop, copy: Copy) -> tuple[Proposed, ...]:
    record = answer_of(copy)
    edition = chosen_edition(unit, record.original, copy.fields)
    return propose_covers(unit, workshop, record, edition)


def _look(unit: Unit, workshop: Workshop, copy: Copy) -> Look | None:
    """Return what the check says of a draft, as if it were all that the answer says."""
    draft = copy.machine.draft
    if draft is None:
        return None
    alone = (Block(BlockKind.SAY, draft.text),)
    return look_at(unit, workshop, replace(answer_of(copy), blocks=alone))

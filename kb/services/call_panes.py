"""What Say, Do and Law hold for one answer, as plain values that pages and copies are made from."""

from dataclasses import dataclass
from datetime import date

from kb.importers.content import unpack
from kb.importers.records import AnswerRecord, Block, ContactPointRecord, ProcessRecord
from kb.models import Edition, Revision
from kb.services.covered import Covered
from kb.services.law_pane import LawNode, citation_of, law_nodes
from kb.services.opening_hours import opening
from kb.services.published import shown_revisions
from kb.services.unit import Unit
from kb.services.values import value_lookup
from kb.text.compare import Piece, word_difference
from kb.text.markup import fill_values, to_text
from kb.text.speech import spoken_seconds
from kb.vocabulary import BlockKind, Disclosure, StepKind, ThingKind

ALOUD = frozenset({BlockKind.SAY, BlockKind.WORD_FOR_WORD})


@dataclass(frozen=True)
class SayPane:
    """What to ask, to say and to know. `spoken` keeps plain and word-for-word text in order."""

    disclose: Disclosure
    ask_first: tuple[str, ...]
    spoken: tuple[Block, ...]
    know: tuple[str, ...]
    do_not_say: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words that are read aloud, without markup, a paragraph a line."""
        return "\n".join(to_text(block.text) for block in self.spoken)

    @property
    def seconds(self) -> int:
        """How long it takes to read them aloud."""
        return spoken_seconds(self.text)


@dataclass(frozen=True)
class DoStep:
    """One line of a process: what the step is and what the agent may decide there.

    `rests_on` are the provisions of the Law pane that demand it, as (original, eid).
    """

    id: str
    title: str
    kind: StepKind
    authority: str
    rests_on: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class DoProcess:
    """A process that belongs to the answer."""

    slug: str
    title: str
    steps: tuple[DoStep, ...]
    takes_s: int


@dataclass(frozen=True)
class Transfer:
    """Whom to transfer to: a contact point on the answer's topics."""

    slug: str
    name: str
    phone: str
    hours: str
    is_open: bool


@dataclass(frozen=True)
class DoPane:
    """The processes that name the answer, and whom to transfer to."""

    processes: tuple[DoProcess, ...]
    transfers: tuple[Transfer, ...]


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


def say_pane(unit: Unit, answer: AnswerRecord) -> SayPane:
    """Return what is said, with the values of today filled in."""
    look_up = value_lookup(unit)
    blocks = [Block(block.kind, fill_values(block.text, look_up)) for block in answer.blocks]

    def of(kind: BlockKind) -> tuple[str, ...]:
        return tuple(block.text for block in blocks if block.kind is kind)

    return SayPane(
        disclose=answer.disclose,
        ask_first=of(BlockKind.ASK_FIRST),
        spoken=tuple(block for block in blocks if block.kind in ALOUD),
        know=of(BlockKind.KNOW),
        do_not_say=of(BlockKind.DO_NOT_SAY),
    )


def do_pane(
    unit: Unit, answer: AnswerRecord, topics: frozenset[str], covers: tuple[Covered, ...]
) -> DoPane:
    """Return the processes that name `answer`, and contact points on `topics`.

    `covers` are what the answer stands for: steps say which of it they rest on.
    """
    shown = shown_revisions(unit, ThingKind.PROCESS)
    name = (answer.original, answer.id)
    processes = tuple(
        _process(record, revision, covers)
        for _, revision in sorted(shown.items())
        if name in (record := unpack(ProcessRecord, revision.content)).answers
    )
    return DoPane(processes, _transfers(unit, topics))


def law_pane(unit: Unit, covers: tuple[Covered, ...]) -> tuple[LawPart, ...]:
    """Return what the answer stands for, original by original, in the answer's own order."""
    editions = dict.fromkeys(one.edition for one in covers)
    return tuple(
        _part(unit, edition, [one for one in covers if one.edition is edition])
        for edition in editions
    )


def transfer(unit: Unit, record: ContactPointRecord) -> Transfer:
    """Return a contact point as the call screen lists it, open or closed now."""
    now = opening(record.hours, unit.now, unit.zone)
    is_open = now is not None and now.is_open
    return Transfer(record.slug, record.name, record.phone, now.words if now else "", is_open)


def _process(record: ProcessRecord, revision: Revision, covers: tuple[Covered, ...]) -> DoProcess:
    bases = _bases(revision, covers)
    steps = tuple(
        DoStep(step.id, step.title, step.kind, step.authority, bases.get(step.id, ()))
        for step in record.steps
    )
    return DoProcess(record.slug, record.title, steps, sum(step.takes_s for step in record.steps))


def _bases(
    revision: Revision, covers: tuple[Covered, ...]
) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return {step: its provisions among `covers`}; a basis in an edition of before is left out."""
    shown = {(one.edition.id, one.new.eid): one.original for one in covers if one.new}
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for cover in revision.covers:
        original = shown.get((cover.edition_id, cover.eid))
        if original is not None:
            found[cover.part] = (*found.get(cover.part, ()), (original, cover.eid))
    return found


def _transfers(unit: Unit, topics: frozenset[str]) -> tuple[Transfer, ...]:
    shown = shown_revisions(unit, ThingKind.CONTACT_POINT) if topics else {}
    records = [unpack(ContactPointRecord, one.content) for _, one in sorted(shown.items())]
    near = [record for record in records if topics & set(record.topics)]
    near.sort(key=lambda record: -len(topics & set(record.topics)))
    return tuple(transfer(unit, record) for record in near)


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

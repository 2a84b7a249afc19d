"""What Say, Do and Law hold for one answer, as plain values that pages and copies are made from."""

from dataclasses import dataclass

from kb.importers.content import unpack
from kb.importers.records import AnswerRecord, Block, ContactPointRecord, ProcessRecord
from kb.models import Department, Revision
from kb.services.propagation.covered import Covered
from kb.services.propagation.outdated import Outdated, outdated
from kb.services.publishing.published import shown_revisions
from kb.services.publishing.standing import Standing
from kb.services.publishing.values import value_lookup
from kb.services.reading.opening_hours import opening
from kb.services.unit import Unit
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

    `rests_on` are the provisions of the Law pane that demand it, as (original, eid);
    `is_outdated` where some of what it rests on has changed.
    """

    id: str
    title: str
    kind: StepKind
    authority: str
    rests_on: tuple[tuple[str, str], ...] = ()
    is_outdated: bool = False


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
class Helping:
    """What a Do pane is made from; `contacts` may open and close by the minute."""

    processes: tuple[DoProcess, ...]
    contacts: tuple[ContactPointRecord, ...]

    def now(self, unit: Unit) -> DoPane:
        """Return the pane of this moment."""
        return DoPane(self.processes, tuple(transfer(unit, one) for one in self.contacts))


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


def helping(
    unit: Unit,
    answer: AnswerRecord,
    topics: frozenset[str],
    covers: tuple[Covered, ...],
    law: Standing,
) -> Helping:
    """Return the processes that name `answer`, and contact points on `topics`.

    `covers` are what the answer stands for: steps say which of it they rest on. `law` is that of
    the day.
    """
    shown = shown_revisions(unit, ThingKind.PROCESS)
    name = [answer.original, answer.id]
    own = {key: one for key, one in sorted(shown.items()) if name in one.content["answers"]}
    out = outdated(unit, ThingKind.PROCESS, own, standing=law)
    processes = tuple(_process(one, covers, out.get(key)) for key, one in own.items())
    departments = [_department(unit, covers), *(one.content["department"] for one in own.values())]
    return Helping(processes, _contacts(unit, topics, frozenset(departments) - {""}))


def transfer(unit: Unit, record: ContactPointRecord) -> Transfer:
    """Return a contact point as the call screen lists it, open or closed now."""
    now = opening(record.hours, unit.now, unit.zone)
    is_open = now is not None and now.is_open
    return Transfer(record.slug, record.name, record.phone, now.words if now else "", is_open)


def _process(revision: Revision, covers: tuple[Covered, ...], out: Outdated | None) -> DoProcess:
    record = unpack(ProcessRecord, revision.content)
    bases = _bases(revision, covers)
    steps = tuple(
        DoStep(
            step.id,
            step.title,
            step.kind,
            step.authority,
            bases.get(step.id, ()),
            is_outdated=out is not None and out.of_part(step.id) is not None,
        )
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


def _department(unit: Unit, covers: tuple[Covered, ...]) -> str:
    """Return the slug of the department whose law the answer stands for first, or ""."""
    number = covers[0].edition.department_id if covers else None
    department = unit.session.get(Department, number) if number else None
    return department.slug if department else ""


def _contacts(
    unit: Unit, topics: frozenset[str], departments: frozenset[str]
) -> tuple[ContactPointRecord, ...]:
    """Return contact points on `topics`: those of the answer's own `departments` first."""
    shown = shown_revisions(unit, ThingKind.CONTACT_POINT) if topics else {}
    records = [unpack(ContactPointRecord, one.content) for _, one in sorted(shown.items())]
    near = [record for record in records if topics & set(record.topics)]
    near.sort(key=lambda one: (one.department not in departments, -len(topics & set(one.topics))))
    return tuple(near)

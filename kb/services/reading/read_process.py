"""Run a process: the step that a trail of choices leads to, with all that an agent needs there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kb.errors import NotFoundError
from kb.importers.content import unpack
from kb.importers.records import Block, ProcessRecord, StepRecord
from kb.models import Provision, Revision
from kb.services.actor import Actor
from kb.services.law.overtaken import Overtaken, overtaken
from kb.services.law.pane import LawPart, law_pane
from kb.services.permits import Matter, may, require
from kb.services.propagation.covered import covered
from kb.services.propagation.outdated import outdated
from kb.services.propagation.to_check import ToCheck, checks_for
from kb.services.publishing.knowledge import knowledge
from kb.services.publishing.published import shown_revision, shown_revisions
from kb.services.publishing.standing import Standing
from kb.services.publishing.values import value_lookup
from kb.services.reading.process_walk import Choice, Taken, Walk, walk
from kb.services.reading.read_contact import Contact, find_contact
from kb.services.unit import Unit
from kb.text.markup import fill_values
from kb.vocabulary import BlockKind, Disclosure, StepKind, ThingKind, Verb

Processes = Mapping[str, ProcessRecord]
"""Processes by slug."""

LONG_S = 120  # from here on, time is said in minutes
MOST_STEPS = 512  # remembered at once


@dataclass(frozen=True)
class StepView:
    """One step as shown. `instruction` is for the agent's eyes, `spoken` is read aloud."""

    id: str
    title: str
    kind: StepKind
    instruction: tuple[str, ...]
    spoken: tuple[Block, ...]
    authority: str
    system: str
    takes_s: int
    contact: Contact | None
    basis: tuple[LawPart, ...]
    uses_missing: bool = False  # it uses a process that is not published
    may_verify: bool = False  # it uses a process that can verify the caller, and has not run it
    verifies: Disclosure | None = None  # ending here verifies the caller, as whom
    overtaken: Overtaken | None = None  # what the law did to the step's words
    checks: tuple[ToCheck, ...] = ()

    @property
    def takes(self) -> str:
        """How long it usually takes: "45 seconds", "2 minutes"."""
        if self.takes_s < LONG_S:
            return f"{self.takes_s} seconds"
        minutes = round(self.takes_s / 60)
        return f"{minutes} minutes"


@dataclass(frozen=True)
class Run:
    """Where a run of a process stands. `step` is None when it has ended."""

    slug: str
    title: str
    about: str
    within: tuple[str, ...]  # titles of the processes it is inside of, outermost first
    step: StepView | None
    choices: tuple[Choice, ...]
    taken: tuple[Taken, ...]
    steps_count: int
    began_at_first: bool
    root_step: str  # id of the step of this process that it stands in, itself or inside of it

    @property
    def number(self) -> int:
        """Which step of this run it is, from 1."""
        return len(self.taken) + 1

    @property
    def is_start(self) -> bool:
        """True before the first choice."""
        return not self.taken


@dataclass(frozen=True)
class ProcessRow:
    """One process in the list of all."""

    slug: str
    title: str
    about: str
    steps_count: int


def run_process(
    unit: Unit, actor: Actor, slug: str, *, step: str = "", trail: Sequence[str] = ()
) -> Run:
    """Return where `trail` leads in the process `slug`.

    Raises NotFoundError on an unknown process or step, InvalidError on a trail that cannot be.
    """
    require(actor, Verb.READ)
    key = ("processes", knowledge(unit), slug)
    records = unit.memory.recall(key, lambda: _records(unit, slug))
    root = records[slug]
    there = walk(records, root, trail=trail, step=step)
    return Run(
        slug=slug,
        title=root.title,
        about=root.about,
        within=tuple(frame.process.title for frame in there.frames),
        step=_current(unit, actor, there, records),
        choices=there.choices,
        taken=there.taken,
        steps_count=len(root.steps),
        began_at_first=_began_at_first(there),
        root_step=there.frames[0].step.id if there.frames else "",
    )


def read_processes(unit: Unit, actor: Actor) -> tuple[ProcessRow, ...]:
    """Return every published process, by title."""
    require(actor, Verb.READ)
    shown = shown_revisions(unit, ThingKind.PROCESS)
    records = (unpack(ProcessRecord, one.content) for one in shown.values())
    return tuple(sorted(map(process_row, records), key=lambda row: row.title.casefold()))


def process_row(record: ProcessRecord) -> ProcessRow:
    """Return a process as a row of a list."""
    return ProcessRow(record.slug, record.title, record.about, len(record.steps))


def _records(unit: Unit, slug: str) -> dict[str, ProcessRecord]:
    revisions = _with_used(unit, slug)
    return {key: unpack(ProcessRecord, one.content) for key, one in revisions.items()}


def _with_used(unit: Unit, slug: str) -> dict[str, Revision]:
    """Return the process and all that it uses, directly or through others, as published now."""
    root = shown_revision(unit, ThingKind.PROCESS, slug)
    if root is None:
        raise NotFoundError(
            f"There is no process “{slug}”, or it is no longer published. Look in the list at /p/."
        )
    found, wanted = {slug: root}, _used(root)
    while wanted := wanted - found.keys():
        shown = shown_revisions(unit, ThingKind.PROCESS, wanted)
        if not shown:
            break
        found |= shown
        wanted = frozenset().union(*map(_used, shown.values()))
    return found


def _used(revision: Revision) -> frozenset[str]:
    return frozenset(step["uses"] for step in revision.content["steps"] if step["uses"])


def _began_at_first(there: Walk) -> bool:
    first = there.taken[0].frame if there.taken else there.frames[0]
    return first.step.id == first.process.steps[0].id


def _current(unit: Unit, actor: Actor, there: Walk, records: Processes) -> StepView | None:
    if not there.frames:
        return None
    here = there.frames[-1]
    slug = here.process.slug
    key = ("steps", knowledge(unit), slug, here.step.id)
    view = unit.memory.recall(key, lambda: _step_view(unit, slug, here.step), most=MOST_STEPS)
    used = records.get(here.step.uses)
    is_inside = len(there.frames) > 1
    return replace(
        view,
        uses_missing=bool(here.step.uses) and used is None,
        may_verify=used is not None and not here.used and can_verify(used),
        verifies=here.step.verifies if is_inside or _began_at_first(there) else None,
        contact=find_contact(unit, here.step.contact),
        checks=_checks(unit, actor, slug, here.step),
    )


def can_verify(process: ProcessRecord) -> bool:
    """True when the process can end with a caller who is verified."""
    return any(step.verifies for step in process.steps)


def _step_view(unit: Unit, slug: str, step: StepRecord) -> StepView:
    """Return what is the same for everybody until something else is known."""
    look_up = value_lookup(unit)
    law = Standing.of_day(unit)
    own = shown_revisions(unit, ThingKind.PROCESS, [slug])
    basis = _basis(law, step, own[slug])
    out = outdated(unit, ThingKind.PROCESS, own, standing=law).get(slug)
    why = out.of_part(step.id) if out else None
    blocks = [replace(block, text=fill_values(block.text, look_up)) for block in step.blocks]
    return StepView(
        id=step.id,
        title=step.title,
        kind=step.kind,
        instruction=tuple(one.text for one in blocks if one.kind is BlockKind.KNOW),
        spoken=tuple(one for one in blocks if one.kind is not BlockKind.KNOW),
        authority=step.authority,
        system=step.system,
        takes_s=step.takes_s,
        contact=None,
        basis=basis,
        overtaken=overtaken(unit, why, basis, "en"),
    )


def _checks(unit: Unit, actor: Actor, slug: str, step: StepRecord) -> tuple[ToCheck, ...]:
    """Return what wants a look, for those who may clear it: it is not derived for the others."""
    if not may(actor, Verb.CLEAR_CHECK, Matter(ThingKind.PROCESS)):
        return ()
    own = shown_revisions(unit, ThingKind.PROCESS, [slug])
    checks = checks_for(actor, Standing.of_day(unit), ThingKind.PROCESS, own)
    return tuple(one for one in checks if one.name.part == step.id)


def _basis(law: Standing, step: StepRecord, revision: Revision) -> tuple[LawPart, ...]:
    """Return the law that the step rests on, as it is in force today."""
    own = {(one.edition_id, one.eid) for one in revision.covers if one.part == step.id}
    found = (one for one in covered(law.unit, revision, standing=law) if _address(one.old) in own)
    return law_pane(law.unit, tuple(found))


def _address(provision: Provision) -> tuple[int, str]:
    return provision.edition_id, provision.eid

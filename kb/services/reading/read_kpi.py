"""Read KPIs with their elevator speech, the mission, and what serves each of its objectives."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select

from kb.errors import NotFoundError
from kb.importers.content import unpack
from kb.importers.records import KpiRecord, MissionRecord, ObjectiveRecord, ProcessRecord
from kb.models import Department
from kb.services.actor import Actor
from kb.services.permits import require
from kb.services.publishing.published import editions_in_force, shown_revision, shown_revisions
from kb.services.unit import Unit
from kb.vocabulary import ThingKind, Verb

MISSION = "mission"  # key of the one mission there is

R = TypeVar("R", ProcessRecord, KpiRecord)


@dataclass(frozen=True)
class KpiPage:
    """One KPI, whose it is, and the objectives that it serves."""

    record: KpiRecord
    department: str
    objectives: tuple[ObjectiveRecord, ...]


@dataclass(frozen=True)
class Serving:
    """Something that serves an objective: what it is, its slug and its name."""

    kind: str  # "original", "process" or "kpi"
    slug: str
    title: str
    rank: str = ""  # vocabulary.OriginalKind, of an original


@dataclass(frozen=True)
class ServedObjective:
    """An objective and all that serves it; nothing is an orphan, and shown as one."""

    objective: ObjectiveRecord
    serving: tuple[Serving, ...]


@dataclass(frozen=True)
class MissionPage:
    """What we do, how and why; the objectives; and what serves none of them."""

    record: MissionRecord
    objectives: tuple[ServedObjective, ...]
    orphans: tuple[Serving, ...]


def read_kpi(unit: Unit, actor: Actor, slug: str) -> KpiPage:
    """Return one KPI. Raises NotFoundError where none is published by that name."""
    require(actor, Verb.READ)
    revision = shown_revision(unit, ThingKind.KPI, slug)
    if revision is None:
        raise NotFoundError(f"There is no KPI “{slug}”. Look in the list at /k/.")
    record = unpack(KpiRecord, revision.content)
    mission = _mission(unit)
    known = {one.slug: one for one in mission.objectives} if mission else {}
    served = tuple(known[slug] for slug in record.objectives if slug in known)
    return KpiPage(record, _department_name(unit, record.department), served)


def read_kpis(unit: Unit, actor: Actor) -> tuple[KpiRecord, ...]:
    """Return every published KPI, by title."""
    require(actor, Verb.READ)
    shown = shown_revisions(unit, ThingKind.KPI)
    records = (unpack(KpiRecord, one.content) for one in shown.values())
    return tuple(sorted(records, key=lambda record: record.title.casefold()))


def read_mission(unit: Unit, actor: Actor) -> MissionPage | None:
    """Return the mission with what serves each objective; None while none is published."""
    require(actor, Verb.READ)
    record = _mission(unit)
    if record is None:
        return None
    everything = list(_serving(unit))
    served = tuple(
        ServedObjective(one, tuple(thing for slugs, thing in everything if one.slug in slugs))
        for one in record.objectives
    )
    known = {one.slug for one in record.objectives}
    orphans = tuple(thing for slugs, thing in everything if not known & set(slugs))
    return MissionPage(record, served, orphans)


def _mission(unit: Unit) -> MissionRecord | None:
    revision = shown_revision(unit, ThingKind.MISSION, MISSION)
    return unpack(MissionRecord, revision.content) if revision else None


def _serving(unit: Unit) -> Iterator[tuple[tuple[str, ...], Serving]]:
    """Yield (objectives named, thing) of all that can serve one, by title within each kind."""
    originals = (
        (tuple(one.objectives), Serving("original", slug, one.title, one.kind))
        for slug, one in editions_in_force(unit).items()
    )
    processes = (
        (one.objectives, Serving("process", one.slug, one.title))
        for one in _records(unit, ThingKind.PROCESS, ProcessRecord)
    )
    kpis = (
        (one.objectives, Serving("kpi", one.slug, one.title))
        for one in _records(unit, ThingKind.KPI, KpiRecord)
    )
    for group in (originals, processes, kpis):
        yield from sorted(group, key=lambda pair: pair[1].title.casefold())


def _records(unit: Unit, kind: ThingKind, record_class: type[R]) -> list[R]:
    return [unpack(record_class, one.content) for one in shown_revisions(unit, kind).values()]


def _department_name(unit: Unit, slug: str) -> str:
    name = unit.session.scalar(select(Department.name).where(Department.slug == slug))
    return name or ""

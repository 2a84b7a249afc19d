"""Read what an agent may decide alone: every authority of every process, on one page."""

from dataclasses import dataclass

from sqlalchemy import select

from kb.importers.content import unpack
from kb.importers.records import ProcessRecord
from kb.models import Department
from kb.services.actor import Actor
from kb.services.permits import require
from kb.services.publishing.published import shown_revisions
from kb.services.unit import Unit
from kb.vocabulary import StepKind, ThingKind, Verb


@dataclass(frozen=True)
class Authority:
    """What may be decided at one step."""

    step: str
    title: str
    kind: StepKind
    words: str


@dataclass(frozen=True)
class ProcessAuthorities:
    """The authorities of one process, in the order of its steps."""

    slug: str
    title: str
    department: str  # slug
    authorities: tuple[Authority, ...]


@dataclass(frozen=True)
class AuthoritiesPage:
    """All of them, or one department's. `departments` are (slug, name) of those that give any."""

    processes: tuple[ProcessAuthorities, ...]
    departments: tuple[tuple[str, str], ...]
    department: str


def read_authorities(unit: Unit, actor: Actor, *, department: str = "") -> AuthoritiesPage:
    """Return every authority by process; only those of `department` where it is given."""
    require(actor, Verb.READ)
    everything = _processes(unit)
    giving = {one.department for one in everything}
    query = select(Department.slug, Department.name).where(Department.slug.in_(giving))
    rows = unit.session.execute(query.order_by(Department.name))
    shown = (one for one in everything if department in {"", one.department})
    return AuthoritiesPage(tuple(shown), tuple((slug, name) for slug, name in rows), department)


def _processes(unit: Unit) -> list[ProcessAuthorities]:
    shown = shown_revisions(unit, ThingKind.PROCESS).values()
    found = (_authorities(unpack(ProcessRecord, one.content)) for one in shown)
    return sorted((one for one in found if one.authorities), key=lambda one: one.title.casefold())


def _authorities(record: ProcessRecord) -> ProcessAuthorities:
    return ProcessAuthorities(
        slug=record.slug,
        title=record.title,
        department=record.department,
        authorities=tuple(
            Authority(step.id, step.title, step.kind, step.authority)
            for step in record.steps
            if step.authority
        ),
    )

"""Read departments: what each does, owns and causes."""

from dataclasses import dataclass

from sqlalchemy import select

from kb.errors import NotFoundError
from kb.importers.content import unpack
from kb.importers.records import KpiRecord
from kb.models import Department, Driver
from kb.services.actor import Actor
from kb.services.permits import require
from kb.services.publishing.published import shown_revisions
from kb.services.reading.read_contact import Contact, find_contacts
from kb.services.reading.read_process import ProcessRow
from kb.services.reading.shelves import OriginalRow, originals_of, processes_of
from kb.services.unit import Unit
from kb.vocabulary import ThingKind, Verb


@dataclass(frozen=True)
class DepartmentRow:
    """One department in the list of all."""

    slug: str
    name: str
    does: str


@dataclass(frozen=True)
class DriverRow:
    """A cause of contacts that the department owns."""

    name: str
    about: str


@dataclass(frozen=True)
class DepartmentPage:
    """One department with what is its own. `teams` are names."""

    slug: str
    name: str
    does: str
    teams: tuple[str, ...]
    originals: tuple[OriginalRow, ...]
    processes: tuple[ProcessRow, ...]
    contacts: tuple[Contact, ...]
    drivers: tuple[DriverRow, ...]
    kpis: tuple[KpiRecord, ...]


def read_departments(unit: Unit, actor: Actor) -> tuple[DepartmentRow, ...]:
    """Return every department, by name."""
    require(actor, Verb.READ)
    query = select(Department.slug, Department.name, Department.does).order_by(Department.name)
    return tuple(DepartmentRow(*row) for row in unit.session.execute(query))


def read_department(unit: Unit, actor: Actor, slug: str) -> DepartmentPage:
    """Return one department with what it owns. Raises NotFoundError."""
    require(actor, Verb.READ)
    found = unit.session.scalar(select(Department).where(Department.slug == slug))
    if found is None:
        raise NotFoundError(f"There is no department “{slug}”. Look in the list at /departments/.")
    return DepartmentPage(
        slug=slug,
        name=found.name,
        does=found.does,
        teams=tuple(team.name for team in found.teams),
        originals=originals_of(unit, lambda edition: edition.department_id == found.id),
        processes=processes_of(unit, lambda record: record.department == slug),
        contacts=find_contacts(unit, lambda record: record.department == slug),
        drivers=_drivers(unit, found.id),
        kpis=_kpis(unit, slug),
    )


def department_slug(unit: Unit, actor: Actor) -> str:
    """Return the slug of the actor's own department, "" where they belong to none."""
    if actor.department_id is None:
        return ""
    return unit.session.get_one(Department, actor.department_id).slug


def _drivers(unit: Unit, department_id: int) -> tuple[DriverRow, ...]:
    query = select(Driver.name, Driver.about).where(Driver.department_id == department_id)
    return tuple(DriverRow(*row) for row in unit.session.execute(query.order_by(Driver.name)))


def _kpis(unit: Unit, slug: str) -> tuple[KpiRecord, ...]:
    shown = shown_revisions(unit, ThingKind.KPI).values()
    records = (unpack(KpiRecord, one.content) for one in shown)
    own = (record for record in records if record.department == slug)
    return tuple(sorted(own, key=lambda record: record.title.casefold()))

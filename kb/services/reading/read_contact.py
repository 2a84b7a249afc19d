"""Read the directory: whom to transfer to, when they answer, what they take, what to tell them."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select

from kb.errors import NotFoundError
from kb.importers.content import unpack
from kb.importers.records import ContactPointRecord
from kb.models import Department, Topic
from kb.services.actor import Actor
from kb.services.permits import require
from kb.services.publishing.knowledge import knowledge
from kb.services.publishing.published import shown_revision, shown_revisions
from kb.services.reading.opening_hours import Opening, opening, printed_days
from kb.services.unit import Unit
from kb.vocabulary import ThingKind, Verb


@dataclass(frozen=True)
class Contact:
    """One contact point. `opening` is None where no hours are known."""

    slug: str
    name: str
    department: str
    department_slug: str
    phone: str
    email: str
    hours: tuple[tuple[str, str, str], ...]  # ("Monday to Friday", "08:30", "17:00")
    opening: Opening | None
    takes: str
    tell: str
    topics: tuple[str, ...]


def read_directory(unit: Unit, actor: Actor) -> tuple[tuple[str, tuple[Contact, ...]], ...]:
    """Return every contact point by department, both by name; those of no department come last."""
    require(actor, Verb.READ)
    contacts = find_contacts(unit, lambda _: True)
    departments = sorted({one.department for one in contacts}, key=lambda name: (not name, name))
    return tuple(
        (name, tuple(one for one in contacts if one.department == name)) for name in departments
    )


def find_contacts(unit: Unit, keep: Callable[[ContactPointRecord], bool]) -> tuple[Contact, ...]:
    """Return the contact points that `keep` says belong, by name."""
    names = _Names(unit)
    shown = shown_revisions(unit, ThingKind.CONTACT_POINT).values()
    records = (unpack(ContactPointRecord, one.content) for one in shown)
    found = (_contact(unit, names, record) for record in records if keep(record))
    return tuple(sorted(found, key=lambda one: one.name.casefold()))


def read_contact(unit: Unit, actor: Actor, slug: str) -> Contact:
    """Return one contact point. Raises NotFoundError where none is published."""
    require(actor, Verb.READ)
    found = find_contact(unit, slug)
    if found is None:
        raise NotFoundError(f"There is no contact point “{slug}”. Look in the directory at /c/.")
    return found


def find_contact(unit: Unit, slug: str) -> Contact | None:
    """Return one contact point, or None where none is published by that name."""
    if not slug:
        return None
    key = ("contacts", knowledge(unit), slug)
    found = unit.memory.recall(key, lambda: _find_contact(unit, slug))
    return _contact(unit, *found) if found else None


def _find_contact(unit: Unit, slug: str) -> "tuple[_Names, ContactPointRecord] | None":
    """Return what is the same at any minute."""
    revision = shown_revision(unit, ThingKind.CONTACT_POINT, slug)
    if revision is None:
        return None
    return _Names(unit), unpack(ContactPointRecord, revision.content)


class _Names:
    """Names of departments and topics by slug, read once."""

    def __init__(self, unit: Unit) -> None:
        rows = unit.session.execute(select(Department.slug, Department.name))
        self.departments = {row.slug: row.name for row in rows}
        rows = unit.session.execute(select(Topic.slug, Topic.name))
        self.topics = {row.slug: row.name for row in rows}


def _contact(unit: Unit, names: _Names, record: ContactPointRecord) -> Contact:
    return Contact(
        slug=record.slug,
        name=record.name,
        department=names.departments.get(record.department, ""),
        department_slug=record.department,
        phone=record.phone,
        email=record.email,
        hours=tuple((printed_days(days), opens, closes) for days, opens, closes in record.hours),
        opening=opening(record.hours, unit.now, unit.zone),
        takes=record.takes,
        tell=record.tell,
        topics=tuple(names.topics.get(slug, slug) for slug in record.topics),
    )

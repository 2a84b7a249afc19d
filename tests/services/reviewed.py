"""Revisions as a later release's editor will make them: by a person, one state after the other."""

from datetime import datetime

from sqlalchemy import func, select

from kb.importers.content import kind_for, pack
from kb.importers.records import Placed
from kb.models import Revision, Thing
from kb.services.actor import OPERATOR
from kb.services.library.covers import key_of
from kb.services.publishing import states
from kb.services.unit import Store, Unit
from kb.vocabulary import State


def write(store: Store, record: Placed) -> int:
    """Add a draft of a person; return its revision's id."""
    with store.change() as unit:
        content = pack(record)
        revision = Revision(
            thing=thing_of(unit, record),
            number=_next_number(unit, record),
            language=vars(record).get("language", ""),
            title=key_of(record),
            content=content.values,
            content_hash=content.hash,
            origin="person",
            created_at=unit.now,
        )
        unit.session.add(revision)
        unit.session.flush()
        states.change_state(unit, OPERATOR, revision, State.DRAFT)
        return revision.id


def publish(store: Store, revision_id: int, at: datetime | None = None) -> None:
    """Publish a revision now, or from a coming moment on."""
    with store.change() as unit:
        revision = unit.session.get_one(Revision, revision_id)
        states.publish(unit, OPERATOR, revision, effective_at=at)


def end(store: Store, revision_id: int, state: State) -> None:
    """Withdraw or retire a revision."""
    with store.change() as unit:
        states.change_state(unit, OPERATOR, unit.session.get_one(Revision, revision_id), state)


def thing_of(unit: Unit, record: Placed) -> Thing:
    """Return the thing that a record describes, made if there is none."""
    kind, key = kind_for(type(record)), key_of(record)
    found = unit.session.scalar(select(Thing).where(Thing.kind == kind, Thing.key == key))
    if found is None:
        found = Thing(kind=kind, key=key, created_at=unit.now)
        unit.session.add(found)
        unit.session.flush()
    return found


def _next_number(unit: Unit, record: Placed) -> int:
    thing = thing_of(unit, record)
    last = unit.session.scalar(
        select(func.max(Revision.number)).where(Revision.thing_id == thing.id)
    )
    return (last or 0) + 1

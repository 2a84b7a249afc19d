"""Changing the state of a revision: one row, one audit entry, one line for the index, together."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from kb.models import Revision, StateChange, Thing
from kb.services.actor import Actor
from kb.services.unit import Unit
from kb.vocabulary import SHOWN, State


def publish(
    unit: Unit,
    actor: Actor,
    revision: Revision,
    *,
    effective_at: datetime | None = None,
    details: dict[str, Any] | None = None,
    why: str = "",
) -> None:
    """Show `revision` from `effective_at` (default: now); what was shown before is retired then.

    Rights and reviews are the caller's to check.
    """
    when = max(effective_at or unit.now, unit.now)
    for earlier in _shown_revision_ids(unit, revision.thing_id):
        _add(unit, actor, revision.thing_id, earlier, State.RETIRED, when, "superseded")
    state = State.SCHEDULED if when > unit.now else State.PUBLISHED
    _add(unit, actor, revision.thing_id, revision.id, state, when, why)
    _record(unit, actor, revision, state, details=details or {}, why=why)


def change_state(
    unit: Unit, actor: Actor, revision: Revision, state: State, *, why: str = ""
) -> None:
    """Move `revision` to a state that is not shown, from now on."""
    _add(unit, actor, revision.thing_id, revision.id, state, unit.now, why)
    _record(unit, actor, revision, state, details={}, why=why)


def group_of(thing: Thing) -> str:
    """Return the outbox group of a thing: "answer:en/slug#id"."""
    return f"{thing.kind}:{thing.key}"


def _add(  # noqa: PLR0913, PLR0917 - one row has this many facts
    unit: Unit,
    actor: Actor,
    thing_id: int,
    revision_id: int,
    state: State,
    effective_at: datetime,
    why: str,
) -> None:
    unit.session.add(
        StateChange(
            thing_id=thing_id,
            revision_id=revision_id,
            state=state,
            effective_at=effective_at,
            at=unit.now,
            actor_id=actor.id,
            why=why,
        )
    )


def _record(
    unit: Unit, actor: Actor, revision: Revision, state: State, *, details: dict[str, Any], why: str
) -> None:
    unit.session.flush()
    group = group_of(revision.thing)
    facts = {"revision": revision.number, "hash": revision.content_hash, **details}
    unit.record(actor, state, group, details=facts, why=why)
    unit.enqueue(group)


def _shown_revision_ids(unit: Unit, thing_id: int) -> list[int]:
    """Return what is shown, or scheduled to be: the newest row of each revision says."""
    states: dict[int, str] = {}
    query = select(StateChange).where(StateChange.thing_id == thing_id).order_by(StateChange.id)
    for row in unit.session.scalars(query):
        states[row.revision_id] = row.state
    return [revision_id for revision_id, state in states.items() if state in SHOWN]

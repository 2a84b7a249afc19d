"""Changing the state of a revision: one row, one audit entry, one line for the index, together."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from kb.models import Revision, StateChange, Thing
from kb.services.actor import Actor
from kb.services.publishing.timeline import deciding_row, span_shown
from kb.services.unit import Unit
from kb.vocabulary import State

SUPERSEDED = "superseded"
ENDS = "ends by itself"


def publish(
    unit: Unit,
    actor: Actor,
    revision: Revision,
    *,
    effective_at: datetime | None = None,
    details: dict[str, Any] | None = None,
    why: str = "",
) -> None:
    """Show `revision` from `effective_at` (default: now); no other one is shown from then on.

    Rights and reviews are the caller's to check.
    """
    when = max(effective_at or unit.now, unit.now)
    lives = _lives(unit, revision.thing_id)
    lives.pop(revision.id, None)
    change = _Change(unit, actor, revision.thing_id)
    for other, rows in lives.items():
        if span_shown(rows, when):
            change.add(other, State.RETIRED, when, SUPERSEDED)
    state = State.SCHEDULED if when > unit.now else State.PUBLISHED
    change.add(revision.id, state, when, why)
    _record(unit, actor, revision, state, details=details or {}, why=why)


def end_by_itself(unit: Unit, actor: Actor, revision: Revision, moment: datetime) -> None:
    """Plan that `revision`, which is shown or will be, is retired at a coming moment, by no job."""
    _Change(unit, actor, revision.thing_id).add(revision.id, State.RETIRED, moment, ENDS)
    group = group_of(revision.thing)
    facts = {"revision": revision.number, "ends": moment.isoformat()}
    unit.record(actor, "plan_end", group, details=facts)
    unit.enqueue(group)


def change_state(
    unit: Unit, actor: Actor, revision: Revision, state: State, *, why: str = ""
) -> None:
    """Move `revision` to a state that is not shown, from now on.

    If it was only to come, what it would have superseded stays.
    """
    lives = _lives(unit, revision.thing_id)
    span = span_shown(lives.pop(revision.id, []), unit.now)
    change = _Change(unit, actor, revision.thing_id)
    change.add(revision.id, state, unit.now, why)
    if span and span.start > unit.now:
        for other, rows in lives.items():
            _keep(change, other, rows, span.start)
    _record(unit, actor, revision, state, details={}, why=why)


def group_of(thing: Thing) -> str:
    """Return the outbox group of a thing: "answer:en/slug#id"."""
    return f"{thing.kind}:{thing.key}"


@dataclass(frozen=True)
class _Change:
    """Who changes which thing: the facts that every row of one deed shares."""

    unit: Unit
    actor: Actor
    thing_id: int

    def add(self, revision_id: int, state: str, effective_at: datetime, why: str) -> None:
        row = StateChange(
            thing_id=self.thing_id,
            revision_id=revision_id,
            state=state,
            effective_at=effective_at,
            at=self.unit.now,
            actor_id=self.actor.id,
            why=why,
        )
        self.unit.session.add(row)
        self.unit.session.flush()


def _keep(change: _Change, revision_id: int, rows: list[StateChange], moment: datetime) -> None:
    """Write anew what was to become of a revision but for being superseded at `moment`."""
    last = deciding_row(rows, moment)
    if last is None or (last.why, last.effective_at) != (SUPERSEDED, moment):
        return
    for row in rows:
        if row is not last:
            change.add(revision_id, row.state, row.effective_at, row.why)


def _record(
    unit: Unit, actor: Actor, revision: Revision, state: State, *, details: dict[str, Any], why: str
) -> None:
    unit.session.flush()
    group = group_of(revision.thing)
    facts = {"revision": revision.number, "hash": revision.content_hash, **details}
    unit.record(actor, state, group, details=facts, why=why)
    unit.enqueue(group)


def _lives(unit: Unit, thing_id: int) -> dict[int, list[StateChange]]:
    """Return the rows of each revision of a thing, in the order in which they were written."""
    rows: dict[int, list[StateChange]] = {}
    query = select(StateChange).where(StateChange.thing_id == thing_id).order_by(StateChange.id)
    for row in unit.session.scalars(query):
        rows.setdefault(row.revision_id, []).append(row)
    return rows

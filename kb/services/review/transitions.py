"""The one table of what may happen to a revision, and the one door through which it happens.

`docs/states.md` is printed from this table (a test compares), and the table is the same set of
steps as `kb.vocabulary.TRANSITIONS`. Who may take a step is decided by `permits`; what else it
needs is checked by the service that takes it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from kb.errors import ConflictError
from kb.models import Revision, StateChange
from kb.services.actor import Actor
from kb.services.publishing import states
from kb.services.publishing.timeline import state_at
from kb.services.unit import Unit
from kb.vocabulary import State, Verb


class Event(StrEnum):
    """What can happen to a revision; the value is what people call it."""

    WRITE = "written"
    SUBMIT = "submitted"
    TAKE_BACK = "taken back"
    REQUEST_CHANGES = "changes requested"
    APPROVE = "approved"
    FALL = "approval fallen"
    PUBLISH = "published"
    SCHEDULE = "scheduled"
    ARRIVE = "day came"
    REPLACE = "replaced"
    END = "ended"
    RETIRE = "retired"
    WITHDRAW = "withdrawn"


@dataclass(frozen=True)
class Transition:
    """One step: what happens, from which state to which, by whose right, and what it needs."""

    event: Event
    before: State | None
    after: State
    verb: Verb | None
    who: str
    needs: str


_BY_ITSELF = "nobody: it happens by itself"
_AUTHOR = "who may write it"
_FELL = "the words, or the law they were read against, are no longer those that were approved"

TABLE = (
    Transition(Event.WRITE, None, State.DRAFT, Verb.WRITE, _AUTHOR, "a text without problems"),
    Transition(
        Event.SUBMIT,
        State.DRAFT,
        State.IN_REVIEW,
        Verb.SUBMIT,
        _AUTHOR,
        "the newest text before; of an answer, a reason for each high finding",
    ),
    Transition(
        Event.TAKE_BACK,
        State.IN_REVIEW,
        State.DRAFT,
        Verb.SUBMIT,
        "who wrote it, or by itself when a newer text is submitted",
        "nothing",
    ),
    Transition(
        Event.REQUEST_CHANGES,
        State.IN_REVIEW,
        State.CHANGES_REQUESTED,
        Verb.REVIEW,
        "a reviewer who wrote none of it",
        "a reason",
    ),
    Transition(
        Event.REQUEST_CHANGES,
        State.APPROVED,
        State.CHANGES_REQUESTED,
        Verb.REVIEW,
        "a reviewer who wrote none of it",
        "a reason",
    ),
    Transition(
        Event.WRITE,
        State.CHANGES_REQUESTED,
        State.DRAFT,
        Verb.WRITE,
        _AUTHOR,
        "a new revision; the one before stays as it is",
    ),
    Transition(
        Event.APPROVE,
        State.IN_REVIEW,
        State.APPROVED,
        Verb.REVIEW,
        "a reviewer who wrote none of it",
        "the very words and the very editions that the reviewer read; of an answer, an accepted "
        "reason for each high finding",
    ),
    Transition(Event.FALL, State.APPROVED, State.IN_REVIEW, None, _BY_ITSELF, _FELL),
    Transition(Event.FALL, State.SCHEDULED, State.IN_REVIEW, None, _BY_ITSELF, _FELL),
    Transition(
        Event.PUBLISH,
        State.APPROVED,
        State.PUBLISHED,
        Verb.PUBLISH,
        _AUTHOR,
        "an approval that holds",
    ),
    Transition(
        Event.SCHEDULE,
        State.APPROVED,
        State.SCHEDULED,
        Verb.PUBLISH,
        _AUTHOR,
        "an approval that holds; it takes over when its edition comes into force",
    ),
    Transition(
        Event.ARRIVE, State.SCHEDULED, State.PUBLISHED, None, _BY_ITSELF, "its moment has come"
    ),
    Transition(
        Event.REPLACE,
        State.PUBLISHED,
        State.RETIRED,
        None,
        _BY_ITSELF,
        "another text of the same thing is shown",
    ),
    Transition(
        Event.END,
        State.PUBLISHED,
        State.RETIRED,
        None,
        _BY_ITSELF,
        "it is a notice, and the end that was published with it has come",
    ),
    Transition(
        Event.RETIRE,
        State.PUBLISHED,
        State.RETIRED,
        Verb.PUBLISH,
        _AUTHOR,
        "what replaces it, or why nothing does",
    ),
    Transition(
        Event.WITHDRAW,
        State.PUBLISHED,
        State.WITHDRAWN,
        Verb.WITHDRAW,
        "compliance or a lead",
        "a reason; it opens a correction",
    ),
    Transition(
        Event.WITHDRAW,
        State.SCHEDULED,
        State.WITHDRAWN,
        Verb.WITHDRAW,
        "compliance or a lead",
        "a reason",
    ),
    Transition(
        Event.WRITE,
        State.WITHDRAWN,
        State.DRAFT,
        Verb.WRITE,
        _AUTHOR,
        "a new revision; the one before stays as it is",
    ),
)


def state_of(unit: Unit, revision: Revision, *, at: datetime | None = None) -> State | None:
    """Return how a revision stands now: a coming one is scheduled, one that is shown published."""
    query = select(StateChange).where(StateChange.revision_id == revision.id)
    rows = unit.session.scalars(query.order_by(StateChange.id)).all()
    return state_at(rows, at or unit.now)


def require_step(unit: Unit, revision: Revision, event: Event) -> Transition:
    """Return the step that `event` is for `revision` now. Raises ConflictError if it is none."""
    before = state_of(unit, revision)
    for step in TABLE:
        if (step.event, step.before) == (event, before):
            return step
    stands = (before or State.DRAFT).replace("_", " ")
    raise ConflictError(
        f"“{revision.title}” is {stands} by now, so it cannot be {event} any more. "
        "Open it again to see what happened meanwhile."
    )


def move(unit: Unit, actor: Actor, revision: Revision, event: Event, *, why: str = "") -> None:
    """Take a step to a state that is not shown. Raises ConflictError where the table has none."""
    step = require_step(unit, revision, event)
    states.change_state(unit, actor, revision, step.after, why=why)


def print_table() -> Iterator[str]:
    """Yield the lines of the table in docs/states.md."""
    yield "| what happens | from | to | who | what it needs |"
    yield "| --- | --- | --- | --- | --- |"
    for step in TABLE:
        before = step.before.value if step.before else "nothing"
        cells = (step.event.value, f"`{before}`", f"`{step.after.value}`", step.who, step.needs)
        yield f"| {' | '.join(cells)} |"

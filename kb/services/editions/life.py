"""The life of an edition: one table of what can happen to it, and the one way to do it.

An edition's text never changes: saving another one makes another version. Each move is one row,
one audit entry and, where agents may see the difference, one line for the index, together (I3).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kb.errors import ConflictError
from kb.importers.library.decode import clean
from kb.models import Edition, EditionState
from kb.services.actor import Actor
from kb.services.editions.stored import matter_of, state_of
from kb.services.permits import require
from kb.services.unit import Unit
from kb.vocabulary import State, Verb


class Event(StrEnum):
    """What can happen to an edition that a person wrote."""

    SAVE = "save"
    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    REQUEST_CHANGES = "request_changes"
    APPROVE = "approve"
    PUBLISH = "publish"
    RELEASE = "release"
    WITHDRAW = "withdraw"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True)
class Rule:
    """From which states to which, and the right it takes."""

    before: frozenset[State]
    after: frozenset[State]
    verb: Verb


def _rule(before: set[State], after: set[State], verb: Verb) -> Rule:
    return Rule(frozenset(before), frozenset(after), verb)


OPEN = frozenset({State.DRAFT, State.CHANGES_REQUESTED})
"""States in which a text is still being written."""

LIFE: Mapping[Event, Rule] = {
    Event.SUBMIT: _rule({State.DRAFT}, {State.IN_REVIEW}, Verb.SUBMIT),
    Event.TAKE_BACK: _rule({State.IN_REVIEW, State.APPROVED}, {State.DRAFT}, Verb.WRITE),
    Event.REQUEST_CHANGES: _rule({State.IN_REVIEW}, {State.CHANGES_REQUESTED}, Verb.REVIEW),
    Event.APPROVE: _rule({State.IN_REVIEW}, {State.APPROVED}, Verb.REVIEW),
    Event.PUBLISH: _rule(
        {State.DRAFT, State.APPROVED}, {State.SCHEDULED, State.PUBLISHED}, Verb.PUBLISH
    ),
    Event.RELEASE: _rule({State.SCHEDULED}, {State.PUBLISHED}, Verb.PUBLISH),
    Event.WITHDRAW: _rule({State.SCHEDULED, State.PUBLISHED}, {State.WITHDRAWN}, Verb.PUBLISH),
    Event.SET_ASIDE: _rule({State.DRAFT, State.CHANGES_REQUESTED}, {State.RETIRED}, Verb.WRITE),
}
"""The whole life after the first save, which makes a draft. From draft straight to publishing
leads only where no second pair of eyes is asked for; `publishing` sees to that."""
SEEN = frozenset({Event.PUBLISH, Event.RELEASE, Event.WITHDRAW})
"""What may change what agents see: the index hears of it."""


@dataclass(frozen=True)
class Move:
    """One change of state: what happens, to which state, why, and facts for the audit."""

    event: Event
    to: State
    why: str = ""
    details: Mapping[str, Any] | None = None


def require_move(
    unit: Unit, actor: Actor, edition: Edition, event: Event, authors: frozenset[int] = frozenset()
) -> State:
    """Return the state that `edition` is in. Raises unless `actor` may let `event` happen to it."""
    rule = LIFE[event]
    require(actor, rule.verb, matter_of(edition, authors))
    state = state_of(unit, edition)
    if state not in rule.before:
        what = event.value.replace("_", " ")
        raise ConflictError(
            f"This edition is {state.value.replace('_', ' ')} now, so you cannot {what} it. "
            "Look at it again: somebody may have been faster."
        )
    return state


def move(unit: Unit, actor: Actor, edition: Edition, change: Move) -> None:
    """Let `change` happen to `edition`; rights and needs are checked before."""
    if change.to not in LIFE[change.event].after:
        raise ValueError(f"{change.event} does not lead to {change.to}.")
    verb = f"edition_{change.to}" if change.event is Event.PUBLISH else f"edition_{change.event}"
    add_state(unit, actor, edition, change.to, verb=verb, change=change)
    if change.event in SEEN:
        unit.enqueue(group_of(edition))


def add_state(
    unit: Unit, actor: Actor, edition: Edition, state: State, *, verb: str, change: Move
) -> None:
    """Write the row of a state and its audit entry, both with the reason as a file can hold it."""
    why = clean(change.why)
    row = EditionState(edition_id=edition.id, state=state, at=unit.now, actor_id=actor.id, why=why)
    unit.session.add(row)
    unit.session.flush()
    facts = {
        "edition": edition.in_force_from.isoformat(),
        "version": edition.version,
        "hash": edition.source_hash,
        **(change.details or {}),
    }
    unit.record(actor, verb, group_of(edition), details=facts, why=why)


def group_of(edition: Edition) -> str:
    """Return how audit and index name the original: "original:slug"."""
    return f"original:{edition.original.slug}"

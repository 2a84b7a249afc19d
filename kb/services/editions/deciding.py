"""A second pair of eyes on an edition: submitted, taken back, sent back with a reason, approved.

A review is bound to the hash of the source that was read. As a text never changes, saving another
one makes another edition, which nobody has approved (I2).
"""

from kb.errors import InvalidError
from kb.importers.library.decode import clean
from kb.models import Edition, EditionReview
from kb.services.actor import Actor
from kb.services.editions.life import Event, Move, move, require_move
from kb.services.editions.stored import author_ids_of, find_edition
from kb.services.editions.undecided import require_decided
from kb.services.unit import Unit
from kb.vocabulary import State


def submit_edition(unit: Unit, actor: Actor, edition_id: int) -> Edition:
    """Hand a draft to another compliance person. Raises InvalidError while some is undecided."""
    edition = find_edition(unit, actor, edition_id)
    require_move(unit, actor, edition, Event.SUBMIT)
    require_decided(unit, edition)
    move(unit, actor, edition, Move(Event.SUBMIT, State.IN_REVIEW))
    return edition


def take_back(unit: Unit, actor: Actor, edition_id: int) -> Edition:
    """Make what is in review or approved a draft again: an approval falls with it."""
    edition = find_edition(unit, actor, edition_id)
    require_move(unit, actor, edition, Event.TAKE_BACK)
    move(unit, actor, edition, Move(Event.TAKE_BACK, State.DRAFT))
    return edition


def approve_edition(unit: Unit, actor: Actor, edition_id: int, *, reason: str = "") -> Edition:
    """Say that the text and the sizes of its changes are right; never the author (I2)."""
    edition = _reviewed(unit, actor, edition_id, Event.APPROVE)
    require_decided(unit, edition)
    _note(unit, actor, edition, State.APPROVED, reason)
    move(unit, actor, edition, Move(Event.APPROVE, State.APPROVED, reason))
    return edition


def request_changes(unit: Unit, actor: Actor, edition_id: int, *, reason: str) -> Edition:
    """Send an edition back to whoever wrote it, with a reason. Raises InvalidError without one."""
    edition = _reviewed(unit, actor, edition_id, Event.REQUEST_CHANGES)
    if not clean(reason):
        raise InvalidError("Say what must be changed: the author reads it.")
    _note(unit, actor, edition, State.CHANGES_REQUESTED, reason)
    move(unit, actor, edition, Move(Event.REQUEST_CHANGES, State.CHANGES_REQUESTED, reason))
    return edition


def _reviewed(unit: Unit, actor: Actor, edition_id: int, event: Event) -> Edition:
    edition = find_edition(unit, actor, edition_id)
    require_move(unit, actor, edition, event, author_ids_of(unit, edition))
    return edition


def _note(unit: Unit, actor: Actor, edition: Edition, decision: State, reason: str) -> None:
    unit.session.add(
        EditionReview(
            edition_id=edition.id,
            reviewer_id=actor.id,
            decision=decision,
            reason=clean(reason),
            source_hash=edition.source_hash,
            at=unit.now,
        )
    )

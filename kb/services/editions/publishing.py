"""Publish an edition, release it to agents before its day, or withdraw it before it comes.

An edition whose day is to come is scheduled: hidden, and in force by itself when its day begins,
whether or not the server was running then. Releasing lets agents see it marked as coming.
"""

from sqlalchemy import select

from kb.errors import ConflictError, InvalidError
from kb.importers.library.decode import clean
from kb.models import Edition, EditionReview
from kb.services.actor import Actor
from kb.services.editions.life import Event, Move, move, require_move
from kb.services.editions.package_rows import package_of
from kb.services.editions.stored import author_ids_of, find_edition, state_of
from kb.services.editions.undecided import require_decided
from kb.services.publishing.texts import previous_edition
from kb.services.review.publishing import fall_approvals
from kb.services.unit import Unit
from kb.text.dates import day_words
from kb.vocabulary import State


def publish_edition(
    unit: Unit, actor: Actor, edition_id: int, *, second_eyes: bool, why: str = ""
) -> Edition:
    """Make a draft the law from its day on: at once where that day has come.

    With `second_eyes` another compliance person must have approved exactly this text. Raises
    InvalidError naming what is undecided, ConflictError for a member of a package.
    """
    edition = _alone(unit, actor, edition_id)
    publish_one(unit, actor, edition, second_eyes=second_eyes, why=why)
    return edition


def publish_one(
    unit: Unit, actor: Actor, edition: Edition, *, second_eyes: bool, why: str = ""
) -> None:
    """Publish one edition, alone or with the rest of its package: every need is checked here."""
    state = require_move(unit, actor, edition, Event.PUBLISH)
    require_decided(unit, edition)
    if second_eyes:
        _require_approval(unit, edition, state)
    details = {"second_eyes": second_eyes}
    move(unit, actor, edition, Move(Event.PUBLISH, _shown_as(unit, edition), why, details))
    fall_approvals(unit, actor, edition.original.slug)


def release_edition(unit: Unit, actor: Actor, edition_id: int) -> Edition:
    """Let agents see a scheduled edition, marked as coming."""
    edition = _alone(unit, actor, edition_id)
    release_one(unit, actor, edition)
    return edition


def release_one(unit: Unit, actor: Actor, edition: Edition) -> None:
    """Release one edition, alone or with the rest of its package."""
    require_move(unit, actor, edition, Event.RELEASE)
    move(unit, actor, edition, Move(Event.RELEASE, State.PUBLISHED))


def withdraw_edition(unit: Unit, actor: Actor, edition_id: int, *, why: str) -> Edition:
    """Take back an edition before its day. What is in force is corrected, not withdrawn."""
    edition = _alone(unit, actor, edition_id)
    withdraw_one(unit, actor, edition, why=why)
    return edition


def withdraw_one(unit: Unit, actor: Actor, edition: Edition, *, why: str) -> None:
    """Withdraw one edition, alone or with the rest of its package; the reason is asked for."""
    require_move(unit, actor, edition, Event.WITHDRAW)
    if edition.in_force_from <= unit.today:
        raise InvalidError(
            f"This edition has been in force since {day_words(edition.in_force_from)}. "
            "Correct its text, or publish the edition that follows it."
        )
    if not clean(why):
        raise InvalidError("Say why it is withdrawn: whoever made ready for it reads the reason.")
    move(unit, actor, edition, Move(Event.WITHDRAW, State.WITHDRAWN, why))
    fall_approvals(unit, actor, edition.original.slug)


def _alone(unit: Unit, actor: Actor, edition_id: int) -> Edition:
    """Return an edition that goes its own way. Raises ConflictError for a member of a package."""
    edition = find_edition(unit, actor, edition_id)
    package = package_of(unit, edition)
    if package is not None:
        raise ConflictError(
            f"This text belongs to the package “{package.title}”: all of it or nothing. "
            "Open the package, or take the text out of it first."
        )
    return edition


def _shown_as(unit: Unit, edition: Edition) -> State:
    """Return how it is published: what agents see already is corrected before their eyes."""
    if edition.in_force_from <= unit.today:
        return State.PUBLISHED
    before = previous_edition(unit, edition)
    corrects = before is not None and before.in_force_from == edition.in_force_from
    is_seen = corrects and before is not None and state_of(unit, before) is State.PUBLISHED
    return State.PUBLISHED if is_seen else State.SCHEDULED


def _require_approval(unit: Unit, edition: Edition, state: State) -> None:
    newest = unit.session.scalar(
        select(EditionReview)
        .where(EditionReview.edition_id == edition.id)
        .order_by(EditionReview.id.desc())
        .limit(1)
    )
    is_approved = (
        state is State.APPROVED
        and newest is not None
        and newest.decision == State.APPROVED
        and newest.source_hash == edition.source_hash
        and newest.reviewer_id not in author_ids_of(unit, edition)
    )
    if not is_approved:
        raise InvalidError(
            "Another compliance person must approve this text before it is published. "
            "Submit it for review."
        )

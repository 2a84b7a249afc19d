"""A reviewer's decision on one revision: bound to its words and to the law it was read against."""

from dataclasses import dataclass, field
from typing import Any

from kb.errors import ConflictError, InvalidError
from kb.models import Edition, Review, Revision
from kb.services.actor import Actor
from kb.services.publishing.standing import Standing
from kb.services.publishing.texts import text_of
from kb.services.review.findings.decisions import require_accepted
from kb.services.review.read_against import Counting
from kb.services.review.revisions import matter_of
from kb.services.review.standing_in import require_review
from kb.services.review.transitions import Event, move, require_step
from kb.services.unit import Unit
from kb.services.workshop.workshop import Workshop
from kb.vocabulary import State


@dataclass(frozen=True)
class Decision:
    """What a reviewer says: `state` is APPROVED or CHANGES_REQUESTED.

    `passage` is where the reason points: {"part": "say", "quote": "…"}. `read_against` are the
    editions that the reviewer had before them; None where the caller has read them this moment.
    """

    state: State
    reason: str = ""
    passage: dict[str, Any] = field(default_factory=dict)
    content_hash: str = ""
    read_against: tuple[int, ...] | None = None


EVENTS = {State.APPROVED: Event.APPROVE, State.CHANGES_REQUESTED: Event.REQUEST_CHANGES}


def decide(
    unit: Unit,
    actor: Actor,
    revision: Revision,
    decision: Decision,
    *,
    workshop: Workshop | None = None,
) -> Review:
    """Approve `revision`, or ask for changes; the decision is kept for good.

    An answer that is approved is compared with its law by the `workshop`. Raises NotAllowedError
    for who wrote any of it (I2) or has no right to, ConflictError when it is not in review, the
    law moved on while the reviewer read, or a high finding has no accepted reason, InvalidError
    without a reason.
    """
    require_review(actor, matter_of(unit, revision))
    if decision.state not in EVENTS:
        raise InvalidError("Approve, or request changes.")
    require_step(unit, revision, EVENTS[decision.state])
    editions = Counting(unit).editions(revision)
    read = sorted(edition.id for edition in editions)
    _refuse_moved(revision, decision, read)
    if decision.state is State.APPROVED:
        _refuse_behind(unit, revision, editions)
        require_accepted(unit, workshop, revision)
    elif not decision.reason.strip():
        raise InvalidError("Say what is to be changed: the author has nothing else to go by.")
    review = Review(
        revision_id=revision.id,
        reviewer_id=actor.id,
        decision=decision.state,
        reason=decision.reason.strip(),
        passage=decision.passage,
        read_against=read,
        content_hash=revision.content_hash,
        at=unit.now,
    )
    unit.session.add(review)
    move(unit, actor, revision, EVENTS[decision.state], why=review.reason)
    return review


def _refuse_moved(revision: Revision, decision: Decision, read: list[int]) -> None:
    if decision.content_hash and decision.content_hash != revision.content_hash:
        raise ConflictError("The words are not those that you read. Open the review again.")
    if decision.read_against is not None and sorted(decision.read_against) != read:
        raise ConflictError(
            "The law moved on while you were reading: another text of it counts now. Read it again."
        )


def _refuse_behind(unit: Unit, revision: Revision, editions: tuple[Edition, ...]) -> None:
    """Raise where the words stand for law that has changed since they were written."""
    if changed := behind(unit, revision, editions):
        raise ConflictError(
            f"The law changed since this was written: {', '.join(changed)}. "
            "Ask for changes, so that the author looks at the new text."
        )


def behind(unit: Unit, revision: Revision, editions: tuple[Edition, ...]) -> tuple[str, ...]:
    """Return the eids that `revision` stands for and that say something else in `editions`.

    A change that compliance classed editorial counts as none (I4).
    """
    law = Standing(unit, map(text_of, editions))
    found = (
        cover.eid
        for cover in revision.covers
        if law.of(cover.edition_id, cover.eid).size is not None
    )
    return tuple(dict.fromkeys(found))

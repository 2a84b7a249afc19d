"""Publish what was approved: now, or together with the coming edition that it was written against.

An approval that no longer holds falls instead: the revision goes back into review, audited, and
author and reviewers are told. It is looked at again here each time, whatever was done before.
"""

from datetime import datetime, time

from sqlalchemy import or_, select

from kb.importers.records import NoticeRecord, Placed, TranslationRecord
from kb.models import Cover, Edition, Original, Review, Revision, StateChange, Thing
from kb.services.actor import Actor
from kb.services.library.covers import begins_at
from kb.services.permits import Matter, require
from kb.services.publishing import states
from kb.services.review.findings.decisions import blocking_findings
from kb.services.review.read_against import Counting
from kb.services.review.revisions import is_newest, record_of
from kb.services.review.transitions import Event, move, require_step, state_of
from kb.services.unit import Unit
from kb.services.workshop.workshop import Workshop
from kb.vocabulary import State, Verb

FALLEN = "The law it was read against is not what counts any more."
SUPERSEDED = "A newer text was submitted."
UNREASONED = "A high finding has no accepted reason."


def publish_approved(
    unit: Unit, actor: Actor, revision: Revision, *, workshop: Workshop | None = None
) -> State:
    """Publish or schedule an approved revision; return how it stands then.

    An answer is compared with its law once more, by the `workshop`: the word list may be another
    one since. IN_REVIEW means that its approval fell just now. Raises ConflictError when it is not
    approved, NotAllowedError.
    """
    require(actor, Verb.PUBLISH, Matter(kind=revision.thing.kind))
    require_step(unit, revision, Event.PUBLISH)
    if not is_newest(unit, revision):
        move(unit, actor, revision, Event.FALL, why=SUPERSEDED)
        return State.IN_REVIEW
    if not Counting(unit).holds(revision):
        move(unit, actor, revision, Event.FALL, why=FALLEN)
        return State.IN_REVIEW
    if blocking_findings(unit, workshop, revision):
        move(unit, actor, revision, Event.FALL, why=UNREASONED)
        return State.IN_REVIEW
    record = record_of(revision)
    when = takes_over_at(unit, record)
    states.publish(unit, actor, revision, effective_at=when)
    if isinstance(record, NoticeRecord) and record.ends:
        states.end_by_itself(unit, actor, revision, record.ends)
    return State.SCHEDULED if when else State.PUBLISHED


def takes_over_at(unit: Unit, record: Placed) -> datetime | None:
    """Return when words against a coming edition take over: as its day begins. None: at once.

    A notice says itself from when it is shown.
    """
    if isinstance(record, NoticeRecord):
        return record.starts if record.starts and record.starts > unit.now else None
    if isinstance(record, TranslationRecord):
        if record.edition is None or record.edition <= unit.today:
            return None
        return datetime.combine(record.edition, time.min, tzinfo=unit.zone)
    return begins_at(unit, record)


def fall_approvals(unit: Unit, actor: Actor, original: str) -> tuple[Revision, ...]:
    """Let every approval fall that was given for other law of `original` than counts now.

    Called when an edition is published, corrected or withdrawn. Returns the revisions that are
    back in review.
    """
    counting = Counting(unit)
    fallen = []
    for revision in _approved_on(unit, original):
        waits = state_of(unit, revision) in {State.APPROVED, State.SCHEDULED}
        if waits and not counting.holds(revision):
            move(unit, actor, revision, Event.FALL, why=FALLEN)
            fallen.append(revision)
    return tuple(fallen)


def _approved_on(unit: Unit, slug: str) -> list[Revision]:
    """Return what a person approved, not yet shown, that stands on the original."""
    last_row = (
        select(StateChange.state)
        .where(StateChange.revision_id == Revision.id)
        .order_by(StateChange.id.desc())
        .limit(1)
        .correlate(Revision)
        .scalar_subquery()
    )
    standing_on = (
        select(Cover.revision_id)
        .join(Edition, Cover.edition_id == Edition.id)
        .join(Original, Edition.original_id == Original.id)
        .where(Original.slug == slug)
    )
    own = select(Original.id).where(Original.slug == slug).scalar_subquery()
    query = (
        select(Revision)
        .join(Thing, Revision.thing_id == Thing.id)
        .where(
            Revision.id.in_(select(Review.revision_id)),
            last_row.in_((State.APPROVED, State.SCHEDULED, State.RETIRED)),
            or_(Revision.id.in_(standing_on), Thing.original_id == own),
        )
        .order_by(Revision.id)
    )
    return list(unit.session.scalars(query))

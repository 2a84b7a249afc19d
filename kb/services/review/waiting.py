"""What waits for somebody: reviews to do, words to mend, approved words to publish."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from kb.errors import NotAllowedError
from kb.models import Revision, StateChange, Thing, User
from kb.services.actor import Actor
from kb.services.permits import Matter, may
from kb.services.review.read_against import Counting
from kb.services.review.review_clock import REVIEW_DAYS, review_due
from kb.services.review.revisions import author_ids, matter_of
from kb.services.review.standing_in import may_review
from kb.services.unit import Unit
from kb.vocabulary import Role, State, ThingKind, Verb

REVIEWERS = (Role.TRAINER, Role.COMPLIANCE, Role.LEAD, Role.PARTNER)


@dataclass(frozen=True)
class Waiting:
    """A text that waits for a decision. `why` is what was said when it got into its state."""

    revision_id: int
    kind: ThingKind
    key: str
    title: str
    author: str
    since: datetime
    due_on: date
    is_overdue: bool
    why: str = ""


def waiting_reviews(
    unit: Unit, actor: Actor, *, review_days: int = REVIEW_DAYS
) -> tuple[Waiting, ...]:
    """Return what the actor may review; what is due first, first.

    A deputy has the rights of their own roles, so this is what waits for whoever is away, too.
    """
    found = (
        _waiting(unit, revision, row, review_days)
        for revision, row in _newest_in(unit, State.IN_REVIEW)
        if may_review(actor, matter_of(unit, revision))
    )
    return tuple(sorted(found, key=lambda one: (one.due_on, one.since)))


def read_queue(unit: Unit, actor: Actor, *, review_days: int) -> tuple[Waiting, ...]:
    """Return what waits for the actor's review. Raises NotAllowedError for who reviews nothing."""
    if not (actor.is_operator or actor.has(*REVIEWERS)):
        raise NotAllowedError("Reviews are for trainers, compliance, leads and partners.")
    return waiting_reviews(unit, actor, review_days=review_days)


def my_submitted(
    unit: Unit, actor: Actor, *, review_days: int = REVIEW_DAYS
) -> tuple[Waiting, ...]:
    """Return the actor's own texts that wait for somebody else."""
    return tuple(
        _waiting(unit, revision, row, review_days)
        for revision, row in _newest_in(unit, State.IN_REVIEW)
        if actor.id in author_ids(unit, revision)
    )


def changes_requested(unit: Unit, actor: Actor) -> tuple[Waiting, ...]:
    """Return what reviewers gave back to the actor, with their reasons."""
    return tuple(
        _waiting(unit, revision, row, 0)
        for revision, row in _newest_in(unit, State.CHANGES_REQUESTED)
        if actor.id in author_ids(unit, revision)
    )


@dataclass(frozen=True)
class Approved:
    """An approved text that nobody has published yet; `holds` says whether it still may be."""

    waiting: Waiting
    holds: bool


def approved_texts(unit: Unit, actor: Actor) -> tuple[Approved, ...]:
    """Return what the actor may publish."""
    counting = Counting(unit)
    return tuple(
        Approved(_waiting(unit, revision, row, 0), counting.holds(revision))
        for revision, row in _newest_in(unit, State.APPROVED)
        if may(actor, Verb.PUBLISH, Matter(kind=revision.thing.kind))
    )


def _newest_in(unit: Unit, state: State) -> Iterator[tuple[Revision, StateChange]]:
    """Yield the newest text of each thing whose newest state is `state`, the oldest first."""
    last_row = (
        select(func.max(StateChange.id))
        .where(StateChange.revision_id == Revision.id)
        .correlate(Revision)
        .scalar_subquery()
    )
    other = select(Revision.thing_id, func.max(Revision.number).label("number")).group_by(
        Revision.thing_id
    )
    newest = other.subquery()
    query = (
        select(Revision, StateChange)
        .join(StateChange, StateChange.id == last_row)
        .join(
            newest,
            (newest.c.thing_id == Revision.thing_id) & (newest.c.number == Revision.number),
        )
        .join(Thing, Thing.id == Revision.thing_id)
        .where(StateChange.state == state)
        .order_by(StateChange.id)
    )
    for row in unit.session.execute(query):
        yield row.Revision, row.StateChange


def _waiting(unit: Unit, revision: Revision, row: StateChange, days: int) -> Waiting:
    due = review_due(unit, row.at, days)
    return Waiting(
        revision_id=revision.id,
        kind=ThingKind(revision.thing.kind),
        key=revision.thing.key,
        title=revision.title,
        author=name_of(unit, revision.author_id),
        since=row.at,
        due_on=due,
        is_overdue=due < unit.today,
        why=row.why,
    )


def name_of(unit: Unit, user_id: int | None) -> str:
    """Return how a person is called; nobody is the operator."""
    if user_id is None:
        return "the operator"
    user = unit.session.get_one(User, user_id)
    return user.full_name or user.name

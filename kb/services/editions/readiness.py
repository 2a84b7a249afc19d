"""How ready we are for a coming edition: what was written for its day, what waits and for whom.

What the edition would outdate is ready once something approved takes over on its day. The rest is
listed with where it stands, and who has to decide by when: the last day before.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select

from kb.models import Edition, Provision, Revision, StateChange, Thing
from kb.services.actor import Actor
from kb.services.editions.read_edition import Head, head_of, name_of
from kb.services.editions.read_impact import cited_in
from kb.services.editions.stored import find_edition
from kb.services.editions.told import Told, agents_told, waits_to_be_told
from kb.services.law.nodes import citation_of
from kb.services.permits import Matter, may
from kb.services.propagation.coverage import Mark, provision_marks
from kb.services.propagation.impact import Impact, Touched, impact
from kb.services.review.clarifications.reading import ClarificationView, open_clarifications
from kb.services.unit import Unit
from kb.text.markup import to_text
from kb.vocabulary import SHOWN, OriginalKind, State, ThingKind, Verb

WAITING = frozenset({State.DRAFT, State.IN_REVIEW, State.CHANGES_REQUESTED, State.APPROVED})
"""States of words that were begun and do not take over yet."""
MOST_LISTED = 50
"""Provisions without an answer that one page lists."""
LAW = frozenset({OriginalKind.ACT, OriginalKind.REGULATION})


@dataclass(frozen=True)
class Waiting:
    """Something that is not ready: how far it is, and whose turn it is."""

    touched: Touched
    state: State | None  # None: nobody has begun
    turn: str


@dataclass(frozen=True)
class Unanswered:
    """A provision of the coming text for which nothing will be said, and how it begins."""

    eid: str
    citation: str
    words: str


@dataclass(frozen=True)
class Readiness:
    """How ready we are for the day of an edition."""

    head: Head
    ready: tuple[Touched, ...]
    waiting: tuple[Waiting, ...]
    to_check: int
    marks: tuple[tuple[Mark, int], ...]  # of the provisions of the coming text
    open_provisions: int
    unanswered: tuple[Unanswered, ...]  # the first of them, in order
    cited: Mapping[str, str]
    may_write: bool
    is_released: bool
    told: Told | None
    to_tell: bool  # the viewer may tell agents, and nobody has
    clarifications: tuple[ClarificationView, ...]
    decide_by: date

    @property
    def done(self) -> int:
        """How many of what the edition touches is ready."""
        return len(self.ready)

    @property
    def total(self) -> int:
        """How much the edition touches."""
        return len(self.ready) + len(self.waiting)


def read_readiness(unit: Unit, actor: Actor, edition_id: int) -> Readiness:
    """Return how ready we are for one edition, for who may read drafts of it."""
    edition = find_edition(unit, actor, edition_id)
    return readiness(unit, actor, edition)


def readiness(unit: Unit, actor: Actor, edition: Edition) -> Readiness:
    """Return how ready we are for `edition`; rights are the caller's to check."""
    head, found = head_of(unit, edition), impact(unit, edition)
    marked = _marks(unit, edition)
    marks = [mark for _, mark in marked]
    bare = [eid for eid, mark in marked if mark is Mark.OPEN]
    return Readiness(
        head=head,
        ready=found.made_ready,
        waiting=_waiting(unit, found, edition),
        to_check=len(found.checks),
        marks=tuple((mark, marks.count(mark)) for mark in Mark if marks.count(mark)),
        open_provisions=len(bare),
        unanswered=_unanswered(unit, edition, bare[:MOST_LISTED]),
        cited=cited_in(found),
        may_write=head.state in SHOWN and may(actor, Verb.WRITE, Matter(kind=ThingKind.ANSWER)),
        is_released=head.state is State.PUBLISHED,
        told=agents_told(unit, actor, edition),
        to_tell=waits_to_be_told(unit, actor, edition),
        clarifications=_clarifications(unit, actor, edition),
        decide_by=edition.in_force_from - timedelta(days=1),
    )


def _waiting(unit: Unit, found: Impact, edition: Edition) -> tuple[Waiting, ...]:
    return tuple(_one_waiting(unit, one, edition) for one in found.outdated)


def _one_waiting(unit: Unit, touched: Touched, edition: Edition) -> Waiting:
    newest = _newest(unit, touched.kind, touched.key)
    if newest is None or newest[1] not in WAITING:
        return Waiting(touched, None, "nobody has begun: trainers write it")
    revision, state = newest
    return Waiting(touched, state, _turn(unit, revision, state, touched, edition))


def _turn(unit: Unit, revision: Revision, state: State, touched: Touched, edition: Edition) -> str:
    """Say in words who has to do something next."""
    author = name_of(unit, revision.author_id)
    if state is State.IN_REVIEW:
        return _reviewers(touched.kind, edition)
    if state is State.APPROVED:
        return "a trainer publishes it"
    return f"{author} writes"


def _reviewers(kind: ThingKind, edition: Edition) -> str:
    if kind is ThingKind.TERM:
        return "another trainer or compliance decides"
    if kind is ThingKind.PROCESS or OriginalKind(edition.kind) not in LAW:
        return "the department's partner or compliance decides"
    return "compliance decides"


def _newest(unit: Unit, kind: ThingKind, key: str) -> tuple[Revision, State] | None:
    """Return the newest revision of a thing with its newest state."""
    query = (
        select(Revision)
        .join(Thing, Revision.thing_id == Thing.id)
        .where(Thing.kind == kind, Thing.key == key, Revision.created_at <= unit.now)
        .order_by(Revision.number.desc())
        .limit(1)
    )
    revision = unit.session.scalars(query).first()
    if revision is None:
        return None
    last = select(func.max(StateChange.id)).where(
        StateChange.revision_id == revision.id, StateChange.at <= unit.now
    )
    state = unit.session.scalar(
        select(StateChange.state).where(StateChange.id == last.scalar_subquery())
    )
    return (revision, State(state)) if state else None


def _marks(unit: Unit, edition: Edition) -> tuple[tuple[str, Mark], ...]:
    """Return (eid, mark) of each provision with words of its own, on the edition's day."""
    return provision_marks(_on_its_day(unit, edition.in_force_from), edition)


def _unanswered(unit: Unit, edition: Edition, eids: list[str]) -> tuple[Unanswered, ...]:
    query = select(Provision).where(Provision.edition_id == edition.id, Provision.eid.in_(eids))
    return tuple(
        Unanswered(one.eid, citation_of(edition, one), one.heading or to_text(one.text))
        for one in unit.session.scalars(query.order_by(Provision.position))
    )


def _on_its_day(unit: Unit, day: date) -> Unit:
    """Return the unit as at the beginning of a coming day: what is planned by then has happened."""
    morning = datetime.combine(day, time.min, tzinfo=unit.zone)
    return replace(unit, now=max(morning, unit.now), as_of=None)


def _clarifications(unit: Unit, actor: Actor, edition: Edition) -> tuple[ClarificationView, ...]:
    """Return the open questions about this text; only for who may ask or answer them."""
    if not may(actor, Verb.ASK_CLARIFICATION) and not may(actor, Verb.CLARIFY):
        return ()
    return open_clarifications(unit, actor, edition_id=edition.id)

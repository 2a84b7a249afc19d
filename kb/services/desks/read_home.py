"""What matters to somebody after signing in: doors to where their work is, with what waits there.

A door is None for who does not hold its role. No figure is about a person but the person's own
(I9): what waits for them.
"""

from dataclasses import dataclass

from sqlalchemy import func, select

from kb.models import Chain, User
from kb.services.actor import Actor
from kb.services.desks.coming import coming_to_write
from kb.services.desks.for_calls import CallsDoor, read_calls
from kb.services.desks.queues import outdated_queue
from kb.services.desks.scope import scope_of
from kb.services.editions.read_work import read_work
from kb.services.permits import ORIGINAL, Matter, may, require
from kb.services.propagation.links import shown_things
from kb.services.propagation.outdated import outdated
from kb.services.publishing.standing import Standing
from kb.services.reading.read_kpi import MissionPage, read_kpis, read_mission
from kb.services.review.clarifications.reading import clarifications_to_answer
from kb.services.review.ending.corrections import READERS, read_corrections
from kb.services.review.waiting import changes_requested, waiting_reviews
from kb.services.unit import Unit
from kb.vocabulary import Role, ThingKind, Verb


@dataclass(frozen=True)
class BenchDoor:
    """For a trainer: what came back to them, what is behind the law, what is to make ready."""

    requested: int
    outdated: int
    coming: int


@dataclass(frozen=True)
class DeskDoor:
    """For compliance, or with `name` for a department: what the desk holds."""

    name: str
    outdated: int
    coming: int
    clarifications: int


@dataclass(frozen=True)
class ReviewDoor:
    """For who reviews: what waits for their decision, and how much of it is overdue."""

    waiting: int
    overdue: int


@dataclass(frozen=True)
class Measures:
    """For a lead: KPIs as (slug, title), and what serves the mission."""

    kpis: tuple[tuple[str, str], ...]
    mission: MissionPage | None


@dataclass(frozen=True)
class Works:
    """For an admin: how the house itself stands."""

    accounts: int
    audit_entries: int
    index_waits: int  # changes that the index has not taken in yet


@dataclass(frozen=True)
class HomePage:
    """The doors of one person. `corrections` are open ones, None for who does not read them."""

    calls: CallsDoor | None
    bench: BenchDoor | None
    desk: DeskDoor | None
    reviews: ReviewDoor | None
    corrections: int | None
    measures: Measures | None
    works: Works | None


def read_home(unit: Unit, actor: Actor, *, index_sequence: int, review_days: int) -> HomePage:
    """Return what matters to `actor`; `index_sequence` is how far the search index has come."""
    require(actor, Verb.READ)
    return HomePage(
        calls=read_calls(unit, actor) if actor.has(Role.AGENT) else None,
        bench=_bench(unit, actor) if actor.has(Role.TRAINER) else None,
        desk=_desk(unit, actor) if has_desk(actor) else None,
        reviews=_reviews(unit, actor, review_days) if _reviews_anything(actor) else None,
        corrections=_corrections(unit, actor) if actor.has(*READERS) else None,
        measures=_measures(unit, actor) if actor.has(Role.LEAD) else None,
        works=_works(unit, index_sequence) if actor.has(Role.ADMIN) else None,
    )


def has_desk(actor: Actor) -> bool:
    """True for compliance, and for a partner who belongs to a department."""
    own = Matter(kind="desk", department_id=actor.department_id)
    return may(actor, Verb.WRITE, Matter(kind=ORIGINAL)) or may(actor, Verb.CLARIFY, own)


def _reviews_anything(actor: Actor) -> bool:
    here = actor.department_id
    return any(may(actor, Verb.REVIEW, Matter(kind=kind, department_id=here)) for kind in ThingKind)


def _bench(unit: Unit, actor: Actor) -> BenchDoor:
    return BenchDoor(
        requested=len(changes_requested(unit, actor)),
        outdated=_outdated_everywhere(unit),
        coming=sum(row.waits for row in coming_to_write(unit, actor)),
    )


def _outdated_everywhere(unit: Unit) -> int:
    law, every = Standing.of_day(unit), shown_things(unit)
    return sum(len(outdated(unit, kind, shown, standing=law)) for kind, shown in every.items())


def _desk(unit: Unit, actor: Actor) -> DeskDoor:
    scope = scope_of(unit, actor)
    work = read_work(unit, actor)
    return DeskDoor(
        name=scope.name,
        outdated=len(outdated_queue(unit, scope, Standing.of_day(unit))),
        coming=len(work.coming),
        clarifications=len(clarifications_to_answer(unit, actor)),
    )


def _reviews(unit: Unit, actor: Actor, review_days: int) -> ReviewDoor:
    waiting = waiting_reviews(unit, actor, review_days=review_days)
    return ReviewDoor(len(waiting), sum(one.is_overdue for one in waiting))


def _corrections(unit: Unit, actor: Actor) -> int:
    return sum(one.is_open for one in read_corrections(unit, actor))


def _measures(unit: Unit, actor: Actor) -> Measures:
    kpis = tuple((record.slug, record.title) for record in read_kpis(unit, actor))
    return Measures(kpis, read_mission(unit, actor))


def _works(unit: Unit, index_sequence: int) -> Works:
    chain = unit.session.get_one(Chain, 1)
    accounts = unit.session.scalar(select(func.count()).where(User.is_active)) or 0
    waits = max(0, chain.outbox_sequence - index_sequence)
    return Works(accounts, chain.audit_count, waits)

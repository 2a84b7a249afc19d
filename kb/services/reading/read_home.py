"""What matters to somebody after signing in, by the roles they hold: what waits, before what is.

A section is None for who does not hold its role. No figure is about a person (I9).
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from kb.models import Chain, Edition, EditionState, Original, Provision, User
from kb.services.actor import Actor
from kb.services.permits import require
from kb.services.propagation.coverage import Mark, read_coverage
from kb.services.publishing.published import editions_in_force
from kb.services.reading.read_department import department_slug
from kb.services.reading.read_kpi import MissionPage, read_kpis, read_mission
from kb.services.reading.shelves import AnswerRow, OriginalRow, every_answer, originals_of
from kb.services.unit import Unit
from kb.text.provisions import BlockKind
from kb.vocabulary import Role, State, Verb


@dataclass(frozen=True)
class GapRow:
    """An original with provisions that have no answer, or only an outdated one."""

    slug: str
    title: str
    open: int
    outdated: int


@dataclass(frozen=True)
class ComingRow:
    """An edition whose day has not come."""

    slug: str
    title: str
    in_force_from: date
    is_released: bool  # agents may see it already


@dataclass(frozen=True)
class Bench:
    """For a trainer: what is out of step, and what is not answered, most first."""

    outdated: tuple[AnswerRow, ...]
    gaps: tuple[GapRow, ...]


@dataclass(frozen=True)
class Desk:
    """For compliance: what is coming, what it left behind, what is in force."""

    coming: tuple[ComingRow, ...]
    outdated: tuple[AnswerRow, ...]
    originals: tuple[OriginalRow, ...]


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
    """The sections of one person, and the slug of their department as a partner."""

    bench: Bench | None
    desk: Desk | None
    department: str
    measures: Measures | None
    works: Works | None


def read_home(unit: Unit, actor: Actor, *, index_sequence: int) -> HomePage:
    """Return what matters to `actor`; `index_sequence` is how far the search index has come."""
    require(actor, Verb.READ)
    return HomePage(
        bench=_bench(unit) if actor.has(Role.TRAINER) else None,
        desk=_desk(unit) if actor.has(Role.COMPLIANCE) else None,
        department=department_slug(unit, actor) if actor.has(Role.PARTNER) else "",
        measures=_measures(unit, actor) if actor.has(Role.LEAD) else None,
        works=_works(unit, index_sequence) if actor.has(Role.ADMIN) else None,
    )


def _bench(unit: Unit) -> Bench:
    gaps = [_gaps(unit, slug, one) for slug, one in editions_in_force(unit).items()]
    waiting = (row for row in gaps if row.open or row.outdated)
    return Bench(_outdated(unit), tuple(sorted(waiting, key=_most_first)))


def _most_first(row: GapRow) -> tuple[int, str]:
    return -row.open - row.outdated, row.title


def _outdated(unit: Unit) -> tuple[AnswerRow, ...]:
    return tuple(row for row in every_answer(unit) if row.is_outdated)


def _gaps(unit: Unit, slug: str, edition: Edition) -> GapRow:
    coverage = read_coverage(unit, edition)
    columns = select(Provision.eid, Provision.blocks).where(Provision.edition_id == edition.id)
    marks = [
        coverage.mark(eid)
        for eid, blocks in unit.session.execute(columns)
        if any(kind != BlockKind.CHILD for kind, _ in blocks)
    ]
    return GapRow(slug, edition.title, marks.count(Mark.OPEN), marks.count(Mark.OUTDATED))


def _desk(unit: Unit) -> Desk:
    return Desk(_coming(unit), _outdated(unit), originals_of(unit, lambda _: True))


def _coming(unit: Unit) -> tuple[ComingRow, ...]:
    """Return the newest version of each edition whose day is to come, next first."""
    newest = (
        select(func.max(EditionState.id))
        .where(EditionState.edition_id == Edition.id, EditionState.at <= unit.now)
        .correlate(Edition)
        .scalar_subquery()
    )
    query = (
        select(Original.slug, Edition.title, Edition.in_force_from, EditionState.state)
        .join(Original, Edition.original_id == Original.id)
        .join(EditionState, EditionState.id == newest)
        .where(Edition.in_force_from > unit.today)
        .where(EditionState.state.in_((State.SCHEDULED, State.PUBLISHED)))
        .order_by(Edition.in_force_from, Original.slug, Edition.version)
    )
    found = {
        (slug, day): ComingRow(slug, title, day, state == State.PUBLISHED)
        for slug, title, day, state in unit.session.execute(query)
    }
    return tuple(found.values())


def _measures(unit: Unit, actor: Actor) -> Measures:
    kpis = tuple((record.slug, record.title) for record in read_kpis(unit, actor))
    return Measures(kpis, read_mission(unit, actor))


def _works(unit: Unit, index_sequence: int) -> Works:
    chain = unit.session.get_one(Chain, 1)
    accounts = unit.session.scalar(select(func.count()).where(User.is_active)) or 0
    waits = max(0, chain.outbox_sequence - index_sequence)
    return Works(accounts, chain.audit_count, waits)

"""Queues of a desk: what is outdated, to be checked, put right; what hurts callers most, first."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from kb.models import Revision, StateChange, Thing
from kb.services.actor import Actor
from kb.services.desks.scope import Scope
from kb.services.propagation.outdated import Outdated, outdated
from kb.services.propagation.to_check import ToCheck, to_check
from kb.services.publishing.standing import Standing
from kb.services.review.ending.corrections import READERS, CorrectionView, read_corrections
from kb.services.review.ending.times_shown import read_often
from kb.services.unit import Unit
from kb.vocabulary import Size, State, ThingKind

LATELY = timedelta(days=14)


@dataclass(frozen=True)
class OutdatedRow:
    """Something that agents are told is behind the law; `times` it was opened in four weeks."""

    kind: ThingKind
    key: str
    title: str
    language: str
    size: Size
    changed_on: date
    times: int


@dataclass(frozen=True)
class WithdrawnRow:
    """Something that was withdrawn lately, and why."""

    kind: ThingKind
    key: str
    title: str
    language: str
    at: datetime
    why: str


def outdated_queue(unit: Unit, scope: Scope, law: Standing) -> tuple[OutdatedRow, ...]:
    """Return what is outdated: opened most often first, and of those the larger change first."""
    rows = [row for kind in scope.things for row in _outdated(unit, scope, law, kind)]
    return tuple(sorted(rows, key=_most_harm_first))


def check_queue(unit: Unit, scope: Scope, law: Standing) -> tuple[ToCheck, ...]:
    """Return what is to be checked against a change beside it."""
    return tuple(
        one
        for kind, shown in scope.things.items()
        for one in to_check(unit, kind, shown, standing=law)
    )


def withdrawn_lately(unit: Unit, scope: Scope) -> tuple[WithdrawnRow, ...]:
    """Return what was withdrawn in the last two weeks, the newest first."""
    query = (
        select(StateChange, Revision, Thing)
        .join(Revision, Revision.id == StateChange.revision_id)
        .join(Thing, Thing.id == StateChange.thing_id)
        .where(StateChange.state == State.WITHDRAWN, StateChange.at > unit.now - LATELY)
        .order_by(StateChange.id.desc())
    )
    return tuple(
        WithdrawnRow(
            kind=ThingKind(thing.kind),
            key=thing.key,
            title=revision.title,
            language=revision.language,
            at=row.at,
            why=row.why,
        )
        for row, revision, thing in unit.session.execute(query)
        if scope.holds(revision)
    )


def open_corrections(unit: Unit, actor: Actor) -> tuple[CorrectionView, ...]:
    """Return the corrections that nobody has closed; () for who does not read them."""
    if not actor.has(*READERS):
        return ()
    return tuple(one for one in read_corrections(unit, actor) if one.is_open)


def _outdated(unit: Unit, scope: Scope, law: Standing, kind: ThingKind) -> list[OutdatedRow]:
    shown = scope.things[kind]
    found = outdated(unit, kind, shown, standing=law)
    times = read_often(unit, kind) if found else {}
    return [_row(kind, key, shown[key], why, times.get(key, 0)) for key, why in found.items()]


def _row(kind: ThingKind, key: str, revision: Revision, why: Outdated, times: int) -> OutdatedRow:
    return OutdatedRow(
        kind, key, revision.title, revision.language, why.size, why.changed_on, times
    )


def _most_harm_first(row: OutdatedRow) -> tuple[int, bool, date, str]:
    return -row.times, row.size is not Size.MAJOR, row.changed_on, row.title

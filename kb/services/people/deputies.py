"""Deputies: who looks after somebody's work while they are away.

A deputy sees what waits for the person beside their own. It gives no rights: whoever decides does
so with their own roles, never on their own words (I2); this is why both must hold a role that the
work needs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import aliased

from kb.errors import InvalidError, NotFoundError
from kb.models import Deputy, User, UserRole
from kb.services.actor import Actor
from kb.services.people.users import find_user, load_actor
from kb.services.permits import require
from kb.services.unit import Unit
from kb.text.dates import day_words
from kb.vocabulary import Role, Verb

LONGEST_DAYS = 366
WORKING = frozenset({Role.TRAINER, Role.COMPLIANCE, Role.PARTNER, Role.LEAD})
"""Roles that work waits for."""


@dataclass(frozen=True)
class DeputyRow:
    """A time in which somebody stands in; `until` is the last day. Names are as colleagues know."""

    id: int
    person: str
    deputy: str
    starts: date
    until: date
    is_now: bool


@dataclass(frozen=True)
class DeputyPage:
    """One's own deputies, whom one stands in for, and who could be asked: (account, full name)."""

    mine: tuple[DeputyRow, ...]
    standing_in: tuple[DeputyRow, ...]
    candidates: tuple[tuple[str, str], ...]
    today: date


def name_deputy(unit: Unit, actor: Actor, name: str, *, starts: date, until: date) -> Deputy:
    """Let the account `name` stand in for the actor from `starts` to the end of `until`.

    Raises InvalidError for days that are past or the wrong way round, and for somebody who holds
    none of the roles that the actor's work needs; NotFoundError, NotAllowedError.
    """
    require(actor, Verb.NAME_DEPUTY)
    _check_days(unit, starts, until)
    chosen = find_user(unit, name)
    deputy = load_actor(unit, chosen.id)
    if not chosen.is_active or not _can_stand_in(deputy, actor):
        raise InvalidError(
            f"{deputy.full_name or deputy.name} cannot stand in for you: choose somebody who "
            "holds one of your roles (for a department, in the same one)."
        )
    row = Deputy(user_id=actor.id, deputy_id=deputy.id, starts=starts, until=until)
    unit.session.add(row)
    unit.session.flush()
    details = {"deputy": deputy.name, "starts": starts.isoformat(), "until": until.isoformat()}
    unit.record(actor, "name_deputy", f"user:{actor.name}", details=details)
    return row


def end_deputy(unit: Unit, actor: Actor, deputy_row_id: int) -> None:
    """Let a time in which somebody stands in for the actor, or the actor for them, end yesterday.

    Raises NotFoundError for a time that is over, or that is between other people.
    """
    require(actor, Verb.NAME_DEPUTY)
    row = unit.session.get(Deputy, deputy_row_id)
    if row is None or actor.id not in {row.user_id, row.deputy_id} or row.until < unit.today:
        raise NotFoundError("That deputy is not there: the time is over, or it is not yours.")
    row.until = unit.today - timedelta(days=1)
    deputy = unit.session.get_one(User, row.deputy_id)
    person = unit.session.get_one(User, row.user_id)
    unit.record(actor, "end_deputy", f"user:{person.name}", details={"deputy": deputy.name})


def read_deputies(unit: Unit, actor: Actor) -> DeputyPage:
    """Return the actor's deputies now and to come, whom they stand in for, and whom to ask."""
    require(actor, Verb.NAME_DEPUTY)
    return DeputyPage(
        mine=_rows(unit, Deputy.user_id == actor.id),
        standing_in=_rows(unit, Deputy.deputy_id == actor.id),
        candidates=_candidates(unit, actor),
        today=unit.today,
    )


def stands_in_for(unit: Unit, actor: Actor) -> tuple[Actor, ...]:
    """Return who is away today and has the actor as deputy, while both still share a role."""
    away = _actors(unit, select(Deputy.user_id).where(Deputy.deputy_id == actor.id, *_today(unit)))
    return tuple(person for person in away if _can_stand_in(actor, person))


def deputies_of(unit: Unit, user_id: int) -> tuple[Actor, ...]:
    """Return who stands in today for the person with this id, while both still share a role."""
    query = select(Deputy.deputy_id).where(Deputy.user_id == user_id, *_today(unit))
    person = load_actor(unit, user_id)
    return tuple(one for one in _actors(unit, query) if _can_stand_in(one, person))


def _can_stand_in(deputy: Actor, person: Actor) -> bool:
    shared = deputy.roles & person.roles & WORKING
    if deputy.id == person.id or not shared:
        return False
    same_place = deputy.department_id == person.department_id
    return shared != {Role.PARTNER} or same_place


def _check_days(unit: Unit, starts: date, until: date) -> None:
    if until < starts:
        raise InvalidError("The last day is before the first one. Change one of them.")
    if until < unit.today:
        raise InvalidError(f"{day_words(until)} is past. Choose a last day from today on.")
    if (until - starts).days > LONGEST_DAYS:
        raise InvalidError("A deputy stands in for a year at most. Choose an earlier last day.")


def _today(unit: Unit) -> tuple[ColumnElement[bool], ...]:
    return Deputy.starts <= unit.today, Deputy.until >= unit.today


def _actors(unit: Unit, ids: Select[int]) -> Iterable[Actor]:
    active = select(User.id).where(User.id.in_(ids), User.is_active).order_by(User.name)
    return [load_actor(unit, user_id) for user_id in unit.session.scalars(active).all()]


def _rows(unit: Unit, condition: ColumnElement[bool]) -> tuple[DeputyRow, ...]:
    person, deputy = aliased(User), aliased(User)
    query = (
        select(Deputy, person, deputy)
        .join(person, person.id == Deputy.user_id)
        .join(deputy, deputy.id == Deputy.deputy_id)
        .where(condition, Deputy.until >= unit.today)
        .order_by(Deputy.starts, Deputy.id)
    )
    return tuple(
        DeputyRow(
            id=row.id,
            person=away.full_name or away.name,
            deputy=stands_in.full_name or stands_in.name,
            starts=row.starts,
            until=row.until,
            is_now=row.starts <= unit.today,
        )
        for row, away, stands_in in unit.session.execute(query)
    )


def _candidates(unit: Unit, actor: Actor) -> tuple[tuple[str, str], ...]:
    """Return (account, full name) of who could stand in, by full name."""
    holding = select(UserRole.user_id).where(UserRole.role.in_(actor.roles & WORKING))
    people = (person for person in _actors(unit, holding) if _can_stand_in(person, actor))
    found = ((person.name, person.full_name or person.name) for person in people)
    return tuple(sorted(found, key=lambda pair: pair[1].casefold()))

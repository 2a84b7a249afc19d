"""Shifts: until when a person worked the time before, so that they are told what changed since.

Sessions are deleted when they end, so the moment one was last used is kept with its person first.
Nobody but the person is ever shown it, and nothing counts it (I9).
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select, update

from kb.models import User, WebSession
from kb.services.actor import Actor
from kb.services.unit import Unit

SHIFT_BREAK = timedelta(hours=4)
"""Whoever was away for less is still in the same shift: a meal, a meeting, a new browser."""


def keep_last_use(unit: Unit, *gone: ColumnElement[bool]) -> None:
    """Keep with their people when the sessions that meet `gone` were last used."""
    query = select(WebSession.user_id, func.max(WebSession.seen_at)).group_by(WebSession.user_id)
    for user_id, seen_at in unit.session.execute(query.where(*gone)).all():
        earlier = or_(User.last_seen_at.is_(None), User.last_seen_at < seen_at)
        unit.session.execute(
            update(User).where(User.id == user_id, earlier).values(last_seen_at=seen_at)
        )


def begin_shift(unit: Unit, actor: Actor) -> None:
    """Note at sign-in that a shift begins, unless the one before has hardly ended."""
    keep_last_use(unit, WebSession.user_id == actor.id)
    last = unit.session.scalar(select(User.last_seen_at).where(User.id == actor.id))
    if last is not None and unit.now - last >= SHIFT_BREAK:
        unit.session.execute(update(User).where(User.id == actor.id).values(worked_until=last))


def worked_until(unit: Unit, actor: Actor) -> datetime | None:
    """Return when the actor's shift before this one ended; None in the first one."""
    return unit.session.scalar(select(User.worked_until).where(User.id == actor.id))

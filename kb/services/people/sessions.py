"""Sessions of signed-in browsers: started, found, kept alive, listed and ended by their owner.

The browser holds a random token of 256 bits; the database holds only its SHA-256, so a copy of
the database signs nobody in. A session ends when it was idle too long, at its absolute limit,
when its owner ends it or changes the password, and when the account is made inactive.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, delete, select, update

from kb.errors import NotFoundError
from kb.models import User, WebSession
from kb.services.actor import Actor
from kb.services.people.shifts import begin_shift, keep_last_use
from kb.services.people.users import FACTS, make_actor
from kb.services.unit import Unit

TOKEN_BYTES = 32
BROWSER_CHARS = 200  # the column's width
VISIT = (
    WebSession.id,
    WebSession.content,
    WebSession.browser,
    WebSession.created_at,
    WebSession.seen_at,
)
"""Columns, not entities: every request reads them, and this way takes a third of the time."""
LIVING = (  # written once: to write a statement costs as much time as to run it
    select(*VISIT, *(column.label(f"user_{column.key}") for column in FACTS))
    .join(User, User.id == WebSession.user_id)
    .where(WebSession.token_hash == bindparam("hash"))
    .where(WebSession.expires_at > bindparam("now"))
    .where(WebSession.seen_at > bindparam("idle_since"))
    .where(User.is_active)
)


@dataclass(frozen=True)
class Lifetime:
    """How long a session lives at most, and how long unused."""

    absolute: timedelta
    idle: timedelta


@dataclass(frozen=True)
class Visit:
    """One session of one person. `content` belongs to the web; it holds no secrets."""

    id: int
    actor: Actor
    content: dict[str, Any]
    browser: str
    created_at: datetime
    seen_at: datetime


def hash_token(token: str) -> str:
    """Return what is stored of a random token: SHA-256, which needs no salt at 256 bits."""
    return sha256(token.encode()).hexdigest()


def start_session(
    unit: Unit, actor: Actor, *, lifetime: Lifetime, browser: str, content: dict[str, Any]
) -> str:
    """Start a session for `actor` and return its token, which is shown to nobody else again.

    Sessions whose time is over are swept out at the same moment, everybody's. After a long break
    it is a new shift.
    """
    _delete(unit, WebSession.expires_at <= unit.now)
    begin_shift(unit, actor)
    token = token_urlsafe(TOKEN_BYTES)
    unit.session.add(
        WebSession(
            token_hash=hash_token(token),
            user_id=actor.id,
            content=content,
            browser=browser[:BROWSER_CHARS],
            created_at=unit.now,
            seen_at=unit.now,
            expires_at=unit.now + lifetime.absolute,
        )
    )
    return token


def find_session(unit: Unit, token: str, *, lifetime: Lifetime) -> Visit | None:
    """Return the living session of `token`; None when it ended, idled out or never was."""
    asked = {"hash": hash_token(token), "now": unit.now, "idle_since": unit.now - lifetime.idle}
    row = unit.session.execute(LIVING, asked).first()
    return None if row is None else _visit(row, make_actor(unit, row[len(VISIT) :]))


def my_sessions(unit: Unit, actor: Actor, *, lifetime: Lifetime) -> list[Visit]:
    """List the actor's living sessions, the one used last first. Nobody else's can be listed."""
    rows = unit.session.execute(
        select(*VISIT)
        .where(WebSession.user_id == actor.id)
        .where(WebSession.expires_at > unit.now)
        .where(WebSession.seen_at > unit.now - lifetime.idle)
        .order_by(WebSession.seen_at.desc(), WebSession.id.desc())
    )
    return [_visit(row, actor) for row in rows]


def keep_content(unit: Unit, session_id: int, content: dict[str, Any]) -> None:
    """Store what the web wants to remember in this session."""
    unit.session.execute(
        update(WebSession).where(WebSession.id == session_id).values(content=content)
    )


def note_seen(unit: Unit, session_id: int, at: datetime) -> None:
    """Note that a session was used at `at`; never moves the moment back."""
    unit.session.execute(
        update(WebSession)
        .where(WebSession.id == session_id, WebSession.seen_at < at)
        .values(seen_at=at)
    )


def sign_out(unit: Unit, actor: Actor, session_id: int) -> None:
    """End the session that the actor signs out of. Raises NotFoundError for anybody else's."""
    drop_session(unit, actor, session_id)
    unit.record(actor, "sign_out", f"user:{actor.name}", details={})


def end_session(unit: Unit, actor: Actor, session_id: int) -> None:
    """End one of the actor's own sessions. Raises NotFoundError for anybody else's."""
    drop_session(unit, actor, session_id)
    unit.record(actor, "end_session", f"user:{actor.name}", details={})


def drop_session(unit: Unit, actor: Actor, session_id: int) -> None:
    """Take away a session that another one takes the place of: no deed, so no audit entry.

    Raises NotFoundError for anybody else's.
    """
    mine = WebSession.id == session_id, WebSession.user_id == actor.id
    if _delete(unit, *mine) == 0:
        raise NotFoundError("That session is not there: it has ended already, or is not yours.")


def end_other_sessions(unit: Unit, actor: Actor, *, keep_id: int | None = None) -> int:
    """End all sessions of the actor but `keep_id`; return how many ended."""
    assert_person(actor)
    others = WebSession.user_id == actor.id, WebSession.id != (keep_id or 0)
    count = _delete(unit, *others)
    if count:
        details = {"sessions": count}
        unit.record(actor, "end_other_sessions", f"user:{actor.name}", details=details)
    return count


def assert_person(actor: Actor) -> None:
    """Raise NotFoundError for the operator, who has no account and so no sessions."""
    if actor.id is None:
        raise NotFoundError("The operator has no account, and so no sessions.")


def _delete(unit: Unit, *which: ColumnElement[bool]) -> int:
    """End the sessions that meet `which`, and return how many did."""
    keep_last_use(unit, *which)
    ended = unit.session.execute(delete(WebSession).where(*which).returning(WebSession.id))
    return len(ended.all())


def _visit(row: Row[Any], actor: Actor) -> Visit:
    return Visit(
        id=row.id,
        actor=actor,
        content=dict(row.content),
        browser=row.browser,
        created_at=row.created_at,
        seen_at=row.seen_at,
    )

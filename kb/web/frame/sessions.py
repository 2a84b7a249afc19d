"""Flask's sessions on our table, and who a request comes from.

Signed in, the browser holds nothing but a random token; everything else is in `web_session`.
Before that it holds Flask's own signed cookie with nothing in it but the key of the sign-in
form, so that nobody can fill the database without signing in. Signing in always makes a new
session; a token from before is never taken over.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from secrets import token_hex
from typing import TypedDict, TypeVar, cast

from flask import Flask, Request, Response, current_app, g, request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from werkzeug.wrappers import Response as BaseResponse

from kb.errors import BusyError, NotFoundError
from kb.services.actor import Actor
from kb.services.house import House
from kb.services.late_writer import LateWriter
from kb.services.people.sessions import (
    Lifetime,
    Visit,
    drop_session,
    find_session,
    keep_content,
    note_seen,
    start_session,
)
from kb.services.people.tokens import actor_of_token
from kb.services.unit import Unit
from kb.settings import Settings
from kb.web.frame.house import house

log = logging.getLogger(__name__)

LATE_WRITER = "kb_late_writer"
SEEN_EVERY_S = 60
API = "/api/"
CLOCKED = frozenset({"/api/v1/changes", "/healthz"})
UNATTENDED = "X-Unattended"  # sent with what an open page asks because something changed
BEARER = "bearer"
FORM_KEY = "csrf_token"  # where Flask-WTF looks, in the session and in `g`

Reply = TypeVar("Reply", bound=BaseResponse)


class CookieMarks(TypedDict):
    """The attributes of the session's cookie."""

    path: str
    secure: bool
    httponly: bool
    samesite: str


class VisitSession(SecureCookieSession):
    """The session of somebody signed in; a dict that is kept in the database."""

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit.content)
        self.visit = visit


class TableSessions(SecureCookieSessionInterface):
    """Opens and keeps sessions by the token in the browser's cookie."""

    def __init__(self, parts: House, late: LateWriter) -> None:
        self._store = parts.store
        self._lifetime = lifetime(parts.settings)
        self._cookie = session_cookie(parts.settings)
        self._late = late

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return the living session of the request's cookie, or one of nobody."""
        token = request.cookies.get(self._cookie, "")
        if token and not request.path.startswith(f"{app.static_url_path}/"):
            with self._store.read() as unit:
                visit = find_session(unit, token, lifetime=self._lifetime)
                if visit is not None:
                    if not is_unattended(request):
                        self._note_seen(unit, visit)
                    return VisitSession(visit)
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep what changed: in the table when signed in, else in the signed cookie."""
        if not isinstance(session, VisitSession):
            super().save_session(app, cast("SecureCookieSession", session), response)
        elif session.modified:
            self._keep(session)

    def _keep(self, session: VisitSession) -> None:
        """Keep what is in the session; a message lost is better than a deed told as failed."""
        try:
            with self._store.touch() as unit:
                keep_content(unit, session.visit.id, dict(session))
        except BusyError:
            log.warning("the database is busy: what a page wanted to say next is not kept")

    def _note_seen(self, unit: Unit, visit: Visit) -> None:
        if (unit.now - visit.seen_at).total_seconds() >= SEEN_EVERY_S:
            note = partial(note_seen, session_id=visit.id, at=unit.now)
            self._late.note(("session", visit.id), note)


def init_app(app: Flask, parts: House) -> None:
    """Put our sessions on `app`, and find out who asks before each request."""
    late = LateWriter(parts.store)
    app.extensions[LATE_WRITER] = late
    prefix = "__Host-" if parts.settings.behind_https else ""
    app.config.update(
        SESSION_COOKIE_NAME=f"{prefix}before",
        SESSION_COOKIE_SECURE=parts.settings.behind_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
    )
    app.session_interface = TableSessions(parts, late)
    app.before_request(_recognise)


def lifetime(settings: Settings) -> Lifetime:
    """Return how long sessions live under these settings."""
    return Lifetime(
        absolute=timedelta(hours=settings.session_hours),
        idle=timedelta(minutes=settings.session_idle_minutes),
    )


def session_cookie(settings: Settings) -> str:
    """Return the name of the cookie; over HTTPS its prefix pins it to this host and path."""
    return "__Host-session" if settings.behind_https else "session"


def visit() -> Visit | None:
    """Return the session this request belongs to; None when signed out or with a token."""
    return session.visit if isinstance(session, VisitSession) else None


def is_unattended(request: Request) -> bool:
    """True when a clock asks and not a person: a session is not used by that, only read.

    Who claims so falsely only shortens their own session.
    """
    return request.path in CLOCKED or UNATTENDED in request.headers


def is_by_token() -> bool:
    """True when a bearer token speaks for somebody: no browser, so nothing to forge."""
    return bool(g.get(BEARER, False))


def has_ended_session() -> bool:
    """True when the browser holds the token of a session that is no more."""
    return visit() is None and session_cookie(house().settings) in request.cookies


def begin(actor: Actor, reply: Callable[[], Reply]) -> Reply:
    """Start a new session for `actor`, end the one before, and hand the browser its token.

    `reply` makes the answer once the new session's form key is in place: its forms will work.
    """
    parts, key = house(), token_hex()
    with parts.store.touch() as unit:
        _end_this(unit)
        browser = request.user_agent.string
        life, content = lifetime(parts.settings), {FORM_KEY: key}
        token = start_session(unit, actor, lifetime=life, browser=browser, content=content)
    _take_on(actor, key)
    response = reply()
    session.clear()  # what was before signing in; the new session is read by the next request
    response.set_cookie(session_cookie(parts.settings), token, **cookie_marks(parts.settings))
    return response


def forget(response: Reply) -> Reply:
    """Take the token, and what a tab kept of its call, out of the browser.

    The caller ended the session.
    """
    settings = house().settings
    response.headers["Clear-Site-Data"] = '"storage"'
    response.delete_cookie(session_cookie(settings), **cookie_marks(settings))
    return response


def cookie_marks(settings: Settings) -> CookieMarks:
    """Return how the session's cookie is set: out of reach of scripts and of other sites."""
    return CookieMarks(path="/", secure=settings.behind_https, httponly=True, samesite="Lax")


def late_writer() -> LateWriter:
    """Return the current app's writer of what can wait."""
    return cast("LateWriter", current_app.extensions[LATE_WRITER])


def _end_this(unit: Unit) -> None:
    before = visit()
    if before is not None:
        with suppress(NotFoundError):  # a new password ended it already
            drop_session(unit, before.actor, before.id)


def _take_on(actor: Actor, key: str) -> None:
    """Let the rest of this request be the new session's."""
    session.clear()
    session[FORM_KEY] = key
    g.pop(FORM_KEY, None)
    g.actor = actor


def _recognise() -> None:
    found = visit()
    g.actor = found.actor if found is not None else None
    given = request.authorization
    if given is not None and given.type == BEARER and request.path.startswith(API):
        with house().store.read() as unit:
            g.actor = actor_of_token(unit, given.token or "")
        g.bearer = True

"""GET /api/v1/changes?since=MARK says whether anything changed that a page may be showing.

Open pages ask every 700 ms; nearly every reply is an empty 304. It is given before session and
routes are touched: three hundred open pages would else keep a processor busy with asking. The
mark is sealed with the site's key, so only who was once told it can hold it, and all that a 304
tells is that it still stands. Whoever holds another mark must be signed in.
"""

from collections.abc import Iterable
from hashlib import sha256
from hmac import new as hmac
from http import HTTPStatus
from typing import TYPE_CHECKING, cast

from flask import Blueprint, Flask, Response, current_app, jsonify, request

from kb.services.publishing.changes import Watch
from kb.web.frame import security

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

blueprint = Blueprint("api_changes", __name__, url_prefix="/api/v1")
WATCH = "kb_watch"
PATH = "/api/v1/changes"
UNCHANGED = f"{HTTPStatus.NOT_MODIFIED.value} {HTTPStatus.NOT_MODIFIED.phrase}"
HEADERS = [
    *security.HEADERS.items(),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("Cache-Control", "no-store"),
]


class Marks:
    """The mark of what is shown now, and the short way for those who hold it already."""

    def __init__(self, watch: Watch, key: bytes, app: "WSGIApplication") -> None:
        self._watch = watch
        self._key = key
        self._app = app
        self._sealed = (-1, "")  # a count and its mark; replaced as one, so threads need no lock

    def now(self) -> str:
        """Return the present mark; it is at most a tenth of a second old."""
        return self._seal(self._watch.count())

    def __call__(self, environ: "WSGIEnvironment", respond: "StartResponse") -> Iterable[bytes]:
        """Answer who holds the present mark; hand everybody else on to the application."""
        if environ.get("PATH_INFO") == PATH and environ.get("REQUEST_METHOD") == "GET":
            count = self._watch.quick_count()
            if count is not None and environ.get("QUERY_STRING") == f"since={self._seal(count)}":
                respond(UNCHANGED, [*HEADERS])
                return ()
        return self._app(environ, respond)

    def _seal(self, count: int) -> str:
        sealed_count, mark = self._sealed
        if sealed_count != count:
            mark = hmac(self._key, f"changes {count}".encode(), sha256).hexdigest()
            self._sealed = (count, mark)
        return mark


@blueprint.record_once
def _start_watch(state: object) -> None:
    """Give the app its one watch when the blueprint is registered."""
    app: Flask = state.app  # type: ignore[attr-defined] # a BlueprintSetupState; Flask exports no name for it
    parts = app.extensions["kb"]
    watch = Watch(parts.store, lambda: parts.engine.sequence)
    marks = Marks(watch, _key(app), app.wsgi_app)
    app.extensions[WATCH] = marks
    app.wsgi_app = marks  # type: ignore[assignment,method-assign] # Flask's documented way


@blueprint.app_template_global()
def changes_now() -> str:
    """Return the mark that a page starts from (for templates)."""
    return cast("Marks", current_app.extensions[WATCH]).now()


@blueprint.get("/changes")
def changes() -> Response:
    """Answer {"now": MARK}, or 304 without a body when `since` is the mark already."""
    now = changes_now()
    if request.args.get("since") == now:
        return Response(status=HTTPStatus.NOT_MODIFIED)
    return jsonify(now=now)


def _key(app: Flask) -> bytes:
    key = app.secret_key or b""
    return key if isinstance(key, bytes) else key.encode()

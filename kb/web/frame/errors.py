"""What went wrong, in plain words: one table from errors to a status, one page, JSON for /api/.

Log lines hold no customer's words: no form, no query, and of an unexpected error its kind and
place but not its message. Its page shows a reference that stands in the log.
"""

import logging
from html import escape
from http import HTTPStatus
from secrets import token_hex
from traceback import extract_tb
from typing import NamedTuple

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response as BaseResponse

from kb import errors
from kb.web.frame.actor import viewer
from kb.web.frame.returning import form_to_keep, is_asked_by_script, send_again_page
from kb.web.frame.sessions import API

log = logging.getLogger(__name__)

STATUSES: dict[type[errors.KbError], HTTPStatus] = {
    errors.NotFoundError: HTTPStatus.NOT_FOUND,
    errors.NotAllowedError: HTTPStatus.FORBIDDEN,
    errors.InvalidError: HTTPStatus.BAD_REQUEST,
    errors.ConflictError: HTTPStatus.CONFLICT,
    errors.ThrottledError: HTTPStatus.TOO_MANY_REQUESTS,
    errors.LibraryError: HTTPStatus.BAD_REQUEST,
    errors.BusyError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.EndpointError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.IndexBrokenError: HTTPStatus.SERVICE_UNAVAILABLE,
}
"""Any other KbError is ours to mend: 500."""


class Words(NamedTuple):
    """A page's heading, what happened, and what to do."""

    title: str
    what: str
    mend: str


BACK = "Go back and try again, or start from the first page."
WORDS: dict[int, Words] = {
    400: Words("That could not be read", "What was sent is not what this page takes.", BACK),
    401: Words("Sign in first", "Nobody is signed in here.", "Sign in, then try again."),
    403: Words(
        "That is not yours to do",
        "Your role does not let you see or do this. Ask your team lead.",
        "The menu lists the places that are there for your role.",
    ),
    404: Words(
        "Nothing is here",
        "There is no page at this address, or it is not published.",
        "Search for what you need from the first page.",
    ),
    405: Words("That cannot be done here", "This address does not take that request.", BACK),
    409: Words("Somebody was faster", "It was changed in the meantime.", "Look at it again."),
    413: Words(
        "That is too large",
        "More was sent than this site takes at once.",
        "Send a smaller file or less text.",
    ),
    414: Words(
        "That address is too long",
        "The address holds more than this site reads.",
        "Search for a few words instead.",
    ),
    429: Words("Too fast", "There were too many requests at once.", "Wait, then try again."),
    500: Words(
        "Something broke on our side",
        "It is not your doing, and nothing you had saved is lost.",
        "Try again. If it stays, give the reference below to whoever runs this site.",
    ),
    503: Words("Not ready", "A part of this site is not there at the moment.", "Wait a minute."),
}
MENDS = {
    400: "Mend what is named, and send it again.",
    401: "Send a bearer token, or the cookie of a session.",
    404: "Look at the address again.",
}
"""What a program is told to do, where a person would be told of pages."""
FORM_TOO_OLD = "This form was opened before you signed in, or your browser refuses cookies."


def init_app(app: Flask) -> None:
    """Put the pages on `app`, and keep Flask's own log line, with its message, out of the log."""
    app.register_error_handler(errors.KbError, _on_kb_error)
    app.register_error_handler(CSRFError, _on_csrf_error)
    app.register_error_handler(HTTPException, _on_http_error)
    app.register_error_handler(InternalServerError, _on_broken)
    app.logger.addFilter(_without_messages)


def _on_kb_error(error: errors.KbError) -> BaseResponse:
    status = next((code for kind, code in STATUSES.items() if isinstance(error, kind)), None)
    if status is None:
        return _on_broken(InternalServerError(original_exception=error))
    if isinstance(error, errors.NotAllowedError | errors.ThrottledError):
        _log_refusal(type(error).__name__)
    response = _kept(error) or _answer(status, what=_printable(str(error)))
    if isinstance(error, errors.ThrottledError | errors.BusyError):
        response.headers["Retry-After"] = str(error.wait_s)
    return response


def _log_refusal(kind: str) -> None:
    """Note who was refused what, for whoever looks for attacks; no address, so no words."""
    who = viewer()
    log.warning("refused: %s, account %s, %s", kind, who and who.id, request.endpoint)


def _kept(error: errors.KbError) -> BaseResponse | None:
    """Show what was written again when all that was wrong is the moment."""
    if not isinstance(error, errors.BusyError) or viewer() is None or is_asked_by_script():
        return None
    kept = form_to_keep()
    if kept is None:
        return None
    return send_again_page(HTTPStatus.SERVICE_UNAVAILABLE, kept, why=str(error))


def _printable(message: str) -> str:
    """Show control characters of an address as what they are: unreadable."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in message)


def _on_csrf_error(error: CSRFError) -> BaseResponse:
    """Refuse, but lose no text: from our own page it is shown again, to be sent by a click."""
    _log_refusal(type(error).__name__)
    kept = form_to_keep() if viewer() else None
    if kept is not None:
        return send_again_page(HTTPStatus.BAD_REQUEST, kept)
    return _answer(HTTPStatus.BAD_REQUEST, what=FORM_TOO_OLD)


def _on_http_error(error: HTTPException) -> BaseResponse:
    if error.response is not None or error.code is None:
        return error.get_response()
    response = _answer(error.code)
    for name, value in error.get_headers():
        if name not in {"Content-Type", "Content-Length"}:
            response.headers[name] = value
    if error.code == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _on_broken(error: InternalServerError) -> Response:
    reference = token_hex(4)
    cause = error.original_exception or error
    place = " < ".join(
        f"{f.filename}:{f.lineno}" for f in reversed(extract_tb(cause.__traceback__))
    )
    log.error("reference %s: %s at %s", reference, type(cause).__name__, place)
    return _answer(HTTPStatus.INTERNAL_SERVER_ERROR, reference=reference)


def _answer(status: int, *, what: str = "", reference: str = "") -> Response:
    words = WORDS.get(status, WORDS[400 if status < HTTPStatus.INTERNAL_SERVER_ERROR else 500])
    said = words._replace(what=what or words.what)
    if request.path.startswith(API):
        mend = MENDS.get(status, MENDS[400] if said.mend == BACK else said.mend)
        body = {"status": int(status), "what": said.what, "mend": mend}
        return make_response(
            jsonify(error=body | ({"reference": reference} if reference else {})), status
        )
    return make_response(_page(said, reference), status)


def _page(said: Words, reference: str) -> str:
    try:
        return render_template("errors/error.html", said=said, reference=reference)
    except Exception as error:
        if current_app.testing and request.routing_exception is None:
            raise
        log.warning("error page without its layout: %s", type(error).__name__)
        return _bare_page(said, reference)


def _bare_page(said: Words, reference: str) -> str:
    """Return the page with nothing that could fail: no layout, no links, no session."""
    page = (
        '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        "<h1>{title}</h1><p>{what}</p><p>{mend}</p><p>{reference}</p></html>"
    )
    words = said._asdict() | {"reference": reference}
    return page.format(**{name: escape(text) for name, text in words.items()})


def _without_messages(record: logging.LogRecord) -> bool:
    return not record.exc_info

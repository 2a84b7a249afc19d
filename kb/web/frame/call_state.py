"""What is known of the caller while the call lasts: verified or not, and nothing about who it is.

It is kept in the server's session, for each tab by itself: somebody who answers three chats at
once must not tell the second customer what only the first has proved to be allowed to hear. A
tab names its call in a header, or for whole pages in a cookie that it renews whenever it is
touched. Without JavaScript there is no such name, and the session has one call.
"""

import re

from flask import Blueprint, request, session
from werkzeug.wrappers import Response

from kb.errors import InvalidError
from kb.vocabulary import Verification
from kb.web.frame import event_date
from kb.web.frame.staying import stay

blueprint = Blueprint("call_state", __name__)

CALLS = "calls"  # in the session: {name of a call: verification}
COOKIE, HEADER = "call", "X-Call"
MOST_CALLS = (
    12  # more than anybody talks in at once; the oldest is forgotten, that is: not verified
)
NAME = re.compile(r"[0-9a-f]{1,40}")


@blueprint.app_template_global()
def this_call() -> str:
    """Return the name of the call that the request belongs to; "" where it has none."""
    name = request.headers.get(HEADER) or request.cookies.get(COOKIE, "")
    return name if NAME.fullmatch(name) else ""


@blueprint.app_template_global()
def verification() -> Verification:
    """Return what the caller of this call has shown so far."""
    known = session.get(CALLS, {})
    return Verification(known.get(this_call(), Verification.NOT_VERIFIED))


def set_verification(state: Verification) -> None:
    """Keep `state` for this call, until it changes or the call ends."""
    calls = {name: kept for name, kept in session.get(CALLS, {}).items() if name != this_call()}
    if state is not Verification.NOT_VERIFIED:
        calls[this_call()] = state.value
    session[CALLS] = dict(list(calls.items())[-MOST_CALLS:])


@blueprint.post("/call/verification")
def verify() -> Response:
    """Keep what the agent says of the caller. Raises InvalidError on anything else."""
    said = request.form.get("verification", "")
    if said not in set(Verification):
        raise InvalidError(f"verification must be one of {', '.join(Verification)}.")
    set_verification(Verification(said))
    return _done()


@blueprint.post("/call/new")
def begin() -> Response:
    """Begin a new call: nothing is known of the caller, and it is today."""
    set_verification(Verification.NOT_VERIFIED)
    return event_date.forget(_done())


def _done() -> Response:
    return Response(status=204) if request.headers.get(HEADER) else stay()

"""Staying on the page: small forms (a preference, the caller's verification) lead back to it.

A page that came by POST (`/search`) is made again from the same words, which ride along in the
form and never in the address.
"""

from flask import redirect, request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from kb.web.frame.returning import return_path

SEARCH = "/search"
AGAIN = 307  # the browser sends the same form once more


def this_page() -> str:
    """Return the address that leads back to the page being shown (for templates)."""
    if request.method == "POST":
        return SEARCH if request.path == SEARCH else "/"
    return request.full_path if request.query_string else request.path


def these_words() -> str:
    """Return the words of a search that came by POST, "" elsewhere (for templates)."""
    if request.path != SEARCH:
        return ""
    try:
        return request.form.get("q", "")
    except RequestEntityTooLarge:  # the page that says so has its small forms too
        return ""


def stay() -> Response:
    """Answer a small form by the page that it was on: its `next`, within this site."""
    target = return_path(request.form.get("next", "/"))
    return redirect(target, AGAIN if target == SEARCH else 303)

"""Who asks: signed in by session, or by bearer token below /api/. Decided once a request.

Every route wants somebody signed in, unless its view is marked `@public`. What they may do then
is decided in the services (`permits.may`), not here.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import current_app, g, request

from kb.errors import NotAllowedError
from kb.services.actor import Actor

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = "kb_is_public"
STATIC = "static"


def public(view: View) -> View:
    """Mark a view that needs nobody signed in. Put it below the route's decorator."""
    setattr(view, PUBLIC, True)
    return view


def actor() -> Actor:
    """Return who is signed in. Raises NotAllowedError where nobody is (public pages only)."""
    found = viewer()
    if found is None:
        raise NotAllowedError("Sign in first.")
    return found


def viewer() -> Actor | None:
    """Return who is signed in; None on a public page that nobody signed in for."""
    return cast("Actor | None", g.get("actor"))


def is_public_route() -> bool:
    """True when the current request's route needs nobody signed in, or there is no route."""
    if request.endpoint is None:
        return True  # the 404 or 405 says no more than that
    view = current_app.view_functions[request.endpoint]
    return request.endpoint == STATIC or bool(getattr(view, PUBLIC, False))

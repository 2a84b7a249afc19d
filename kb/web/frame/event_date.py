"""When did it happen? The event's date picks the law of that day (I7), for each tab by itself.

A page says which day it shows, in its bar and in `data-event`. What it asks for by script repeats
that day in a header, so that no piece of a page ever shows another day's law than its bar says.
Whole pages go by a cookie, which the tab that was touched last renews; an address may name the
day itself, as `as_of=2025-07-01`. Nothing is kept on the server.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http import HTTPStatus
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from flask import Blueprint, Flask, g, request
from werkzeug.wrappers import Response

from kb.errors import InvalidError
from kb.services.unit import Unit
from kb.web.frame.actor import viewer
from kb.web.frame.house import house
from kb.web.frame.returning import is_asked_by_script
from kb.web.frame.staying import stay, this_page
from kb.web.frame.units import page_unit

blueprint = Blueprint("event_date", __name__)

COOKIE, HEADER, FIELD = "event_date", "X-Event-Date", "as_of"
FOLLOWED = "event_date_followed"  # in `g`: this page shows the law of the event's date


def asked_date() -> date | None:
    """Return the day whose law counts; None for today. Raises InvalidError on what is no day."""
    if FIELD in request.args:
        said = request.args[FIELD]
    elif HEADER in request.headers:
        said = request.headers[HEADER]
    else:
        return _not_today(_kept())
    return _not_today(read_day(said)) if said.strip() else None


@blueprint.app_template_global()
def event_date() -> date | None:
    """Return the day whose law counts; None for today, and where no day was named (for pages)."""
    try:
        return asked_date()
    except InvalidError:  # the page that says so has its bar too
        return None


@blueprint.app_template_global()
def today() -> date:
    """Return the day it is in the library's time zone."""
    return house().store.today


@blueprint.app_template_global()
def follows_event_date() -> bool:
    """True where the page being shown is made for the event's date."""
    return bool(g.get(FOLLOWED))


@blueprint.app_template_global()
def page_without_date() -> str:
    """Return the address of this page, without a day that it may name."""
    parts = urlsplit(this_page())
    query = [(name, value) for name, value in parse_qsl(parts.query) if name != FIELD]
    return urlunsplit(parts._replace(query=urlencode(query)))


@contextmanager
def reading() -> Iterator[Unit]:
    """Open a unit that reads the law of the event's date, and let the page's bar say so."""
    day = asked_date()
    with page_unit(day) as unit:
        setattr(g, FOLLOWED, True)
        yield unit


def read_day(text: str) -> date:
    """Return the day that `text` writes as 2025-07-01. Raises InvalidError."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise InvalidError(f"“{text[:40]}” is no day. Write it as 2025-07-01.") from None


@blueprint.post("/call/event-date")
def keep() -> Response:
    """Keep the day that `event_date` names for this call; empty is today."""
    said = request.form.get("event_date", "")
    return _keep(stay(), read_day(said) if said.strip() else None)


def forget(response: Response) -> Response:
    """Let a new call begin today."""
    return _keep(response, None)


def init_app(app: Flask) -> None:
    """Let pages whose address names a day keep it for what is opened from them."""
    app.after_request(_follow_address)


def _follow_address(response: Response) -> Response:
    is_page = request.method == "GET" and response.status_code == HTTPStatus.OK
    if is_page and FIELD in request.args and viewer() and not is_asked_by_script():
        return _keep(response, event_date())
    return response


def _keep(response: Response, day: date | None) -> Response:
    if day is None:
        response.delete_cookie(COOKIE, samesite="Lax")
    else:
        secure = house().settings.behind_https
        response.set_cookie(COOKIE, day.isoformat(), secure=secure, samesite="Lax")
    return response


def _kept() -> date | None:
    try:
        return date.fromisoformat(request.cookies.get(COOKIE, ""))
    except ValueError:
        return None


def _not_today(day: date | None) -> date | None:
    return None if day == house().store.today else day

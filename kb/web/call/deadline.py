"""By when? The last day of a period: a panel of the open answer, and a page without scripts."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template, request

from kb.errors import InvalidError
from kb.text.deadlines import Counting, Deadline, Period, Span, deadline, read_period
from kb.web.frame.call_state import HEADER
from kb.web.frame.event_date import read_day
from kb.web.frame.house import house

blueprint = Blueprint("deadline", __name__)


@blueprint.app_template_global()
def period_spans() -> list[Span]:
    """Return what periods are counted in (for templates)."""
    return list(Span)


@blueprint.app_template_global()
def ways_of_counting() -> list[Counting]:
    """Return whether the first day may count (for templates)."""
    return list(Counting)


@dataclass(frozen=True)
class Found:
    """A period with the day it runs from, and when it ends."""

    start: date
    period: Period
    counting: Counting
    end: Deadline


@blueprint.get("/deadline")
def ask() -> str:
    """Show the form alone."""
    return render_template("deadline/deadline.html", found=None)


@blueprint.post("/deadline")
def find() -> str:
    """Show when the period ends that the form names; alone for the page that is open."""
    found = _find()
    is_piece = HEADER in request.headers
    return render_template(f"deadline/{'_result' if is_piece else 'deadline'}.html", found=found)


def _find() -> Found:
    sent = request.form
    start = read_day(sent["start"]) if sent.get("start", "").strip() else house().store.today
    period = _period(sent.get("period") or f"{sent.get('count', '')} {sent.get('span', '')}")
    counting = _counting(sent.get("counting", Counting.AFTER))
    try:
        return Found(start, period, counting, deadline(start, period, counting))
    except OverflowError:
        raise InvalidError("That day is past the end of the calendar. Check the number.") from None


def _period(said: str) -> Period:
    period = read_period(said)
    if period is None:
        raise InvalidError("Write how long as a number from 1 to 9999 and a unit: 60 days.")
    return period


def _counting(said: str) -> Counting:
    if said not in set(Counting):
        raise InvalidError(f"counting must be one of {', '.join(Counting)}.")
    return Counting(said)

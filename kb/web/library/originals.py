"""Pages of the law: the shelf of originals, and every edition of each."""

from datetime import date

from flask import Blueprint, render_template

from kb.errors import NotFoundError
from kb.services.reading.read_original import read_original, read_shelf
from kb.web.frame.actor import actor
from kb.web.frame.event_date import reading

blueprint = Blueprint("originals", __name__)


@blueprint.get("/o/")
def shelf() -> str:
    """List every original in force."""
    with reading() as unit:
        rows = read_shelf(unit, actor())
    return render_template("originals/shelf.html", rows=rows)


@blueprint.get("/o/<original>")
def in_force(original: str) -> str:
    """Show the edition in force today, or on the event's date; anchors are eids."""
    return _show(original, None)


@blueprint.get("/o/<original>/<in_force_from>")
def edition(original: str, in_force_from: str) -> str:
    """Show the edition in force from a day, past or coming."""
    return _show(original, _day(in_force_from))


def _show(original: str, day: date | None) -> str:
    with reading() as unit:
        page = read_original(unit, actor(), original, in_force_from=day)
    return render_template("originals/original.html", page=page)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotFoundError(
            f"“{text[:40]}” is no day. Write an edition's day as 2026-04-01."
        ) from None

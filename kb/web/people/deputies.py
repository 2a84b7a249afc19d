"""Who looks after one's work while one is away."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from kb.errors import InvalidError
from kb.services.people import deputies
from kb.web.frame.actor import actor
from kb.web.frame.house import house

blueprint = Blueprint("deputies", __name__, url_prefix="/deputies")


@blueprint.get("")
def mine() -> str:
    """Show who stands in for the person, and for whom they do."""
    with house().store.read() as unit:
        page = deputies.read_deputies(unit, actor())
    return render_template("deputies/mine.html", page=page)


@blueprint.post("")
def name() -> Response:
    """Name a deputy for some days."""
    chosen = request.form.get("deputy", "")
    starts, until = _day("starts"), _day("until")
    with house().store.change() as unit:
        deputies.name_deputy(unit, actor(), chosen, starts=starts, until=until)
    flash("Your deputy sees what waits for you in these days.")
    return redirect("/deputies", 303)


@blueprint.post("/<int:deputy>/end")
def end(deputy: int) -> Response:
    """End a time in which somebody stands in."""
    with house().store.change() as unit:
        deputies.end_deputy(unit, actor(), deputy)
    flash("That has ended.")
    return redirect("/deputies", 303)


def _day(field: str) -> date:
    text = request.form.get(field, "")
    try:
        return date.fromisoformat(text)
    except ValueError:
        which = "first" if field == "starts" else "last"
        raise InvalidError(f"Choose the {which} day, for example 2026-04-01.") from None

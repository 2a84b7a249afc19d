"""Pages of the meaning check: every original, and the answers of one with what to look at."""

from flask import Blueprint, redirect, render_template
from werkzeug import Response

from kb.services.desks.read_meaning import (
    HIGHEST_GRADE,
    begin_meaning,
    read_meaning,
    read_original_meaning,
)
from kb.web.frame.actor import actor
from kb.web.frame.house import house

blueprint = Blueprint("meaning", __name__)


@blueprint.get("/meaning")
def originals() -> str:
    """Show what the check says of each original, and how far it is."""
    parts = house()
    with parts.store.read() as unit:
        page = read_meaning(unit, actor(), parts.meaning)
    return render_template("meaning/originals.html", page=page)


@blueprint.post("/meaning")
def begin() -> Response:
    """Begin to compare what was not compared yet."""
    parts = house()
    with parts.store.read() as unit:
        begin_meaning(unit, actor(), parts.meaning)
    return redirect("/meaning", 303)


@blueprint.get("/meaning/<original>")
def answers(original: str) -> str:
    """Show what the check says of each answer of one original."""
    parts = house()
    with parts.store.read() as unit:
        row, page = read_original_meaning(unit, actor(), parts.meaning, original)
    return render_template("meaning/original.html", row=row, page=page, highest_grade=HIGHEST_GRADE)

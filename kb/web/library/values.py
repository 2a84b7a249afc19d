"""Amounts by date: the list of all, and each with its days, its basis and where it is printed."""

from flask import Blueprint, render_template

from kb.services.reading.read_values import read_value, read_values
from kb.web.frame.actor import actor
from kb.web.frame.event_date import reading

blueprint = Blueprint("values", __name__)


@blueprint.get("/values")
def shelf() -> str:
    """List every amount."""
    with reading() as unit:
        rows = read_values(unit, actor())
    return render_template("values/shelf.html", rows=rows)


@blueprint.get("/values/<value>")
def value(value: str) -> str:
    """Show one amount by date."""
    with reading() as unit:
        page = read_value(unit, actor(), value)
    return render_template("values/value.html", page=page)

"""Pages of the glossary: the lawyer's word, the plain word, where both stand."""

from flask import Blueprint, render_template

from kb.services.reading.read_term import read_term, read_terms
from kb.web.frame.actor import actor
from kb.web.frame.event_date import reading

blueprint = Blueprint("terms", __name__)


@blueprint.get("/t/")
def shelf() -> str:
    """List every term."""
    with reading() as unit:
        rows = read_terms(unit, actor())
    return render_template("terms/shelf.html", rows=rows)


@blueprint.get("/t/<term>")
def term(term: str) -> str:
    """Show one term."""
    with reading() as unit:
        page = read_term(unit, actor(), term)
    return render_template("terms/term.html", page=page)

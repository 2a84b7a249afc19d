"""The compliance desk and a department's: what waits, what is coming, what callers meet now."""

from flask import Blueprint, render_template, request

from kb.services.desks.read_desk import read_desk
from kb.services.desks.read_meaning import read_meaning
from kb.web.frame.actor import actor
from kb.web.frame.house import house

blueprint = Blueprint("desks", __name__)
LONGEST_NUMBER = len("99999")
DEPARTMENT = "department"


@blueprint.get("/desk")
def desk() -> str:
    """Show the person's desk; `of=department` is their department's, `shelf` a page of it."""
    parts = house()
    with parts.store.read() as unit:
        page = read_desk(
            unit,
            actor(),
            review_days=parts.settings.review_days,
            own_department=request.args.get("of") == DEPARTMENT,
            shelf=_number(request.args.get("shelf", "")),
        )
        meaning = None if page.department else read_meaning(unit, actor(), parts.meaning)
    return render_template("desks/desk.html", page=page, meaning=meaning)


def _number(text: str) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
    return int(text) if is_number else 1

"""Where somebody lands after signing in: agents on the call screen, others on what waits."""

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from kb.services.actor import Actor
from kb.services.reading.read_home import read_home
from kb.vocabulary import Role
from kb.web.actor import actor
from kb.web.house import house

blueprint = Blueprint("home", __name__)
CALL_SCREEN, HOME = "/", "/home"


@blueprint.app_template_global()
def first_page(who: Actor) -> str:
    """Return the address of a person's first page."""
    return CALL_SCREEN if who.has(Role.AGENT) else HOME


@blueprint.get(HOME)
def home() -> str | Response:
    """Show what matters to each role of the person; a partner alone goes to the department."""
    who, parts = actor(), house()
    with parts.store.read() as unit:
        page = read_home(unit, who, index_sequence=parts.engine.sequence)
    if page.department and who.roles == {Role.PARTNER}:
        return redirect(f"/departments/{page.department}", 303)
    return render_template("home/home.html", page=page)

"""Where somebody lands after signing in: agents on the call screen, others on what waits."""

from flask import Blueprint, render_template

from kb.services.actor import Actor
from kb.services.desks.read_home import read_home
from kb.vocabulary import Role
from kb.web.frame.actor import actor
from kb.web.frame.house import house

blueprint = Blueprint("home", __name__)
CALL_SCREEN, HOME = "/", "/home"


@blueprint.app_template_global()
def first_page(who: Actor) -> str:
    """Return the address of a person's first page."""
    return CALL_SCREEN if who.has(Role.AGENT) else HOME


@blueprint.get(HOME)
def home() -> str:
    """Show a door to each place where the person's work is, with what waits there."""
    parts = house()
    with parts.store.read() as unit:
        page = read_home(
            unit,
            actor(),
            index_sequence=parts.engine.sequence,
            review_days=parts.settings.review_days,
        )
    return render_template("home/home.html", page=page)

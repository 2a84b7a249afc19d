"""The page of what an agent may decide alone."""

from flask import Blueprint, render_template, request

from kb.services.reading.read_authorities import read_authorities
from kb.web.frame.actor import actor
from kb.web.frame.house import house

blueprint = Blueprint("decide", __name__)


@blueprint.get("/decide")
def decide() -> str:
    """List every authority; those of one department where `department` names it."""
    wanted = request.args.get("department", "")
    with house().store.read() as unit:
        page = read_authorities(unit, actor(), department=wanted)
    return render_template("decide/decide.html", page=page)

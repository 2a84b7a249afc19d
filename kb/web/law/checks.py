"""Clearing what was to be checked: somebody looked, and the words stay."""

from flask import Blueprint, flash, request
from werkzeug.wrappers import Response

from kb.errors import InvalidError
from kb.services.propagation.dependence import CheckCause
from kb.services.propagation.to_check import CheckName, clear_check
from kb.vocabulary import ThingKind
from kb.web.frame.actor import actor
from kb.web.frame.house import house
from kb.web.frame.staying import stay

blueprint = Blueprint("checks", __name__)


@blueprint.post("/checks")
def clear() -> Response:
    """Record that words were checked against a change and stay, and go back to the page."""
    name = _name()
    with house().store.change() as unit:
        clear_check(unit, actor(), name, reason=request.form.get("reason", ""))
    flash("Noted: the words were checked and stay.")
    return stay()


def _name() -> CheckName:
    sent = request.form
    try:
        return CheckName(
            kind=ThingKind(sent["kind"]),
            key=sent["key"],
            part=sent["part"],
            cause=CheckCause(sent["cause"]),
            edition_id=int(sent["edition_id"]),
            eid=sent["eid"],
        )
    except (KeyError, ValueError) as error:
        raise InvalidError("This form names no check. Open the answer again.") from error

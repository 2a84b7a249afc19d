"""Corrections: what follows words withdrawn as wrong, until people were put right."""

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from kb.services.review.ending.corrections import close_correction, own_correction, read_corrections
from kb.web.frame.actor import actor
from kb.web.frame.house import house

blueprint = Blueprint("corrections", __name__)


@blueprint.get("/corrections")
def corrections() -> str:
    """List every correction, open ones first."""
    with house().store.read() as unit:
        rows = read_corrections(unit, actor())
    return render_template("review/corrections.html", rows=rows)


@blueprint.post("/corrections/<int:correction_id>")
def press(correction_id: int) -> Response:
    """Take a correction on, or close it with what was done."""
    form = request.form
    with house().store.change() as unit:
        if form.get("do") == "close":
            close_correction(unit, actor(), correction_id, done=form.get("done", ""))
            said = "Closed."
        else:
            to_put_right = form.get("to_put_right", "")
            own_correction(unit, actor(), correction_id, to_put_right=to_put_right)
            said = "It is yours now."
    flash(said)
    return redirect(f"/corrections#correction-{correction_id}", 303)

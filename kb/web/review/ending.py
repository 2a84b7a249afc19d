"""What ends words: withdrawn at once because they are wrong, or retired in good order."""

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from kb.services.review.ending.ending import Wrong, read_ending, retire, withdraw
from kb.vocabulary import Verb
from kb.web.frame.actor import actor
from kb.web.frame.house import house
from kb.web.review.places import kind_named

blueprint = Blueprint("ending", __name__)


@blueprint.get("/withdraw/<kind>/<path:key>")
def ask_withdraw(kind: str, key: str) -> str:
    """Ask what is wrong, before words are taken away."""
    with house().store.read() as unit:
        page = read_ending(unit, actor(), kind_named(kind), key, Verb.WITHDRAW)
    return render_template("review/withdraw.html", page=page)


@blueprint.post("/withdraw/<kind>/<path:key>")
def do_withdraw(kind: str, key: str) -> Response:
    """Take words away at once; agents' open pages lose them within a second."""
    form = request.form
    wrong = Wrong(form.get("reason", ""), form.get("instead", ""), form.get("to_put_right", ""))
    with house().store.change() as unit:
        correction = withdraw(unit, actor(), kind_named(kind), key, wrong)
        number = correction.id if correction else None
    flash("Withdrawn. Agents cannot open it any more.")
    return redirect(f"/corrections#correction-{number}" if number else "/corrections", 303)


@blueprint.get("/retire/<kind>/<path:key>")
def ask_retire(kind: str, key: str) -> str:
    """Ask what replaces the words, or why nothing does."""
    with house().store.read() as unit:
        page = read_ending(unit, actor(), kind_named(kind), key, Verb.PUBLISH)
    return render_template("review/retire.html", page=page)


@blueprint.post("/retire/<kind>/<path:key>")
def do_retire(kind: str, key: str) -> Response:
    """Take words out of use."""
    form = request.form
    reason, replaced_by = form.get("reason", ""), form.get("replaced_by", "").strip()
    with house().store.change() as unit:
        retire(unit, actor(), kind_named(kind), key, reason=reason, replaced_by=replaced_by)
    flash("Retired. It is kept, and shown to nobody any more.")
    return redirect("/bench", 303)

"""Questions about a provision: asked from its page, answered by compliance or a department."""

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from kb.errors import InvalidError
from kb.services.review.clarifications import asking
from kb.services.review.clarifications.reading import (
    ClarificationView,
    prepare_clarification,
    read_clarification,
    read_clarifications,
    replies_to_see,
)
from kb.web.frame.actor import actor
from kb.web.frame.house import house

blueprint = Blueprint("clarifications", __name__, url_prefix="/clarifications")
LONGEST_ID = len("999999999")


@blueprint.app_template_global()
def replies_for_me() -> tuple[ClarificationView, ...]:
    """Return the answers that the viewer has not read yet (for templates)."""
    with house().store.read() as unit:
        return replies_to_see(unit, actor())


@blueprint.get("")
def mine() -> str:
    """List what the person has to answer, has asked, and was answered."""
    with house().store.read() as unit:
        page = read_clarifications(unit, actor())
    return render_template("clarifications/mine.html", page=page)


@blueprint.get("/new")
def new() -> str:
    """Show the form for a question about a provision: `edition` is its id, `eid` the place."""
    edition, eid = _edition(request.args.get("edition", "")), request.args.get("eid", "")
    with house().store.read() as unit:
        page = prepare_clarification(unit, actor(), edition, eid)
    return render_template("clarifications/new.html", page=page)


@blueprint.post("")
def ask() -> Response:
    """Put the question, and show it as it stands."""
    question = asking.Question(
        edition_id=_edition(request.form.get("edition", "")),
        eid=request.form.get("eid", ""),
        words=request.form.get("question", ""),
        department=request.form.get("department", ""),
    )
    parts = house()
    with parts.store.change() as unit:
        days = parts.settings.clarification_days
        row = asking.ask_clarification(unit, actor(), question, days=days)
        address = f"/clarifications/{row.id}"
    flash("Your question is with them. You will see the answer on your first page.")
    return redirect(address, 303)


@blueprint.get("/<int:clarification>")
def one(clarification: int) -> str:
    """Show one question with its provision and its answer."""
    with house().store.read() as unit:
        view = read_clarification(unit, actor(), clarification)
    return render_template("clarifications/one.html", view=view)


@blueprint.post("/<int:clarification>/reply")
def reply(clarification: int) -> Response:
    """Answer a question."""
    with house().store.change() as unit:
        words = request.form.get("reply", "")
        asking.reply_to_clarification(unit, actor(), clarification, words)
    flash("Answered. Who asked is told.")
    return redirect(f"/clarifications/{clarification}", 303)


@blueprint.post("/<int:clarification>/seen")
def seen(clarification: int) -> Response:
    """Note that who asked has read the answer."""
    with house().store.change() as unit:
        asking.see_reply(unit, actor(), clarification)
    return redirect("/clarifications", 303)


@blueprint.post("/<int:clarification>/take-back")
def take_back(clarification: int) -> Response:
    """Close a question that needs no answer any more."""
    with house().store.change() as unit:
        asking.take_back_clarification(unit, actor(), clarification)
    flash("Taken back: nobody needs to answer it.")
    return redirect("/clarifications", 303)


def _edition(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_ID):
        raise InvalidError("That names no edition. Ask from the page of the original.")
    return int(text)

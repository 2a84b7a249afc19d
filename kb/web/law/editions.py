"""Editions on their way: written, read as a tree, drafted, approved, published, released."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from kb.services.editions import deciding, publishing
from kb.services.editions.drafting import Drafted, draft_edition, set_aside
from kb.services.editions.opening import OpenForm, open_form, open_new
from kb.services.editions.read_edition import read_edition, read_text_page
from kb.services.editions.read_work import read_work
from kb.services.editions.written import FACTS, Written
from kb.web.frame.actor import actor
from kb.web.frame.house import house

blueprint = Blueprint("editions", __name__)
LISTS = frozenset({"topics"})
"""Facts that the form asks for by boxes to tick."""


@blueprint.get("/editions/")
def work() -> str:
    """List what is being written or reviewed, what is coming, and what there is to start from."""
    with house().store.read() as unit:
        page = read_work(unit, actor())
    return render_template("editions/work.html", page=page)


@blueprint.get("/editions/new")
def new() -> str:
    """Open the form: empty, or with the text of `original`; `corrects` is the day to correct."""
    slug, day = request.args.get("original", ""), request.args.get("corrects", "")
    with house().store.read() as unit:
        form = open_new(unit, actor(), slug, corrects=day)
    return render_template("editions/form.html", form=form, rival=None)


@blueprint.get("/editions/<int:edition_id>/edit")
def edit(edition_id: int) -> str:
    """Open the form with a draft's own text beside its tree."""
    with house().store.read() as unit:
        form = open_form(unit, actor(), edition_id)
    return render_template("editions/form.html", form=form, rival=None)


@blueprint.post("/editions/read")
def read() -> str:
    """Show the tree that a text is read as, and every problem; nothing is stored."""
    with house().store.read() as unit:
        form = OpenForm.of(unit, actor(), _written())
    return render_template("editions/form.html", form=form, rival=None)


@blueprint.post("/editions/")
def save() -> Response | tuple[str, int]:
    """Save what was written as a draft, or show again what is wrong with it."""
    with house().store.change() as unit:
        done = draft_edition(unit, actor(), _written())
        form = None if done.edition_id else OpenForm.again(unit, done.reading)
    if form is None:
        flash("Saved as a draft. No agent sees it.")
        return redirect(f"/editions/{done.edition_id}", 303)
    return render_template("editions/form.html", form=form, rival=done.rival), _status(done)


@blueprint.get("/editions/<int:edition_id>")
def overview(edition_id: int) -> str:
    """Show how an edition stands, what is left to do and what may be done."""
    with house().store.read() as unit:
        page = read_edition(unit, actor(), edition_id, second_eyes=house().settings.second_eyes)
    return render_template("editions/edition.html", page=page)


@blueprint.get("/editions/<int:edition_id>/text")
def text(edition_id: int) -> str:
    """Show the tree that a stored text was read as."""
    with house().store.read() as unit:
        page = read_text_page(unit, actor(), edition_id)
    return render_template("editions/text.html", page=page)


@blueprint.post("/editions/<int:edition_id>/submit")
def submit(edition_id: int) -> Response:
    """Hand a draft to a second pair of eyes."""
    return _do(edition_id, deciding.submit_edition, "Submitted for review.")


@blueprint.post("/editions/<int:edition_id>/take-back")
def take_back(edition_id: int) -> Response:
    """Make what was submitted or approved a draft again."""
    return _do(edition_id, deciding.take_back, "Taken back: it is a draft again.")


@blueprint.post("/editions/<int:edition_id>/review")
def review(edition_id: int) -> Response:
    """Approve, or request changes with a reason: the button pressed says which."""
    reason = request.form.get("reason", "")
    if request.form.get("decision") == "approve":
        done = "Approved. It can be published now."
        return _do(edition_id, deciding.approve_edition, done, reason=reason)
    return _do(edition_id, deciding.request_changes, "Sent back to the author.", reason=reason)


@blueprint.post("/editions/<int:edition_id>/publish")
def publish(edition_id: int) -> Response:
    """Publish: at once where its day has come, else scheduled."""
    eyes = house().settings.second_eyes
    why = request.form.get("why", "")
    done = "Published. It is the law from its day on."
    return _do(edition_id, publishing.publish_edition, done, second_eyes=eyes, why=why)


@blueprint.post("/editions/<int:edition_id>/release")
def release(edition_id: int) -> Response:
    """Let agents see a coming edition."""
    return _do(edition_id, publishing.release_edition, "Released: agents see it as coming.")


@blueprint.post("/editions/<int:edition_id>/withdraw")
def withdraw(edition_id: int) -> Response:
    """Withdraw an edition before its day."""
    why = request.form.get("why", "")
    return _do(edition_id, publishing.withdraw_edition, "Withdrawn: it never comes.", why=why)


@blueprint.post("/editions/<int:edition_id>/set-aside")
def put_away(edition_id: int) -> Response:
    """Put a draft away; its text stays readable."""
    return _do(edition_id, set_aside, "Put away.", why=request.form.get("why", ""))


def _do(edition_id: int, deed: Callable[..., object], done: str, **facts: object) -> Response:
    """Do one thing to an edition, and go back to its page."""
    with house().store.change() as unit:
        deed(unit, actor(), edition_id, **facts)
    flash(done)
    return redirect(f"/editions/{edition_id}", 303)


def _status(done: Drafted) -> int:
    return HTTPStatus.CONFLICT if done.rival else HTTPStatus.BAD_REQUEST


def _written() -> Written:
    """Return the form as it was sent. An uploaded file's words take the place of the text's."""
    form, file = request.form, request.files.get("file")
    facts = {
        name: " ".join(form.getlist(name)) if name in LISTS else form.get(name, "")
        for name in FACTS
    }
    return Written(
        text=form.get("text", "").replace("\r\n", "\n"),
        facts=facts,
        slug=form.get("slug", "").strip(),
        is_new=form.get("is_new") == "1",
        corrects=form.get("corrects") == "1",
        replaces=form.get("replaces", type=int),
        raw=file.read() if file and file.filename else b"",
    )

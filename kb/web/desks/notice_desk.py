"""Writing notices and letting them out: leads and compliance, always two people."""

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from kb.services.notices.deciding import agree, end_now, send_back, submit_typed, take_back_own
from kb.services.notices.from_edition import draft_notice, release_draft, submit_other_words
from kb.services.notices.read_notices import read_form
from kb.services.notices.writing import NoticeError, Typed, typed_from
from kb.web.frame.actor import actor
from kb.web.frame.house import house

blueprint = Blueprint("notice_desk", __name__, url_prefix="/notices")
LIST = "/notices"


@blueprint.get("/write")
def blank() -> str:
    """Show the form for a bulletin; `answer` names one that it lies on."""
    typed = Typed(answers=request.args.get("answer", ""))
    return _form("", typed, {})


@blueprint.post("/write")
def write() -> str | tuple[str, int] | Response:
    """Submit a new bulletin for a second person."""
    return _submit("")


@blueprint.get("/<notice>/write")
def change(notice: str) -> str:
    """Show the form with the newest text of a notice."""
    with house().store.read() as unit:
        page = read_form(unit, actor(), notice)
        typed = typed_from(page.record, unit) if page.record else Typed()
    return render_template("notices/write.html", page=page, typed=typed, problems={})


@blueprint.post("/<notice>/write")
def change_words(notice: str) -> str | tuple[str, int] | Response:
    """Submit the next text of a notice."""
    return _submit(notice)


@blueprint.post("/<notice>/end")
def end(notice: str) -> Response:
    """End a notice at once."""
    with house().store.change() as unit:
        end_now(unit, actor(), notice, request.form.get("reason", ""))
    flash("The notice has ended. It is gone from every open page.")
    return redirect(LIST, 303)


@blueprint.post("/proposals/<int:revision>/agree")
def agreed(revision: int) -> Response:
    """Let a notice out, as the second person."""
    with house().store.change() as unit:
        agree(unit, actor(), revision, request.form.get("hash", ""))
    flash("Released. Open call screens show it within a second or two, or from its start.")
    return redirect(LIST, 303)


@blueprint.post("/proposals/<int:revision>/send-back")
def sent_back(revision: int) -> Response:
    """Ask the author for other words."""
    with house().store.change() as unit:
        send_back(unit, actor(), revision, request.form.get("reason", ""))
    flash("Sent back, with your reason.")
    return redirect(LIST, 303)


@blueprint.post("/proposals/<int:revision>/take-back")
def taken_back(revision: int) -> Response:
    """Take one's own words back."""
    with house().store.change() as unit:
        take_back_own(unit, actor(), revision)
    flash("Taken back. Nobody can release it any more.")
    return redirect(LIST, 303)


@blueprint.get("/from/<int:edition>")
def draft(edition: int) -> str:
    """Show the notice that an edition makes."""
    with house().store.read() as unit:
        found = draft_notice(unit, actor(), edition)
        typed = typed_from(found.record, unit)
    return render_template("notices/draft.html", draft=found, typed=typed, problems={})


@blueprint.post("/from/<int:edition>")
def release(edition: int) -> Response:
    """Release the draft of an edition as it stands."""
    with house().store.change() as unit:
        release_draft(unit, actor(), edition, request.form.get("hash", ""))
    flash("Released. Agents are told, and asked to confirm.")
    return redirect(LIST, 303)


@blueprint.post("/from/<int:edition>/words")
def other_words(edition: int) -> Response | tuple[str, int]:
    """Submit other words for the notice of an edition, for a second person."""
    typed = _typed()
    try:
        with house().store.change() as unit:
            submit_other_words(unit, actor(), edition, typed)
    except NoticeError as error:
        with house().store.read() as unit:
            found = draft_notice(unit, actor(), edition)
        page = render_template(
            "notices/draft.html", draft=found, typed=typed, problems=error.problems
        )
        return page, 400
    return _submitted()


def _submit(slug: str) -> str | tuple[str, int] | Response:
    typed, base = _typed(), request.form.get("based_on", type=int)
    try:
        with house().store.change() as unit:
            submit_typed(unit, actor(), typed, slug=slug, based_on_id=base)
    except NoticeError as error:
        return _form(slug, typed, error.problems), 400
    return _submitted()


def _submitted() -> Response:
    flash("Submitted. It is live as soon as another lead or compliance agrees.")
    return redirect(LIST, 303)


def _form(slug: str, typed: Typed, problems: dict[str, str]) -> str:
    with house().store.read() as unit:
        page = read_form(unit, actor(), slug)
    return render_template("notices/write.html", page=page, typed=typed, problems=problems)


def _typed() -> Typed:
    sent = request.form
    return Typed(
        title=sent.get("title", ""),
        say=sent.get("say", ""),
        size=sent.get("size", ""),
        topics=tuple(sent.getlist("topic")),
        answers=sent.get("answers", ""),
        starts=sent.get("starts", ""),
        ends=sent.get("ends", ""),
        only_wording="wording" in sent,
    )

"""Sign-off: the law, the words, what changed; approve, ask for changes, publish, take back."""

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from kb.errors import InvalidError
from kb.services.review.deciding import Decision
from kb.services.review.findings.decisions import FindingVerdict, decide_finding
from kb.services.review.findings.looking import look_at_revision
from kb.services.review.publishing import publish_approved
from kb.services.review.sign_off import decide_on, find_revision, read_sign_off
from kb.services.review.submitting import take_back
from kb.services.review.waiting import read_queue
from kb.services.unit import Unit
from kb.vocabulary import State
from kb.web.frame.actor import actor
from kb.web.frame.house import house
from kb.web.review.places import deed_address, review_address

blueprint = Blueprint("review", __name__)
PUBLISHED = {
    State.PUBLISHED: "Published. Agents have it now.",
    State.SCHEDULED: "Scheduled. It takes over by itself when its edition comes into force.",
    State.IN_REVIEW: "Not published: the approval fell, because the law, the words or what was "
    "found in them are not those that were approved. It is back in review.",
}
DECIDED = {
    True: "Reason accepted, for these words and this law.",
    False: "Reason refused. Request changes, so that its author mends it or gives another one.",
}


@blueprint.get("/review")
def queue() -> str:
    """List what waits for the person's review, what is due first, first."""
    with house().store.read() as unit:
        rows = read_queue(unit, actor(), review_days=house().settings.review_days)
    return render_template("review/queue.html", rows=rows)


@blueprint.get("/review/<int:revision_id>")
def show(revision_id: int) -> str:
    """Show one text with the law, what changed, and everything that happened to it."""
    days = house().settings.review_days
    with house().store.read() as unit:
        page = read_sign_off(unit, actor(), revision_id, review_days=days)
        look = look_at_revision(unit, house().workshop, find_revision(unit, revision_id))
    return render_template("review/sign_off.html", page=page, look=look)


@blueprint.post("/review/<int:revision_id>")
def press(revision_id: int) -> Response:
    """Do what was pressed: decide on a finding or the text, publish or take back.

    The texts are read before the database is held, which is no time to load a language.
    """
    with house().store.read() as unit:
        look_at_revision(unit, house().workshop, find_revision(unit, revision_id))
    with house().store.change() as unit:
        said, target = _do(unit, revision_id, request.form.get("do", ""))
    flash(said)
    return redirect(target, 303)


def _do(unit: Unit, revision_id: int, deed: str) -> tuple[str, str]:
    """Return what to say and where to go."""
    here, workshop = review_address(revision_id), house().workshop
    match deed:
        case "accept_finding" | "refuse_finding":
            verdict = _verdict(accepts=deed == "accept_finding")
            decide_finding(unit, actor(), workshop, find_revision(unit, revision_id), verdict)
            return DECIDED[verdict.accepts], f"{here}#facts-title"
        case "approve":
            decision = _decision(State.APPROVED)
            decide_on(unit, actor(), revision_id, decision, workshop=workshop)
            return "Approved. Who wrote it can publish it now.", here
        case "request":
            decision = _decision(State.CHANGES_REQUESTED)
            decide_on(unit, actor(), revision_id, decision, workshop=workshop)
            return "Changes requested. The author finds them on their bench.", here
        case "publish":
            revision = find_revision(unit, revision_id)
            state = publish_approved(unit, actor(), revision, workshop=workshop)
            return PUBLISHED[state], here
        case "take_back":
            revision = find_revision(unit, revision_id)
            take_back(unit, actor(), revision)
            thing = revision.thing
            said = "Taken back. Change it, and submit it again."
            return said, deed_address("edit", thing.kind, thing.key)
    raise InvalidError("Press one of the buttons of the page.")


def _verdict(*, accepts: bool) -> FindingVerdict:
    form = request.form
    law, _, plain = form.get("texts", "").partition(" ")
    return FindingVerdict(form.get("finding", ""), accepts, form.get("said", ""), (law, plain))


def _decision(state: State) -> Decision:
    form = request.form
    quote = " ".join(form.get("quote", "").split())
    try:
        read = tuple(int(one) for one in form.get("read_against", "").split())
    except ValueError:
        raise InvalidError("This page is not ours. Open the review again.") from None
    return Decision(
        state=state,
        reason=form.get("reason", ""),
        passage={"quote": quote} if quote else {},
        content_hash=form.get("content_hash", ""),
        read_against=read,
    )

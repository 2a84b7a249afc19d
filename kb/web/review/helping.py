"""The editor's panel "Help with writing": what is pressed there, with and without a script.

The words of the form are saved first (`edit.press`); then one thing is done. A script asks for
the panel alone (`part=help`), everybody else is shown the page again, at the panel.
"""

from flask import flash, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from kb.errors import EndpointError, InvalidError, ThrottledError
from kb.plain.drafting import Decision
from kb.services.review.helping.asking import ask_model
from kb.services.review.helping.covers import add_cover
from kb.services.review.helping.drafts import decide_part, drop_draft, start_draft, take_draft
from kb.services.review.helping.panel import Help, Wanted, read_help
from kb.services.review.working_copies import Copy, open_copy
from kb.vocabulary import ThingKind
from kb.web.frame.actor import actor
from kb.web.frame.house import house
from kb.web.review.places import deed_address

DECISIONS = {
    "accept": Decision.ACCEPTED,
    "reject": Decision.REJECTED,
    "reopen": Decision.OPEN,
}
ENDS = {"drop": drop_draft, "take": take_draft}
LOOKING = frozenset({"facts", "provisions"})
DEEDS = frozenset({*DECISIONS, *ENDS, *LOOKING, "draft", "ask", "cover"})
"""What the panel's buttons do."""
PART = HELP = "help"


def is_for_panel_alone() -> bool:
    """True when a script asks for the panel, not for the page."""
    return request.form.get("part") == PART


def page_help(copy: Copy) -> Help | None:
    """Return what the panel of a page shows; `help` in its address says what was asked for."""
    wanted = request.args.getlist("help")
    if copy.kind is not ThingKind.ANSWER or not (wanted or copy.machine.draft):
        return None
    with house().store.read() as unit:
        return read_help(unit, house().workshop, actor(), copy, wanted)


def has_endpoint() -> bool:
    """True when a drafting service is set up (KB_DRAFT_URL)."""
    return house().drafter is not None


def press_help(copy: Copy, deed: str, what: str) -> Response:
    """Do what was pressed to a saved copy, and show the panel again."""
    try:
        copy = _done(copy, deed, what)
    except (EndpointError, InvalidError, ThrottledError) as error:
        if is_for_panel_alone():
            return panel_of(copy, failed=str(error))
        flash(str(error), HELP)
    return panel_of(copy) if is_for_panel_alone() else redirect(_landing(copy, deed), 303)


def _done(copy: Copy, deed: str, what: str) -> Copy:
    if deed in LOOKING:
        return copy
    if deed == "ask":
        return _asked(copy)
    with house().store.touch() as unit:
        mine = open_copy(unit, actor(), copy.kind, copy.key)
        if deed in DECISIONS:
            return decide_part(unit, actor(), mine, what, DECISIONS[deed])
        if deed == "draft":
            you = request.form.get("help_you", "")
            return start_draft(unit, house().workshop, actor(), mine, you)
        if deed == "cover":
            return add_cover(unit, actor(), mine, what)
        return ENDS[deed](unit, actor(), mine)


def _asked(copy: Copy) -> Copy:
    parts = house()
    if parts.drafter is None:
        raise InvalidError("No drafting service is set up here.")
    most = parts.settings.drafts_per_hour
    return ask_model(parts.store, parts.drafter, actor(), copy, most_per_hour=most)


def panel_of(copy: Copy, *, failed: str = "") -> Response:
    """Return the panel of a copy alone, with what the script asks for (`help`)."""
    with house().store.read() as unit:
        shown = read_help(unit, house().workshop, actor(), copy, request.form.getlist("help"))
    words = {"copy": copy, "help": shown, "failed": failed, "can_ask": has_endpoint()}
    return make_response(render_template("edit/_help.html", **words))


def _landing(copy: Copy, deed: str) -> str:
    """Return where the eye goes: to the next suggestion, the new words, or the panel."""
    draft = copy.machine.draft
    shown = Wanted.PROVISIONS if deed in {"provisions", "cover"} else Wanted.LAW
    address = deed_address("edit", copy.kind, copy.key, help=shown)
    if deed in DECISIONS and draft and draft.open_names:
        return f"{address}#part-{draft.open_names[0]}"
    if deed == "take":
        return f"{deed_address('edit', copy.kind, copy.key)}#pieces"
    return f"{address}#help"

"""Notices: the list, one of them, confirming it, and what pages show of them beside other things.

Writing and releasing them is `notice_desk`'s.
"""

from collections.abc import Iterable, Mapping

from flask import Blueprint, Response, g, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from kb.services.notices.confirm import confirm
from kb.services.notices.last_shift import LastShift, since_last_shift
from kb.services.notices.lying_on import Lying, notices_on, notices_on_each
from kb.services.notices.read_notices import read_notice, read_notices
from kb.services.notices.shown import MyNotices, my_notices
from kb.services.permits import may
from kb.services.search import Result
from kb.vocabulary import ResultKind, Verb
from kb.web.frame.actor import actor
from kb.web.frame.call_state import HEADER
from kb.web.frame.house import house
from kb.web.frame.staying import stay
from kb.web.frame.units import viewing

blueprint = Blueprint("notices", __name__, url_prefix="/notices")
MINE = "my_notices"  # in `g`: a page asks for them in several places


@blueprint.get("")
def every() -> str:
    """Show what is new to the person, what was confirmed, and what waits to be released."""
    with house().store.read() as unit:
        page = read_notices(unit, actor())
    return render_template("notices/notices.html", page=page)


@blueprint.get("/<notice>")
def one(notice: str) -> str:
    """Show one notice with what it lies on."""
    with house().store.read() as unit:
        page = read_notice(unit, actor(), notice)
    return render_template("notices/notice.html", page=page)


@blueprint.post("/<notice>/confirm")
def confirmed(notice: str) -> BaseResponse:
    """Note that the person has read the revision that the form names."""
    revision_id = request.form.get("revision", 0, type=int)
    with house().store.touch() as unit:
        confirm(unit, actor(), notice, revision_id)
    return Response(status=204) if request.headers.get(HEADER) else stay()


@blueprint.post("/now")
def now() -> str:
    """Show the pieces of an open page that tell of notices; `answer` is the key of what is open."""
    return render_template("notices/_now.html", key=request.form.get("answer", ""))


@blueprint.app_template_global()
def mine_of_notices() -> MyNotices:
    """Return the viewer's notices (for templates), none without a role; read once a page."""
    if not may(actor(), Verb.READ):
        return MyNotices((), (), {})
    if MINE not in g:
        with viewing() as unit:
            setattr(g, MINE, my_notices(unit, actor()))
    found: MyNotices = g.get(MINE)
    return found


@blueprint.app_template_global()
def notices_of(key: str) -> tuple[Lying, ...]:
    """Return the notices on the answer "en/slug#id" (for templates)."""
    if not key or not mine_of_notices().shown:
        return ()
    with viewing() as unit:
        return notices_on(unit, actor(), key)


@blueprint.app_template_global()
def unread_on(results: Iterable[Result]) -> Mapping[str, Lying]:
    """Return {id of a result: the first unread notice on it} of the answers in a list."""
    answers = {f"{one.reads_in}/{one.id}": one.id for one in results if _is_answer(one)}
    if not answers or not mine_of_notices().shown:
        return {}
    with viewing() as unit:
        found = notices_on_each(unit, actor(), answers)
    return {answers[key]: lying[0] for key, lying in found.items() if lying[0].is_unread}


@blueprint.app_template_global()
def last_shift() -> LastShift | None:
    """Return what changed since the viewer last worked (for templates); None in the first shift."""
    with viewing() as unit:
        return since_last_shift(unit, actor())


def _is_answer(result: Result) -> bool:
    return result.kind is ResultKind.ANSWER

"""The call screen: what the caller asks, what to say, do and know.

`/` and `/search` are the whole page, `/results` the list alone for the page that is open. Words
are taken by POST too, so that a caller's words need not stand in addresses and their logs.
"""

from dataclasses import dataclass

from flask import Blueprint, render_template, request

from kb.errors import NotFoundError
from kb.search.analysis import stems
from kb.services.calls.at_hand import my_favourites
from kb.services.calls.read_answer import AnswerName, AnswerView, read_answer
from kb.services.calls.start import crisis_process, read_start
from kb.services.people.lines import my_lines
from kb.services.search import Result, SearchPage, nearest_answers, search
from kb.services.unit import Unit
from kb.vocabulary import ResultKind
from kb.web.call import searches
from kb.web.call.shown import count_shown
from kb.web.frame.actor import actor
from kb.web.frame.addresses import (
    answer_address,
    passage_address,
    provision_address,
    result_address,
)
from kb.web.frame.event_date import reading
from kb.web.frame.house import house
from kb.web.frame.languages import language_name, say_language
from kb.web.frame.units import viewing

blueprint = Blueprint("call", __name__)
LIMIT = 10


@dataclass(frozen=True)
class Asked:
    """What was asked: `typing` while the last word may be unfinished, `everywhere` in all lines."""

    words: str
    typing: bool
    literal: bool
    everywhere: bool

    @classmethod
    def from_request(cls) -> "Asked":
        """Read it from the address or the form."""
        sent = request.values
        return cls(sent.get("q", "").strip(), "typing" in sent, "literal" in sent, "all" in sent)


@blueprint.app_template_global()
def address_of(result: Result) -> str:
    """Return where a result is read (for templates)."""
    return result_address(result)


@blueprint.app_template_global("crisis_process")
def crisis() -> str:
    """Return the process for a caller at risk (for the header of every page)."""
    with viewing() as unit:
        return crisis_process(unit)


@blueprint.app_template_global()
def summary_of(page: SearchPage | None) -> str:
    """Say in a few words what a search found (for templates and screen readers)."""
    if page is None:
        return ""
    count = len(page.results)
    if count == 0:
        return f"No results for “{page.text}”"
    return "1 result" if count == 1 else f"{count} results"


blueprint.add_app_template_filter(language_name)
blueprint.add_app_template_global(answer_address)
blueprint.add_app_template_global(passage_address)
blueprint.add_app_template_global(provision_address)


@blueprint.get("/")
def screen() -> str:
    """Show the call screen, with results and the best answer when `q` is given."""
    return render_screen()


@blueprint.post("/search")
def search_by_post() -> str:
    """Show the same as `/?q=…`, without words in the address."""
    return render_screen()


@blueprint.route("/results", methods=["GET", "POST"])
def results() -> str:
    """Show the list of results alone."""
    asked = Asked.from_request()
    with reading() as unit:
        page = find(unit, asked)
        listed = _listed(unit, asked, page)
        note_finished(asked, page)
        return render_template("call/_results.html", **listed, opened=None)


def render_screen(name: AnswerName | None = None) -> str:
    """Show the call screen with the answer `name`, or the best one found, opened.

    Raises NotFoundError when `name` is not published.
    """
    asked = Asked.from_request()
    with reading() as unit:
        page = find(unit, asked)
        view = read_answer(unit, actor(), name) if name else _best(unit, page)
        if view:
            count_shown(unit, view.name)
        listed = _listed(unit, asked, page)
        lines = [line for _, line in my_lines(unit, actor())]
        favourites = my_favourites(unit, actor())
        if name is None:
            note_finished(asked, page)
        beside = {"lines": lines, "favourites": favourites}
        return render_template("call/screen.html", **listed, **_opened(page, view), **beside)


def find(unit: Unit, asked: Asked) -> SearchPage | None:
    """Search for what was asked; None for no words."""
    if not asked.words:
        return None
    return search(
        unit,
        actor(),
        house().engine,
        asked.words,
        limit=LIMIT,
        lines=() if asked.everywhere else [slug for slug, _ in my_lines(unit, actor())],
        prefer=say_language(),
        typing=asked.typing,
        literal=asked.literal,
    )


def note_finished(asked: Asked, page: SearchPage | None) -> None:
    """Let a search be noted, in masked words, once nobody is typing it any more."""
    if page is not None and not asked.typing:
        searches.note(asked.words, page)


def wanted_stems(words: str) -> frozenset[str]:
    """Return the stems to light up in the law."""
    return frozenset(stems(words))


def _best(unit: Unit, page: SearchPage | None) -> AnswerView | None:
    """Open the first answer to the words as typed; one withdrawn this moment leaves the list."""
    if page is None or page.was_corrected:  # other words were searched: the agent says if it fits
        return None
    for result in page.results:
        if result.kind is ResultKind.ANSWER:
            original, _, answer = result.id.partition("#")
            try:
                return read_answer(unit, actor(), AnswerName(result.reads_in, original, answer))
            except NotFoundError:
                return None
    return None


def _listed(unit: Unit, asked: Asked, page: SearchPage | None) -> dict[str, object]:
    """Return what the list shows; where nothing was found, what may help instead."""
    found = page is not None and bool(page.results)
    nothing = page is not None and not found
    near = nearest_answers(unit, actor(), house().engine, asked.words) if nothing else ()
    start = None if found else read_start(unit, actor())
    return {"page": page, "nearest": near, "start": start, "everywhere": asked.everywhere}


def _opened(page: SearchPage | None, view: AnswerView | None) -> dict[str, object]:
    words = page.text if page else ""
    return {"view": view, "opened": view, "words": words, "stems": wanted_stems(words)}

"""GET and POST /api/v1/search: what the call screen finds, as JSON."""

from collections.abc import Collection
from datetime import date
from typing import Any

from flask import Blueprint, request

from kb.errors import InvalidError
from kb.services.search import Result, SearchPage, search
from kb.vocabulary import ResultKind
from kb.web.call import searches
from kb.web.frame.actor import actor
from kb.web.frame.addresses import on_day, result_address
from kb.web.frame.event_date import read_day
from kb.web.frame.house import house
from kb.web.frame.sessions import FORM_KEY

blueprint = Blueprint("api_search", __name__, url_prefix="/api/v1")
LIMIT, MOST = 10, 50
PARAMETERS = frozenset({"q", "limit", "kind", "language", "as_of"})


@blueprint.route("/search", methods=["GET", "POST"])
def find() -> dict[str, Any]:
    """Answer {"took_ms", "searched_for", "results"}.

    Takes q, limit (1 to 50), kind (may be repeated), language and as_of (the day whose law counts,
    as 2025-07-01), from the address, a form or a JSON object. Raises InvalidError naming what
    cannot be used.
    """
    asked = _asked()
    _refuse_unknown(asked)
    words = _words(asked.get("q", [""])[0])
    day = _day(asked.get("as_of", [""])[0])
    with house().store.read(as_of=day) as unit:
        page = search(
            unit,
            actor(),
            house().engine,
            words,
            limit=_limit(asked.get("limit", [LIMIT])[0]),
            kinds=[_kind(name) for name in asked.get("kind", [])],
            language=_words(asked.get("language", [""])[0]),
        )
    if page.text:
        searches.note(words, page)
    return page_as_json(page, day)


def page_as_json(page: SearchPage, day: date | None = None) -> dict[str, Any]:
    """Return a page of results as JSON values; their addresses show the law of `day`."""
    return {
        "took_ms": page.took_ms,
        "searched_for": page.searched_for,
        "results": [_as_json(result, day) for result in page.results],
    }


def _as_json(result: Result, day: date | None) -> dict[str, Any]:
    excerpt = result.excerpt
    return {
        "kind": result.kind,
        "id": result.id,
        "original": result.original,
        "eid": result.eid,
        "language": result.language,
        "title": result.title,
        "score": result.score,
        "lead": result.lead,
        "mark": result.mark,
        "excerpt": {"text": excerpt.text, "spans": [list(span) for span in excerpt.spans]},
        "url": on_day(result_address(result), day),
    }


def _asked() -> dict[str, list[Any]]:
    """Return {name: values} of the request, however it was sent."""
    if not request.is_json:
        return request.values.to_dict(flat=False)
    sent = request.get_json()
    if not isinstance(sent, dict):
        raise InvalidError('The body must be an object like {"q": "refund"}.')
    return {
        name: one if isinstance(one, list) else [one] for name, one in sent.items() if one != []
    }


def _refuse_unknown(asked: Collection[str]) -> None:
    """Raise InvalidError on a name that means nothing here: "kinds" would else find every kind."""
    unknown = sorted(set(asked) - PARAMETERS - {FORM_KEY})
    if unknown:
        known = ", ".join(sorted(PARAMETERS))
        raise InvalidError(f"{', '.join(unknown)} means nothing here. Use {known}.")


def _words(sent: object) -> str:
    if not isinstance(sent, str):
        raise InvalidError("q, language and as_of must be text.")
    return sent


def _day(sent: object) -> date | None:
    said = _words(sent).strip()
    return read_day(said) if said else None


def _limit(sent: object) -> int:
    if isinstance(sent, bool) or not str(sent).isascii() or not str(sent).isdigit():
        raise InvalidError(f"limit must be a whole number from 1 to {MOST}.")
    number = int(str(sent)[:9])
    if not 1 <= number <= MOST:
        raise InvalidError(f"limit must be a whole number from 1 to {MOST}.")
    return number


def _kind(name: object) -> ResultKind:
    try:
        return ResultKind(str(name))
    except ValueError:
        known = ", ".join(kind.value for kind in ResultKind)
        raise InvalidError(f"kind must be one of {known}.") from None

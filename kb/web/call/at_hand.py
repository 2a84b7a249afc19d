"""The star on answers and processes, and the list of what is at hand on the empty call screen."""

from urllib.parse import quote

from flask import Blueprint, g, render_template, request
from werkzeug.wrappers import Response

from kb.errors import InvalidError
from kb.services.calls.at_hand import (
    AtHand,
    Name,
    keep,
    kept_names,
    my_favourites,
    take_away,
    titled,
)
from kb.services.calls.read_answer import AnswerName
from kb.vocabulary import ThingKind
from kb.web.frame.actor import actor
from kb.web.frame.addresses import answer_address
from kb.web.frame.call_state import HEADER
from kb.web.frame.house import house
from kb.web.frame.staying import stay
from kb.web.frame.units import viewing

blueprint = Blueprint("at_hand", __name__)
MOST_RECENT = 8
KEPT = "kept_names"  # in `g`: a page has several stars


@blueprint.post("/favourites")
def star() -> Response:
    """Keep the thing that `kind` and `key` name, or with `keep` empty take it away."""
    kind, key = _kind(request.form.get("kind", "")), request.form.get("key", "")
    deed = keep if request.form.get("keep") else take_away
    with house().store.touch() as unit:
        deed(unit, actor(), kind, key)
    return Response(status=204) if request.headers.get(HEADER) else stay()


@blueprint.post("/at-hand")
def at_hand() -> str:
    """Show favourites and what this tab opened: each `thing` is "kind:key", the last one first."""
    named = request.form.getlist("thing")[:MOST_RECENT]
    with viewing() as unit:
        favourites = my_favourites(unit, actor())
        recent = titled(unit, actor(), [name for name in map(_name, named) if name])
        return render_template("call/_at_hand.html", favourites=favourites, recent=recent)


@blueprint.app_template_global()
def is_kept(kind: str, key: str) -> bool:
    """True when the viewer keeps this thing (for templates)."""
    if KEPT not in g:
        with viewing() as unit:
            setattr(g, KEPT, frozenset(kept_names(unit, actor())))
    return (ThingKind(kind), key) in g.get(KEPT)


@blueprint.app_template_global()
def address_at_hand(one: AtHand) -> str:
    """Return where a thing at hand is read (for templates)."""
    if one.kind is ThingKind.PROCESS:
        return f"/p/{quote(one.key)}"
    language, _, rest = one.key.partition("/")
    original, _, answer = rest.partition("#")
    return answer_address(AnswerName(language, original, answer))


def _kind(text: str) -> ThingKind:
    if text not in set(ThingKind):
        raise InvalidError("kind must be answer or process.")
    return ThingKind(text)


def _name(text: str) -> Name | None:
    kind, _, key = text.partition(":")
    return (ThingKind(kind), key) if kind in set(ThingKind) else None

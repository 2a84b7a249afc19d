"""Begin something new: an answer to a provision, or a thing that is called by a name."""

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from kb.services.review.editor import begin_answer, begin_thing, read_beginning
from kb.vocabulary import ThingKind
from kb.web.frame.actor import actor
from kb.web.frame.house import house
from kb.web.review.places import deed_address, kind_named

blueprint = Blueprint("write", __name__)
ROUTE = "/write/<kind>"


@blueprint.get(ROUTE)
def ask(kind: str) -> str | Response:
    """Ask what it is to be called; `original`, `eid` and `day` say which law an answer is for."""
    named = kind_named(kind)
    law = {name: request.args.get(name, "") for name in ("original", "eid", "day")}
    if named is ThingKind.MISSION:
        return redirect(deed_address("edit", named, "mission"), 303)
    with house().store.read() as unit:
        page = read_beginning(unit, actor(), named, **law)
    return render_template("edit/write.html", page=page, language=house().settings.language)


@blueprint.post(ROUTE)
def begin(kind: str) -> Response:
    """Make a working copy and open it."""
    named, form = kind_named(kind), request.form
    with house().store.touch() as unit:
        if named is ThingKind.ANSWER:
            copy = begin_answer(
                unit,
                actor(),
                language=form.get("language", "").strip() or house().settings.language,
                original=form.get("original", "").strip(),
                eid=form.get("eid", "").strip(),
                question=form.get("question", ""),
                day=form.get("day", ""),
            )
        else:
            copy = begin_thing(unit, actor(), named, form.get("name", ""))
    return redirect(deed_address("edit", copy.kind, copy.key), 303)

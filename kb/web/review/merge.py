"""Two people on one text: base, theirs and mine side by side, put together input by input."""

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from kb.services.review.merging import Side, merge, read_merge
from kb.web.frame.actor import actor
from kb.web.frame.house import house
from kb.web.review.places import deed_address, kind_named

blueprint = Blueprint("merge", __name__)
ROUTE = "/merge/<kind>/<path:key>"


@blueprint.get(ROUTE)
def show(kind: str, key: str) -> str | Response:
    """Show where two texts went apart; where they did not, the editor."""
    named = kind_named(kind)
    with house().store.read() as unit:
        page = read_merge(unit, actor(), named, key)
    if page is None:
        return redirect(deed_address("edit", named, key), 303)
    return render_template("edit/merge.html", page=page)


@blueprint.post(ROUTE)
def put_together(kind: str, key: str) -> Response:
    """Take for each input whose words were chosen; the rest is done by hand in the editor."""
    named = kind_named(kind)
    chosen = {
        name.removeprefix("side."): Side(value)
        for name, value in request.form.items()
        if name.startswith("side.") and value in set(Side)
    }
    with house().store.touch() as unit:
        merge(unit, actor(), named, key, chosen)
    flash("Put together. Read it through before you submit it.")
    return redirect(deed_address("edit", named, key), 303)

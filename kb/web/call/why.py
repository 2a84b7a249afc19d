"""Why these results? The words that matched, what was searched for beside them, what filters."""

from flask import Blueprint, render_template

from kb.services.people.lines import my_lines
from kb.services.search.why import explain
from kb.web.call.call import Asked, find
from kb.web.frame.actor import actor
from kb.web.frame.event_date import reading

blueprint = Blueprint("why", __name__)


@blueprint.get("/why")
def why() -> str:
    """Explain the results of the search in the address."""
    asked = Asked.from_request()
    with reading() as unit:
        page = find(unit, asked)
        reasons = explain(unit, page) if page else ()
        lines = () if asked.everywhere else [line for _, line in my_lines(unit, actor())]
        return render_template(
            "call/why.html", page=page, reasons=reasons, lines=lines, asked=asked
        )

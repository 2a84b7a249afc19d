"""The page of an answer: the call screen with that answer opened, or its panes alone."""

from flask import Blueprint, render_template, request

from kb.services.calls.read_answer import AnswerName, read_answer
from kb.web.call.call import render_screen, wanted_stems
from kb.web.call.shown import count_shown
from kb.web.frame.actor import actor
from kb.web.frame.event_date import reading

blueprint = Blueprint("answers", __name__)


@blueprint.get("/a/<language>/<original>/<answer>")
def page(language: str, original: str, answer: str) -> str:
    """Show one answer; with `q` its results stay beside it."""
    return render_screen(AnswerName(language, original, answer))


@blueprint.route("/a/<language>/<original>/<answer>/panes", methods=["GET", "POST"])
def panes(language: str, original: str, answer: str) -> str:
    """Show Say, Do and Law alone, for the page that is open."""
    with reading() as unit:
        view = read_answer(unit, actor(), AnswerName(language, original, answer))
        count_shown(unit, view.name)
        stems = wanted_stems(request.values.get("q", ""))
        return render_template("answer/_answer.html", view=view, stems=stems)

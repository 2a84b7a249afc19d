"""The page of the word list that the checks for plain language go by."""

from flask import Blueprint, render_template, request

from kb.services.reading.read_plain_words import read_plain_words
from kb.web.frame.actor import actor
from kb.web.frame.house import house

blueprint = Blueprint("plain_words", __name__)


@blueprint.get("/plain-words")
def plain_words() -> str:
    """List the words that hold `q`; `how` is one way to treat them, all without it."""
    asked = request.args
    with house().store.read() as unit:
        page = read_plain_words(
            unit, actor(), words=asked.get("q", ""), treatment=asked.get("how", "")
        )
    return render_template("plain_words/list.html", page=page)

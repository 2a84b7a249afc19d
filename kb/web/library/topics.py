"""Pages of topics: everything that is known about one, together."""

from flask import Blueprint, render_template

from kb.services.reading.read_topic import read_topic, read_topics
from kb.web.frame.actor import actor
from kb.web.frame.house import house

blueprint = Blueprint("topics", __name__)


@blueprint.get("/topics/")
def shelf() -> str:
    """List every topic by line of business."""
    with house().store.read() as unit:
        lines = read_topics(unit, actor())
    return render_template("topics/shelf.html", lines=lines)


@blueprint.get("/topics/<topic>")
def topic(topic: str) -> str:
    """Show one topic."""
    with house().store.read() as unit:
        page = read_topic(unit, actor(), topic)
    return render_template("topics/topic.html", page=page)

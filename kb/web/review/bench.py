"""The trainer's bench: what waits, and what hurts callers most first."""

from flask import Blueprint, render_template

from kb.services.desks.coming import coming_to_write
from kb.services.review.bench import read_bench
from kb.services.review.findings.changed_facts import read_changed_facts
from kb.web.frame.actor import actor
from kb.web.frame.house import house
from kb.web.review.places import deed_address, kind_words, read_address, review_address

blueprint = Blueprint("bench", __name__)
blueprint.add_app_template_filter(kind_words)
blueprint.add_app_template_global(deed_address)
blueprint.add_app_template_global(read_address)
blueprint.add_app_template_global(review_address)


@blueprint.get("/bench")
def bench() -> str:
    """Show what waits for somebody who writes."""
    with house().store.read() as unit:
        page = read_bench(unit, actor(), review_days=house().settings.review_days)
        coming = coming_to_write(unit, actor())
    return render_template("bench/bench.html", page=page, coming=coming)


@blueprint.get("/bench/facts")
def facts() -> str:
    """Show which facts of published answers differ from law that has changed, or will."""
    with house().store.read() as unit:
        page = read_changed_facts(unit, actor(), house().workshop)
    return render_template("bench/facts.html", page=page)

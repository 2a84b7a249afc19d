"""The help pages: every key, how to read the marks, and what is checked in an answer."""

from flask import Blueprint, render_template

from kb.plain.checks import CHECKS

blueprint = Blueprint("guide", __name__)


@blueprint.get("/help")
def guide() -> str:
    """Show the keys of every page, and what the signs mean."""
    return render_template("guide/guide.html")


@blueprint.get("/help/checks")
def checks() -> str:
    """Explain the checks of plain language, from the checks themselves."""
    return render_template("guide/checks.html", checks=CHECKS)

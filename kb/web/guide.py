"""The help page: every key, and how to read the marks."""

from flask import Blueprint, render_template

blueprint = Blueprint("guide", __name__)


@blueprint.get("/help")
def guide() -> str:
    """Show the keys of every page, and what the signs mean."""
    return render_template("guide/guide.html")

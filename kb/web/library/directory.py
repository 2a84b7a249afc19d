"""Pages of the directory: whom to transfer to, and whether they are there now."""

from flask import Blueprint, render_template

from kb.services.reading.read_contact import read_contact, read_directory
from kb.web.frame.actor import actor
from kb.web.frame.house import house

blueprint = Blueprint("directory", __name__)


@blueprint.get("/c/")
def shelf() -> str:
    """List every contact point by department."""
    with house().store.read() as unit:
        departments = read_directory(unit, actor())
    return render_template("directory/shelf.html", departments=departments)


@blueprint.get("/c/<contact>")
def contact(contact: str) -> str:
    """Show one contact point."""
    with house().store.read() as unit:
        found = read_contact(unit, actor(), contact)
    return render_template("directory/contact.html", contact=found)

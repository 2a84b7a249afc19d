"""Pages of departments: what each does, owns and causes."""

from flask import Blueprint, render_template

from kb.services.reading.read_department import read_department, read_departments
from kb.web.frame.actor import actor
from kb.web.frame.house import house

blueprint = Blueprint("departments", __name__)


@blueprint.get("/departments/")
def shelf() -> str:
    """List every department."""
    with house().store.read() as unit:
        rows = read_departments(unit, actor())
    return render_template("departments/shelf.html", rows=rows)


@blueprint.get("/departments/<department>")
def department(department: str) -> str:
    """Show one department."""
    with house().store.read() as unit:
        page = read_department(unit, actor(), department)
    return render_template("departments/department.html", page=page)

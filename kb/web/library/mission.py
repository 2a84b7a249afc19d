"""Pages of what everything serves: the mission with its objectives, and the KPIs."""

from flask import Blueprint, render_template

from kb.services.reading.read_kpi import read_kpi, read_kpis, read_mission
from kb.web.frame.actor import actor
from kb.web.frame.house import house

blueprint = Blueprint("mission", __name__)


@blueprint.get("/mission")
def mission() -> str:
    """Show what we do, how and why, and what serves each objective."""
    with house().store.read() as unit:
        page = read_mission(unit, actor())
    template = "mission/mission.html" if page else "mission/none.html"
    return render_template(template, page=page)


@blueprint.get("/k/")
def kpis() -> str:
    """List every KPI."""
    with house().store.read() as unit:
        rows = read_kpis(unit, actor())
    return render_template("mission/kpis.html", rows=rows)


@blueprint.get("/k/<kpi>")
def kpi(kpi: str) -> str:
    """Show one KPI with its elevator speech."""
    with house().store.read() as unit:
        page = read_kpi(unit, actor(), kpi)
    return render_template("mission/kpi.html", page=page)

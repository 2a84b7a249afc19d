"""KPIs and the mission: what serves what, and what serves nothing, both ways."""

from dataclasses import replace

import pytest

from kb.errors import NotFoundError
from kb.importers.records import DepartmentRecord, MissionRecord, ObjectiveRecord
from kb.services.actor import OPERATOR
from kb.services.reading.read_kpi import read_kpi, read_kpis, read_mission
from tests import factories as f
from tests.services.reviewed import write

TRUE, FAST = ObjectiveRecord("true", "True answers"), ObjectiveRecord("fast", "Fast answers")
MISSION = MissionRecord("We lend.", "Kindly.", "Reading.", objectives=(TRUE, FAST))


def test_each_objective_shows_what_serves_it_and_orphans_are_named(store):
    kpi = replace(f.make_kpi(), objectives=("true",))
    f.load(store, MISSION, kpi, f.make_process(), f.make_original())
    with store.read() as unit:
        page = read_mission(unit, OPERATOR)
    served = {one.objective.slug: [thing.title for thing in one.serving] for one in page.objectives}
    assert served == {"true": ["Right first time"], "fast": []}
    assert [thing.kind for thing in page.orphans] == ["original", "process"]


def test_a_kpi_shows_whose_it_is_and_what_it_serves(store):
    kpi = replace(f.make_kpi(), objectives=("true",), department="desk")
    f.load(store, DepartmentRecord("desk", "Lending Desk"), MISSION, kpi)
    with store.read() as unit:
        page = read_kpi(unit, OPERATOR, "right-first-time")
    assert (page.department, page.objectives) == ("Lending Desk", (TRUE,))


def test_drafts_are_not_read(store):
    write(store, f.make_kpi())
    write(store, MISSION)
    with store.read() as unit:
        assert read_kpis(unit, OPERATOR) == ()
        with pytest.raises(NotFoundError, match="no KPI"):
            read_kpi(unit, OPERATOR, "right-first-time")
        assert read_mission(unit, OPERATOR) is None

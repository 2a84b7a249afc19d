"""A department's page holds what is its own, and nothing of another's."""

from dataclasses import replace

import pytest

from kb.errors import NotFoundError
from kb.importers.records import DepartmentRecord, DriverRecord
from kb.services.actor import OPERATOR
from kb.services.reading.read_department import read_department, read_departments
from tests import factories as f

TWO = (
    DepartmentRecord("billing", "Billing", does="Sends bills.", teams=(("desk", "Desk"),)),
    DepartmentRecord("legal", "Legal"),
)


def _department(store, slug="billing"):
    with store.read() as unit:
        return read_department(unit, OPERATOR, slug)


def test_everything_of_a_department_stands_on_its_page(store):
    own = {"department": "billing"}
    records = (
        replace(f.make_original(), **own),
        f.make_process(**own),
        replace(f.make_contact_point(), **own),
        DriverRecord("letters", "Letters nobody understands", **own),
        replace(f.make_kpi(), **own),
    )
    f.load(store, *TWO, *records)
    page = _department(store)
    assert (page.name, page.does, page.teams) == ("Billing", "Sends bills.", ("Desk",))
    kinds = (page.originals, page.processes, page.contacts, page.drivers, page.kpis)
    assert [len(rows) for rows in kinds] == [1, 1, 1, 1, 1]
    other = _department(store, "legal")
    kinds = (other.originals, other.processes, other.contacts, other.drivers, other.kpis)
    assert [len(rows) for rows in kinds] == [0, 0, 0, 0, 0]


def test_departments_are_listed_by_name(store):
    f.load(store, *TWO)
    with store.read() as unit:
        assert [row.name for row in read_departments(unit, OPERATOR)] == ["Billing", "Legal"]


def test_an_unknown_department_is_not_found(store):
    with pytest.raises(NotFoundError, match="no department “nobody”"):
        _department(store, "nobody")

"""The directory is read by department, with who is there now."""

from dataclasses import replace

import pytest

from kb.errors import NotFoundError
from kb.importers.records import DepartmentRecord, LineRecord, TopicRecord
from kb.services.actor import OPERATOR
from kb.services.reading.read_contact import read_contact, read_directory
from tests import factories as f
from tests.services.reviewed import write

BILLING = DepartmentRecord("billing", "Billing")
WEEKDAYS = (("mon-fri", "09:00", "10:45"),)


def test_contact_points_stand_below_their_department(store):
    mine = replace(f.make_contact_point("b"), department="billing", name="B desk")
    other = replace(f.make_contact_point("a"), department="billing", name="A desk")
    f.load(store, BILLING, mine, other, f.make_contact_point("c"))
    with store.read() as unit:
        found = read_directory(unit, OPERATOR)
    assert [(name, [one.name for one in contacts]) for name, contacts in found] == [
        ("Billing", ["A desk", "B desk"]),
        ("", ["Front desk"]),
    ]


def test_open_is_said_in_the_librarys_time(any_store, clock):
    f.load(any_store, replace(f.make_contact_point(), hours=WEEKDAYS))
    with any_store.read() as unit:  # 09:30 in UTC, 10:30 here
        found = read_contact(unit, OPERATOR, "desk")
    assert found.opening.words == "open now, until 10:45"
    assert found.hours == (("Monday to Friday", "09:00", "10:45"),)
    clock.advance(minutes=30)
    with any_store.read() as unit:
        found = read_contact(unit, OPERATOR, "desk")
    assert found.opening.words == "closed now, opens tomorrow at 09:00"


def test_topics_are_named(store):
    line, topic = LineRecord("desk", "Desk"), TopicRecord("cards", "Lost cards", "desk")
    f.load(store, line, topic, replace(f.make_contact_point(), topics=("cards",)))
    with store.read() as unit:
        assert read_contact(unit, OPERATOR, "desk").topics == ("Lost cards",)


def test_a_draft_is_in_no_directory(store):
    write(store, f.make_contact_point())
    with store.read() as unit:
        assert read_directory(unit, OPERATOR) == ()
        with pytest.raises(NotFoundError, match="no contact point “desk”"):
            read_contact(unit, OPERATOR, "desk")

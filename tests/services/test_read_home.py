"""Home shows a door for each role that is held, with what waits behind it, and no other."""

from sqlalchemy import select

from kb.importers.records import DepartmentRecord
from kb.models import Department, Edition
from kb.services.actor import OPERATOR, Actor
from kb.services.desks.for_calls import CallsDoor
from kb.services.desks.read_home import BenchDoor, read_home
from kb.services.editions.publishing import release_edition
from kb.vocabulary import Role
from tests import factories as f

CHANGED = {**f.RULES, "1": "A book is lent for 28 days."}


def _home(store, *roles, index_sequence=0, department_id=None):
    who = Actor(id=None, name="x", roles=frozenset(roles), department_id=department_id)
    with store.read() as unit:
        return read_home(unit, who, index_sequence=index_sequence, review_days=3)


def _release(store):
    """Let agents see every edition whose day is to come."""
    with store.change() as unit:
        coming = select(Edition.id).where(Edition.in_force_from > unit.today)
        for edition_id in list(unit.session.scalars(coming)):
            release_edition(unit, OPERATOR, edition_id)


def _outdate(store):
    """One answer whose law changed."""
    old, new = f.make_original(day=f.OLD), f.make_original(rules=CHANGED)
    head = f.make_translation(edition=f.OLD)
    f.load(store, old, new, head, f.make_answer(edition=f.OLD))


def test_nobody_is_shown_the_door_of_a_role_not_held(store):
    page = _home(store, Role.AGENT)
    doors = page.bench, page.desk, page.reviews, page.corrections, page.measures, page.works
    assert doors == (None,) * 6
    assert _home(store, Role.TRAINER).calls is None


def test_an_agent_is_told_which_law_is_coming_once_it_is_released(store):
    coming = f.make_original(day=f.COMING, title="New rules")
    f.load(store, f.make_original(), coming)
    assert _home(store, Role.AGENT).calls == CallsDoor(0, ())
    _release(store)
    (law,) = _home(store, Role.AGENT).calls.coming
    assert (law.original, law.edition.title) == ("borrowing", "New rules")


def test_a_trainer_is_told_how_much_is_outdated(store):
    _outdate(store)
    page = _home(store, Role.TRAINER)
    assert (page.bench, page.desk) == (BenchDoor(requested=0, outdated=1, coming=0), None)


def test_a_trainer_is_told_what_is_to_be_made_ready(store):
    _outdate(store)
    f.load(store, f.make_original(day=f.COMING, rules={**f.RULES, "1": "For 40 days."}))
    assert _home(store, Role.TRAINER).bench.coming == 1


def test_compliance_is_told_what_is_coming(store):
    f.load(store, f.make_original(), f.make_original(day=f.COMING, title="New rules"))
    desk = _home(store, Role.COMPLIANCE).desk
    assert (desk.name, desk.coming, desk.outdated) == ("", 1, 0)


def test_a_partner_has_a_desk_once_they_belong_to_a_department(store):
    f.load(store, DepartmentRecord("billing", "Billing"))
    with store.read() as unit:
        billing = unit.session.scalars(select(Department.id)).one()
    assert _home(store, Role.PARTNER).desk is None
    assert _home(store, Role.PARTNER, department_id=billing).desk.name == "Billing"


def test_a_lead_sees_the_kpis(store):
    f.load(store, f.make_kpi())
    measures = _home(store, Role.LEAD).measures
    assert (measures.kpis, measures.mission) == (
        (("right-first-time", "Right first time"),),
        None,
    )


def test_an_admin_sees_how_the_house_stands_and_no_names(store):
    f.load(store, f.make_original())
    works = _home(store, Role.ADMIN).works
    assert works.accounts == 0
    assert works.audit_entries > 0
    assert works.index_waits > 0
    assert _home(store, Role.ADMIN, index_sequence=10_000).works.index_waits == 0

"""Home shows what waits for each role, and nothing for a role that is not held."""

from kb.services.actor import Actor
from kb.services.reading.read_home import read_home
from kb.vocabulary import Role
from tests import factories as f

CHANGED = {**f.RULES, "1": "A book is lent for 28 days."}


def _home(store, *roles, index_sequence=0):
    who = Actor(id=None, name="x", roles=frozenset(roles))
    with store.read() as unit:
        return read_home(unit, who, index_sequence=index_sequence)


def _outdate(store):
    """One answer whose law changed; the other provision has no answer at all."""
    old, new = f.make_original(day=f.OLD), f.make_original(rules=CHANGED)
    head = f.make_translation(edition=f.OLD)
    f.load(store, old, new, head, f.make_answer(edition=f.OLD))


def test_nobody_is_shown_the_section_of_a_role_not_held(store):
    page = _home(store, Role.AGENT)
    assert (page.bench, page.desk, page.department, page.measures, page.works) == (
        None,
        None,
        "",
        None,
        None,
    )


def test_a_trainer_sees_what_is_outdated_and_what_has_no_answer(store):
    _outdate(store)
    bench = _home(store, Role.TRAINER).bench
    assert [row.id for row in bench.outdated] == ["how-long"]
    (gap,) = bench.gaps
    assert (gap.slug, gap.open, gap.outdated) == ("borrowing", 1, 1)


def test_nothing_waits_where_every_provision_is_answered(store):
    head = f.make_translation(no_customer_effect=((f.SECOND, "for staff only"),))
    f.load(store, f.make_original(), head, f.make_answer())
    bench = _home(store, Role.TRAINER).bench
    assert (bench.outdated, bench.gaps) == ((), ())


def test_compliance_sees_coming_editions_with_whether_agents_may(store):
    f.load(store, f.make_original(), f.make_original(day=f.COMING, title="New rules"))
    desk = _home(store, Role.COMPLIANCE).desk
    (coming,) = desk.coming
    assert (coming.slug, coming.title, coming.in_force_from) == ("borrowing", "New rules", f.COMING)
    assert [row.slug for row in desk.originals] == ["borrowing"]


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

"""The desks: what waits, what hurts callers most first, and a department sees its own."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from kb.errors import NotAllowedError
from kb.importers.records import DepartmentRecord
from kb.models import Department, Edition, Revision, Thing
from kb.services.actor import Actor
from kb.services.desks.coverage_rows import A_SHELF
from kb.services.desks.read_desk import A_QUEUE, read_desk
from kb.services.propagation.coverage import Mark
from kb.services.review.clarifications.asking import Question, ask_clarification
from kb.services.review.ending.times_shown import add_times_shown
from kb.vocabulary import Role, State, ThingKind
from tests import factories as f
from tests.people import make_account
from tests.services.reviewed import end

CHANGED = {**f.RULES, "1": "A book is lent for 28 days."}
CHRIS = Actor(id=None, name="chris", roles=frozenset({Role.COMPLIANCE}))


def desk(store, who=CHRIS, **asked):
    with store.read() as unit:
        return read_desk(unit, who, review_days=3, **asked)


def partner(store, slug):
    with store.read() as unit:
        own = unit.session.scalars(select(Department.id).where(Department.slug == slug)).one()
    return Actor(id=None, name="pat", roles=frozenset({Role.PARTNER}), department_id=own)


def outdate(store, slug, *answers, owner=""):
    """Publish a rule that changed under these answers; the original is a department's."""
    old, new = f.make_original(slug, f.OLD), f.make_original(slug, rules=CHANGED)
    new = replace(new, department=owner)
    said = [f.make_answer(one, original=slug, question=f"{one}?", edition=f.OLD) for one in answers]
    f.load(store, old, new, f.make_translation(slug, edition=f.OLD), *said)


def opened(store, key, times):
    with store.touch() as unit:
        revision = select(Revision.id).join(Thing).where(Thing.key == key)
        add_times_shown(
            unit, revision_id=unit.session.scalars(revision).one(), day=unit.today, times=times
        )


def test_what_is_outdated_and_opened_most_comes_first(store):
    outdate(store, "borrowing", "a", "b", "c")
    opened(store, "en/borrowing#b", 9)
    opened(store, "en/borrowing#c", 2)
    found = desk(store).outdated
    assert [(row.key, row.times) for row in found.rows] == [
        ("en/borrowing#b", 9),
        ("en/borrowing#c", 2),
        ("en/borrowing#a", 0),
    ]
    assert found.rows[0].changed_on == f.NEW


def test_a_long_queue_shows_its_first_rows_and_how_many_there_are(store):
    outdate(store, "borrowing", *(f"q{number}" for number in range(A_QUEUE + 3)))
    found = desk(store).outdated
    assert (len(found.rows), found.count) == (A_QUEUE, A_QUEUE + 3)


def test_what_is_outdated_is_of_the_day_and_gone_once_the_words_follow(store):
    outdate(store, "borrowing", "a")
    assert desk(store).outdated.count == 1
    f.load(store, f.make_translation(), f.make_answer("a", "For 28 days.", question="a?"))
    assert desk(store).outdated.count == 0


def test_a_coming_edition_says_how_ready_we_are(store):
    f.load(store, f.make_original(), f.make_translation(), f.make_answer())
    f.load(store, f.make_original(day=f.COMING, rules=CHANGED))
    (coming,) = desk(store).coming
    assert (coming.work.in_force_from, coming.done, coming.total) == (f.COMING, 0, 1)


def test_coverage_is_counted_and_drawn_in_order(store):
    no_effect = f.make_translation(no_customer_effect=((f.SECOND, "for staff only"),))
    f.load(store, f.make_original(), no_effect, f.make_answer())
    (row,) = desk(store).coverage.rows
    assert row.counts == {Mark.ANSWERED: 1, Mark.NO_EFFECT: 1}
    assert [(one.mark, one.start, one.length) for one in row.strip] == [
        (Mark.ANSWERED, 0, 1),
        (Mark.NO_EFFECT, 1, 1),
    ]


def test_originals_with_outdated_answers_come_first_and_pages_end(store):
    outdate(store, "zoo", "a")
    f.load(store, *(f.make_original(f"a{number}") for number in range(A_SHELF)))
    first, last, beyond = (desk(store, shelf=shelf).coverage for shelf in (1, 2, 99))
    assert (first.rows[0].slug, len(first.rows), first.pages) == ("zoo", A_SHELF, 2)
    assert len(last.rows) == 1
    assert beyond == last
    assert desk(store, shelf=0).coverage == first


def test_what_was_withdrawn_lately_is_told_with_its_reason(store, clock):
    f.load(store, f.make_original(), f.make_translation(), f.make_answer())
    with store.read() as unit:
        revision = select(Revision.id).join(Thing).where(Thing.kind == ThingKind.ANSWER)
        number = unit.session.scalars(revision).one()
    end(store, number, State.WITHDRAWN)
    assert [row.key for row in desk(store).withdrawn] == ["en/borrowing#how-long"]
    clock.advance(days=15)
    assert desk(store).withdrawn == ()


@pytest.fixture
def two_departments(store):
    """Give two originals, one of each department, whose answers are outdated."""
    f.load(store, DepartmentRecord("billing", "Billing"), DepartmentRecord("claims", "Claims"))
    outdate(store, "borrowing", "a", owner="billing")
    outdate(store, "lending", "b", owner="claims")
    f.load(
        store,
        f.make_process("refund", department="billing"),
        f.make_process("appeal", department="claims"),
    )
    return store


def test_a_department_sees_its_own_and_no_other(two_departments):
    found = desk(two_departments, partner(two_departments, "billing"))
    assert (found.department, found.name) == ("billing", "Billing")
    assert [row.key for row in found.outdated.rows] == ["en/borrowing#a"]
    assert [row.slug for row in found.coverage.rows] == ["borrowing"]
    assert [row.slug for row in found.processes] == ["refund"]
    assert (found.corrections, found.to_tell) == ((), ())


def test_compliance_sees_all_and_can_look_at_their_departments(two_departments):
    own = partner(two_departments, "claims").department_id
    who = Actor(id=None, name="c", roles=frozenset({Role.COMPLIANCE}), department_id=own)
    assert desk(two_departments, who).outdated.count == 2
    assert desk(two_departments, who).has_department
    mine = desk(two_departments, who, own_department=True)
    assert [row.key for row in mine.outdated.rows] == ["en/lending#b"]


def test_a_question_to_a_department_is_on_its_desk_and_on_compliances(two_departments):
    store = two_departments
    make_account(store, Role.TRAINER, name="toni")
    with store.change() as unit:
        edition = unit.session.scalars(select(Edition.id).order_by(Edition.id)).first()
        toni = Actor(id=1, name="toni", roles=frozenset({Role.TRAINER}))
        question = Question(edition, f.FIRST, "Why?", "billing")
        ask_clarification(unit, toni, question, days=5)
    assert desk(store, partner(store, "billing")).clarifications.count == 1
    assert desk(store, partner(store, "claims")).clarifications.count == 0
    assert desk(store).clarifications.count == 1
    assert desk(store).clarifications.rows[0].due_on == date(2026, 5, 11)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.COMPLIANCE}))
def test_nobody_else_has_a_desk_and_no_partner_without_a_department(store, role):
    with pytest.raises(NotAllowedError):
        desk(store, Actor(id=None, name="x", roles=frozenset({role})))

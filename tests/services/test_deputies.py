"""Deputies see what waits for who is away; rights stay those of their own roles."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from kb.errors import InvalidError, NotAllowedError, NotFoundError
from kb.importers.records import DepartmentRecord
from kb.models import AuditEntry
from kb.services.actor import OPERATOR
from kb.services.people.deputies import (
    deputies_of,
    end_deputy,
    name_deputy,
    read_deputies,
    stands_in_for,
)
from kb.services.people.users import deactivate_user, find_user, load_actor, set_roles
from kb.vocabulary import Role
from tests.factories import load
from tests.people import make_account

TODAY = date(2026, 5, 4)


def person(store, name, *roles, department=""):
    make_account(store, *roles, name=name, department=department)
    with store.read() as unit:
        return load_actor(unit, find_user(unit, name).id)


@pytest.fixture
def anna(any_store):
    return person(any_store, "anna", Role.COMPLIANCE)


@pytest.fixture
def bert(any_store):
    return person(any_store, "bert", Role.COMPLIANCE, Role.TRAINER)


def name(store, who, deputy, starts=TODAY, until=TODAY + timedelta(days=7)):
    with store.change() as unit:
        return name_deputy(unit, who, deputy, starts=starts, until=until).id


def standing_for(store, who):
    with store.read() as unit:
        return [actor.name for actor in stands_in_for(unit, who)]


def deputies(store, who):
    with store.read() as unit:
        return [actor.name for actor in deputies_of(unit, who.id)]


def test_a_deputy_stands_in_from_the_first_to_the_end_of_the_last_day(any_store, anna, bert, clock):
    tomorrow = TODAY + timedelta(days=1)
    name(any_store, anna, "bert", tomorrow, tomorrow)
    seen = []
    for _ in range(3):
        seen.append((standing_for(any_store, bert), deputies(any_store, anna)))
        clock.advance(days=1)
    assert seen == [([], []), (["anna"], ["bert"]), ([], [])]


def test_naming_and_ending_are_recorded(any_store, anna, bert):
    row = name(any_store, anna, "bert")
    with any_store.change() as unit:
        end_deputy(unit, anna, row)
    with any_store.read() as unit:
        rows = unit.session.scalars(select(AuditEntry).order_by(AuditEntry.number))
        found = [(row.verb, row.thing, row.details["deputy"]) for row in list(rows)[-2:]]
    assert found == [("name_deputy", "user:anna", "bert"), ("end_deputy", "user:anna", "bert")]
    assert standing_for(any_store, bert) == []


def test_either_of_the_two_may_end_it_and_nobody_else(any_store, anna, bert):
    row = name(any_store, anna, "bert")
    other = person(any_store, "carl", Role.COMPLIANCE)
    with any_store.change() as unit:
        with pytest.raises(NotFoundError):
            end_deputy(unit, other, row)
        end_deputy(unit, bert, row)
        with pytest.raises(NotFoundError, match="time is over"):
            end_deputy(unit, bert, row)


@pytest.mark.parametrize("roles", [(Role.TRAINER,), (Role.AGENT, Role.ADMIN), ()])
def test_who_shares_no_role_that_work_waits_for_cannot_stand_in(any_store, anna, roles):
    person(any_store, "dora", *roles)
    with pytest.raises(InvalidError, match="holds one of your roles"):
        name(any_store, anna, "dora")
    with any_store.read() as unit:
        assert read_deputies(unit, anna).candidates == ()


def test_nobody_stands_in_for_themselves(any_store, anna):
    with pytest.raises(InvalidError):
        name(any_store, anna, "anna")


def test_a_role_taken_away_ends_standing_in_at_once(any_store, anna, bert):
    name(any_store, anna, "bert")
    with any_store.change() as unit:
        set_roles(unit, OPERATOR, "bert", [Role.TRAINER])
        bert = load_actor(unit, bert.id)
    assert (standing_for(any_store, bert), deputies(any_store, anna)) == ([], [])


def test_an_inactive_account_neither_stands_in_nor_is_stood_in_for(any_store, anna, bert):
    name(any_store, anna, "bert")
    name(any_store, bert, "anna")
    with any_store.change() as unit:
        deactivate_user(unit, OPERATOR, "anna")
    assert (standing_for(any_store, bert), deputies(any_store, bert)) == ([], [])


def test_partners_stand_in_within_their_department_only(any_store):
    load(any_store, *(DepartmentRecord(slug, slug.title()) for slug in ("claims", "billing")))
    anna = person(any_store, "anna", Role.PARTNER, department="billing")
    person(any_store, "bert", Role.PARTNER, department="claims")
    person(any_store, "carl", Role.PARTNER, department="billing")
    with pytest.raises(InvalidError):
        name(any_store, anna, "bert")
    name(any_store, anna, "carl")
    with any_store.read() as unit:
        assert [account for account, _ in read_deputies(unit, anna).candidates] == ["carl"]


@pytest.mark.parametrize(
    ("starts", "until", "said"),
    [
        (TODAY, TODAY - timedelta(days=1), "before the first"),
        (TODAY - timedelta(days=9), TODAY - timedelta(days=1), "is past"),
        (TODAY, TODAY + timedelta(days=400), "a year at most"),
    ],
)
def test_days_that_cannot_be_meant_are_refused_in_words(any_store, anna, bert, starts, until, said):
    with pytest.raises(InvalidError, match=said):
        name(any_store, anna, "bert", starts, until)


@pytest.mark.parametrize("role", [Role.AGENT, Role.ADMIN])
def test_who_has_no_queue_names_no_deputy(any_store, role, bert):
    with pytest.raises(NotAllowedError):
        name(any_store, person(any_store, "erna", role), "bert")


def test_the_page_says_who_stands_in_for_whom(any_store, anna, bert):
    name(any_store, anna, "bert")
    name(any_store, bert, "anna", TODAY + timedelta(days=30), TODAY + timedelta(days=31))
    with any_store.read() as unit:
        page = read_deputies(unit, anna)
    assert [(row.deputy, row.is_now) for row in page.mine] == [("Bert Tester", True)]
    assert [(row.person, row.is_now) for row in page.standing_in] == [("Bert Tester", False)]

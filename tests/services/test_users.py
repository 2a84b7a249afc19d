"""Accounts: made, changed and shut out by admins, each time with an entry in the record."""

import pytest
from sqlalchemy import select

from kb.errors import ConflictError, InvalidError, NotAllowedError, NotFoundError
from kb.models import AuditEntry, Department, Line, Team
from kb.services.actor import OPERATOR
from kb.services.people.users import (
    Person,
    add_user,
    deactivate_user,
    find_user,
    list_users,
    load_actor,
    set_password,
    set_roles,
)
from kb.vocabulary import Role
from tests.people import make_account, password_hash


def actor(store, name):
    with store.read() as unit:
        return load_actor(unit, find_user(unit, name).id)


@pytest.fixture
def admin(store):
    make_account(store, Role.ADMIN)
    return actor(store, "admin")


@pytest.fixture
def agent(store):
    make_account(store, Role.AGENT)
    return actor(store, "agent")


@pytest.fixture
def places(store):
    with store.touch() as unit:
        billing = Department(slug="billing", name="Billing", teams=[Team(slug="one", name="One")])
        unit.session.add_all([billing, Line(slug="charges", name="Charges")])


def test_an_account_belongs_where_it_was_put(store, places):
    person = Person("anna", "Anna Berg", frozenset({Role.AGENT}), "billing", "one", ("charges",))
    with store.change() as unit:
        add_user(unit, OPERATOR, person, password_hash=password_hash())
    anna = actor(store, "anna")
    assert (anna.full_name, anna.lines) == ("Anna Berg", ("charges",))
    assert anna.department_id
    assert anna.team_id


@pytest.mark.parametrize(
    "place",
    [
        {"department": "nowhere"},
        {"department": "billing", "team": "two"},
        {"team": "one"},
        {"lines": ("nothing",)},
    ],
)
def test_an_account_in_a_place_that_is_not_there_is_refused(store, places, place):
    with pytest.raises(InvalidError, match="There is no"), store.change() as unit:
        add_user(unit, OPERATOR, Person("anna", **place), password_hash=password_hash())
    with pytest.raises(NotFoundError):
        actor(store, "anna")


@pytest.mark.parametrize("name", ["", "  ", "anna berg", "x" * 101, "a\0b", "a\nb", "\u202eanna"])
def test_names_that_cannot_be_typed_are_refused(store, name):
    with pytest.raises(InvalidError), store.change() as unit:
        add_user(unit, OPERATOR, Person(name), password_hash=password_hash())


def test_a_name_is_taken_in_any_case(store, agent):
    with pytest.raises(ConflictError, match="'agent'"), store.change() as unit:
        add_user(unit, OPERATOR, Person(" AGENT "), password_hash=password_hash())


def test_only_admins_make_see_and_change_accounts(store, agent):
    for act in (
        lambda unit: add_user(unit, agent, Person("x"), password_hash=password_hash()),
        lambda unit: list_users(unit, agent),
        lambda unit: set_roles(unit, agent, "agent", [Role.ADMIN]),
        lambda unit: deactivate_user(unit, agent, "agent"),
    ):
        with pytest.raises(NotAllowedError), store.change() as unit:
            act(unit)


def test_only_oneself_or_an_admin_sets_a_password(store, agent, admin):
    make_account(store, Role.AGENT, name="bert")
    with pytest.raises(NotAllowedError), store.change() as unit:
        set_password(unit, agent, "bert", password_hash="x")
    with store.change() as unit:
        set_password(unit, agent, "agent", password_hash="x")
        set_password(unit, admin, "bert", password_hash="x")


def test_an_admin_neither_raises_nor_shuts_out_themselves(store, admin):
    with pytest.raises(NotAllowedError), store.change() as unit:
        set_roles(unit, admin, "admin", [Role.ADMIN, Role.COMPLIANCE])
    with pytest.raises(NotAllowedError), store.change() as unit:
        deactivate_user(unit, admin, "admin")


def test_roles_are_replaced_as_a_whole(store, agent, admin):
    with store.change() as unit:
        set_roles(unit, admin, "agent", [Role.AGENT, Role.TRAINER])
    assert actor(store, "agent").roles == {Role.AGENT, Role.TRAINER}
    with store.change() as unit:
        set_roles(unit, admin, "agent", [Role.TRAINER])
    assert actor(store, "agent").roles == {Role.TRAINER}


def test_every_change_of_an_account_is_in_the_record_without_a_hash(store, agent, admin):
    with store.change() as unit:
        set_roles(unit, admin, "agent", [Role.LEAD])
        set_password(unit, admin, "agent", password_hash="secret-hash")
        deactivate_user(unit, admin, "agent")
    with store.read() as unit:
        entries = unit.session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
    said = [(entry.verb, entry.thing, entry.actor_id) for entry in entries[-3:]]
    verbs = ("set_roles", "set_password", "deactivate_user")
    assert said == [(verb, "user:agent", admin.id) for verb in verbs]
    assert entries[-3].details == {"before": ["agent"], "after": ["lead"]}
    assert "secret-hash" not in str([entry.details for entry in entries])

"""Bearer tokens: shown once, known by their hash, ended by time, by hand, with the account."""

import pytest
from sqlalchemy import select

from kb.errors import InvalidError, NotAllowedError, NotFoundError
from kb.models import ApiToken, AuditEntry
from kb.services.actor import OPERATOR
from kb.services.people.tokens import actor_of_token, add_token, list_tokens, revoke_token
from kb.services.people.users import deactivate_user, find_user, load_actor, set_password
from kb.vocabulary import Role
from tests.people import make_account


@pytest.fixture
def token(store):
    make_account(store, Role.AGENT)
    with store.change() as unit:
        return add_token(unit, OPERATOR, "agent", label="reporting", days=30)


def whose(store, secret):
    with store.read() as unit:
        return actor_of_token(unit, secret)


def test_a_token_acts_as_its_person(store, token):
    assert whose(store, token.secret).name == "agent"
    assert whose(store, token.secret + "x") is None


def test_only_the_hash_is_kept_and_the_record_holds_no_secret(store, token):
    with store.read() as unit:
        row = unit.session.scalars(select(ApiToken)).one()
        entry = unit.session.scalars(select(AuditEntry).where(AuditEntry.verb == "add_token")).one()
    assert token.secret not in str(vars(row))
    assert token.secret not in str(vars(entry))
    assert whose(store, row.token_hash) is None


def test_a_token_expires(store, token, clock):
    clock.advance(days=30)
    assert whose(store, token.secret) is None


def test_a_revoked_token_is_dead_and_revoking_twice_does_no_harm(store, token):
    for _ in range(2):
        with store.change() as unit:
            revoke_token(unit, OPERATOR, token.id)
    assert whose(store, token.secret) is None


@pytest.mark.parametrize("end", ["deactivate", "password"])
def test_a_token_ends_with_its_account_or_password(store, token, end):
    with store.change() as unit:
        if end == "deactivate":
            deactivate_user(unit, OPERATOR, "agent")
        else:
            set_password(unit, OPERATOR, "agent", password_hash="x")
    assert whose(store, token.secret) is None


@pytest.mark.parametrize(
    ("label", "days"), [("", 1), ("x" * 101, 1), ("ok", 0), ("ok", -1), ("ok", 367)]
)
def test_labels_and_times_that_cannot_be_used_are_refused(store, token, label, days):
    with pytest.raises(InvalidError), store.change() as unit:
        add_token(unit, OPERATOR, "agent", label=label, days=days)


def test_only_admins_make_list_and_end_tokens(store, token):
    with store.change() as unit:
        agent = load_actor(unit, find_user(unit, "agent").id)
        for act in (
            lambda: add_token(unit, agent, "agent", label="mine", days=1),
            lambda: list_tokens(unit, agent, "agent"),
            lambda: revoke_token(unit, agent, token.id),
        ):
            with pytest.raises(NotAllowedError):
                act()


def test_an_unknown_token_and_an_inactive_account_are_named(store, token):
    with store.change() as unit:
        with pytest.raises(NotFoundError, match="999"):
            revoke_token(unit, OPERATOR, 999)
        deactivate_user(unit, OPERATOR, "agent")
        with pytest.raises(NotFoundError, match="inactive"):
            add_token(unit, OPERATOR, "agent", label="x", days=1)

"""Who gets in, who waits, and that nobody learns which names exist."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from kb.errors import InvalidError, NotAllowedError, ThrottledError
from kb.models import SignInTries, User
from kb.services.actor import OPERATOR
from kb.services.people import passwords
from kb.services.people.sign_in import (
    FREE_TRIES,
    FREE_TRIES_ADDRESS,
    Credentials,
    back_off,
    change_own_password,
    in_words,
    sign_in,
)
from kb.services.people.users import deactivate_user
from kb.vocabulary import Role
from tests.people import PASSWORD, make_account


def credentials(name="agent", password=PASSWORD, address="192.0.2.1"):
    return Credentials(name, password, address)


def fail(store, **given):
    with pytest.raises(NotAllowedError) as refused:
        sign_in(store, credentials(**{"password": "not the password"} | given))
    return str(refused.value)


@pytest.fixture
def agent(store):
    return make_account(store, Role.AGENT)


def test_the_right_password_says_who_it_is(store, agent):
    assert sign_in(store, credentials(" Agent ")).roles == {Role.AGENT}


def test_what_is_wrong_is_never_said(store, agent):
    make_account(store, Role.AGENT, name="gone")
    with store.change() as unit:
        deactivate_user(unit, OPERATOR, "gone")
    said = {fail(store), fail(store, name="unknown"), fail(store, name="gone", password=PASSWORD)}
    assert len(said) == 1


def test_after_a_few_free_tries_each_further_one_waits_twice_as_long(store, agent, clock):
    for _ in range(FREE_TRIES):
        fail(store)
    waits = []
    for _ in range(4):
        fail(store)
        with pytest.raises(ThrottledError) as throttled:
            sign_in(store, credentials())
        waits.append(throttled.value.wait_s - 1)
        clock.advance(seconds=waits[-1] + 1)
    assert waits == [1, 2, 4, 8]


def test_while_waiting_even_the_right_password_does_not_count(store, agent, clock):
    for _ in range(FREE_TRIES + 1):
        fail(store)
    with pytest.raises(ThrottledError, match="Wait 2 seconds"):
        sign_in(store, credentials())
    clock.advance(seconds=2)
    assert sign_in(store, credentials()).name == "agent"


def test_an_unknown_name_is_locked_out_like_a_known_one(store):
    for _ in range(FREE_TRIES + 1):
        fail(store, name="unknown")
    with pytest.raises(ThrottledError):
        sign_in(store, credentials("unknown"))


def test_what_was_typed_as_an_unknown_name_is_not_kept(store):
    fail(store, name="my secret password")
    with store.read() as unit:
        kept = list(unit.session.scalars(select(SignInTries.key)))
    assert not [key for key in kept if "secret" in key]


def test_one_address_guessing_many_names_is_locked_out(store, agent):
    for number in range(FREE_TRIES_ADDRESS + 1):
        fail(store, name=f"name{number}")
    with pytest.raises(ThrottledError):
        sign_in(store, credentials())
    assert sign_in(store, credentials(address="192.0.2.2")).name == "agent"


def test_owning_an_account_does_not_clear_the_way_for_guessing_others(store, agent):
    for number in range(FREE_TRIES_ADDRESS):
        fail(store, name=f"name{number}")
        if number % 10 == 0:
            sign_in(store, credentials())
    fail(store, name="one more")
    with pytest.raises(ThrottledError):
        sign_in(store, credentials())


def test_a_whole_centre_behind_one_address_signs_in(store, agent):
    for _ in range(3):
        assert sign_in(store, credentials()).name == "agent"
    with store.read() as unit:
        row = unit.session.get_one(SignInTries, "address:192.0.2.1")
        assert row.failures == 0


def test_tries_are_counted_before_the_password_is_checked(store, agent, monkeypatch):
    """Otherwise many tries at once would all pass the check before the first one is counted."""
    counted = []

    def slow(password, password_hash):
        with store.read() as unit:
            counted.append(unit.session.get_one(SignInTries, "user:agent").failures)
        return False

    monkeypatch.setattr(passwords, "is_password", slow)
    fail(store)
    assert counted == [1]


def test_the_wait_never_exceeds_a_quarter_of_an_hour():
    assert back_off(10**6) == timedelta(minutes=15)
    assert in_words(900) == "15 minutes"


def test_after_a_day_old_tries_are_forgotten(store, agent, clock):
    for _ in range(FREE_TRIES + 1):
        fail(store)
    clock.advance(days=1, seconds=1)
    fail(store)
    with store.read() as unit:
        assert unit.session.get_one(SignInTries, "user:agent").failures == 1


def test_a_hash_with_old_parameters_is_renewed_at_sign_in(store, agent):
    weaker = PasswordHasher(time_cost=1, memory_cost=16, parallelism=1).hash(PASSWORD)
    with store.touch() as unit:
        unit.session.execute(update(User).values(password_hash=weaker))
    sign_in(store, credentials())
    with store.read() as unit:
        assert not passwords.needs_rehash(unit.session.scalars(select(User.password_hash)).one())


def test_outside_demo_mode_the_known_password_never_works(store, agent):
    with store.touch() as unit:
        unit.session.execute(update(User).values(password_hash=passwords.rehash("demo")))
    assert sign_in(store, credentials(password="demo"), demo=True).name == "agent"
    fail(store, password="demo")


def test_a_new_password_needs_the_present_one(store, agent):
    actor = sign_in(store, credentials())
    with pytest.raises(NotAllowedError, match="present password"):
        change_own_password(
            store, actor, credentials(password="guess"), new_password="another four words"
        )
    with pytest.raises(InvalidError):
        change_own_password(store, actor, credentials(), new_password="short")
    change_own_password(store, actor, credentials(), new_password="another four words")
    fail(store, password=PASSWORD)
    assert sign_in(store, credentials(password="another four words")).id == actor.id


@pytest.mark.parametrize(
    "name", ["", "\0", "a\0gent", "x" * 10_000, "'; DROP TABLE user; --", "😀"]
)
def test_odd_names_are_just_wrong(store, name):
    fail(store, name=name)

"""Since when a person is told what changed: the end of the shift before, theirs alone."""

from datetime import timedelta

import pytest

from kb.services.people import sessions
from kb.services.people.shifts import SHIFT_BREAK, worked_until
from kb.services.people.users import find_user, load_actor
from kb.vocabulary import Role
from tests.people import make_account

LIFETIME = sessions.Lifetime(absolute=timedelta(hours=10), idle=timedelta(hours=2))


@pytest.fixture
def anna(store):
    make_account(store, Role.AGENT, name="anna")
    with store.read() as unit:
        return load_actor(unit, find_user(unit, "anna").id)


def sign_in(store, actor):
    with store.touch() as unit:
        token = sessions.start_session(unit, actor, lifetime=LIFETIME, browser="", content={})
    with store.read() as unit:
        return sessions.find_session(unit, token, lifetime=LIFETIME)


def use(store, clock, visit):
    with store.touch() as unit:
        sessions.note_seen(unit, visit.id, clock())


def since(store, actor):
    with store.read() as unit:
        return worked_until(unit, actor)


def test_the_first_shift_has_none_before_it(store, anna):
    sign_in(store, anna)
    assert since(store, anna) is None


def test_a_new_shift_begins_after_a_long_break_and_not_after_a_meal(store, clock, anna):
    first = sign_in(store, anna)
    clock.advance(hours=7)
    use(store, clock, first)
    ended = clock()
    clock.advance(hours=1)
    sign_in(store, anna)
    assert since(store, anna) is None
    clock.advance(hours=15)
    sign_in(store, anna)
    assert since(store, anna) == ended + timedelta(hours=1)


def test_the_next_shift_knows_what_a_session_that_is_gone_had_seen(store, clock, anna):
    visit = sign_in(store, anna)
    clock.advance(hours=6)
    use(store, clock, visit)
    ended = clock()
    with store.change() as unit:
        sessions.end_session(unit, anna, visit.id)
    clock.advance(hours=14)
    sign_in(store, anna)
    assert since(store, anna) == ended


def test_sessions_that_others_sweep_out_are_remembered(store, clock, anna):
    visit = sign_in(store, anna)
    clock.advance(hours=3)
    use(store, clock, visit)
    ended = clock()
    clock.advance(hours=20)
    make_account(store, Role.AGENT, name="ben")
    with store.read() as unit:
        ben = load_actor(unit, find_user(unit, "ben").id)
    sign_in(store, ben)
    sign_in(store, anna)
    assert since(store, anna) == ended
    assert since(store, ben) is None


def test_a_break_of_just_four_hours_is_a_new_shift(store, clock, anna):
    sign_in(store, anna)
    began = clock()
    clock.now += SHIFT_BREAK
    sign_in(store, anna)
    assert since(store, anna) == began

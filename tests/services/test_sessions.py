"""Sessions: found while they live, listed and ended by their owner alone."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from kb.errors import NotFoundError
from kb.models import WebSession
from kb.services.actor import OPERATOR
from kb.services.people import sessions
from kb.services.people.users import deactivate_user, find_user, load_actor, set_password, set_roles
from kb.vocabulary import Role
from tests.people import make_account, password_hash

LIFETIME = sessions.Lifetime(absolute=timedelta(hours=10), idle=timedelta(hours=2))


@pytest.fixture
def anna(store):
    return person(store, "anna")


def person(store, name):
    make_account(store, Role.AGENT, name=name)
    with store.read() as unit:
        return load_actor(unit, find_user(unit, name).id)


def start(store, actor, browser="Browser"):
    with store.touch() as unit:
        return sessions.start_session(
            unit, actor, lifetime=LIFETIME, browser=browser, content={"a": 1}
        )


def find(store, token):
    with store.read() as unit:
        return sessions.find_session(unit, token, lifetime=LIFETIME)


def test_a_token_finds_its_person_and_content(store, anna):
    visit = find(store, start(store, anna))
    assert visit.actor == anna
    assert visit.content == {"a": 1}


def test_the_database_holds_no_token(store, anna):
    token = start(store, anna)
    with store.read() as unit:
        kept = unit.session.scalars(select(WebSession.token_hash)).one()
    assert kept == sessions.hash_token(token)
    assert find(store, kept) is None


def test_no_two_tokens_are_alike_and_each_has_256_bits(store, anna):
    tokens = {start(store, anna) for _ in range(20)}
    assert len(tokens) == 20
    assert min(map(len, tokens)) == 43


def test_an_unused_session_ends(store, anna, clock):
    token = start(store, anna)
    clock.advance(hours=2)
    assert find(store, token) is None


def test_a_used_session_lives_on_but_not_beyond_its_limit(store, anna, clock):
    token = start(store, anna)
    for _ in range(9):
        clock.advance(hours=1)
        visit = find(store, token)
        with store.touch() as unit:
            sessions.note_seen(unit, visit.id, unit.now)
    clock.advance(hours=1)
    assert find(store, token) is None


def test_the_moment_last_seen_never_moves_back(store, anna, clock):
    visit = find(store, start(store, anna))
    before = clock.now - timedelta(hours=1)
    with store.touch() as unit:
        sessions.note_seen(unit, visit.id, before)
    with store.read() as unit:
        assert unit.session.get_one(WebSession, visit.id).seen_at == clock.now


def test_an_ended_session_is_gone(store, anna):
    token = start(store, anna)
    with store.change() as unit:
        sessions.end_session(unit, anna, find(store, token).id)
    assert find(store, token) is None


def test_nobody_lists_or_ends_the_sessions_of_another(store, anna):
    token = start(store, anna)
    bert = person(store, "bert")
    with store.change() as unit:
        assert sessions.my_sessions(unit, bert, lifetime=LIFETIME) == []
        with pytest.raises(NotFoundError):
            sessions.end_session(unit, bert, find(store, token).id)
        assert sessions.end_other_sessions(unit, bert) == 0
    assert find(store, token) is not None


def test_the_operator_has_no_sessions_to_end(store):
    with store.change() as unit, pytest.raises(NotFoundError):
        sessions.end_other_sessions(unit, OPERATOR)


def test_ending_all_others_keeps_this_one(store, anna):
    here, *others = (start(store, anna) for _ in range(3))
    with store.change() as unit:
        assert sessions.end_other_sessions(unit, anna, keep_id=find(store, here).id) == 2
    assert find(store, here) is not None
    assert [find(store, token) for token in others] == [None, None]


def test_a_new_password_ends_every_session(store, anna):
    token = start(store, anna)
    with store.change() as unit:
        set_password(unit, anna, "anna", password_hash=password_hash())
    assert find(store, token) is None


def test_an_inactive_account_has_no_session(store, anna):
    token = start(store, anna)
    with store.change() as unit:
        deactivate_user(unit, OPERATOR, "anna")
    assert find(store, token) is None


def test_new_roles_count_from_the_next_request_on(store, anna):
    token = start(store, anna)
    with store.change() as unit:
        set_roles(unit, OPERATOR, "anna", [Role.LEAD])
    assert find(store, token).actor.roles == {Role.LEAD}


def test_sessions_whose_time_is_over_are_swept_out(store, anna, clock):
    start(store, anna)
    clock.advance(hours=10)
    start(store, anna)
    with store.read() as unit:
        assert unit.session.scalar(select(func.count()).select_from(WebSession)) == 1


def test_a_browsers_name_is_cut_to_what_the_table_holds(store, anna):
    visit = find(store, start(store, anna, browser="x" * 1000))
    assert len(visit.browser) == sessions.BROWSER_CHARS

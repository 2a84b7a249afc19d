"""Guessing is slow, and so is asking too fast."""

from dataclasses import replace

import pytest

from kb.factory import create_app
from kb.services.people.sign_in import FREE_TRIES, WRONG
from kb.vocabulary import Role
from kb.web.frame.rate import RateLimit
from tests.browsers import csrf_token
from tests.people import PASSWORD, enter, make_account


def attempt(client, name="agent", given="wrong"):
    form = {"name": name, "password": given, "csrf_token": csrf_token(client)}
    return client.post("/sign-in", data=form)


def test_a_wrong_password_and_an_unknown_name_look_the_same(client, house):
    make_account(house.store, Role.AGENT)
    pages = [attempt(client, name).text for name in ("agent", "nobody")]
    assert all(WRONG in page for page in pages)
    without = [page.replace("agent", "nobody") for page in pages]
    assert _without_keys(without[0]) == _without_keys(without[1])


def _without_keys(page):
    return [line for line in page.splitlines() if "csrf" not in line and "nonce" not in line]


def test_too_many_wrong_passwords_have_to_wait_and_say_how_long(client, house, clock):
    make_account(house.store, Role.AGENT)
    for _ in range(FREE_TRIES + 1):
        assert attempt(client).status_code == 401
    locked = attempt(client, given=PASSWORD)
    assert locked.status_code == 429
    assert locked.headers["Retry-After"] == "2"
    assert "Wait 2 seconds" in locked.text
    clock.advance(seconds=2)
    assert attempt(client, given=PASSWORD).status_code == 303


def test_guessing_the_present_password_of_an_open_session_is_counted_too(client, sign_in):
    sign_in(client, Role.AGENT)
    key = csrf_token(client, "/sessions")
    form = {"csrf_token": key, "current_password": "guess", "new_password": "four other words"}
    answers = [client.post("/password", data=form).status_code for _ in range(FREE_TRIES + 2)]
    assert answers == [400] * (FREE_TRIES + 1) + [429]


def test_one_account_cannot_take_all_the_processors(settings, clock):
    app = create_app(replace(settings, requests_per_second=2), clock=clock)
    app.testing = True
    name = make_account(app.extensions["kb"].store, Role.AGENT)
    client = enter(app.test_client(), name)
    statuses = [client.get("/sessions").status_code for _ in range(30)]
    assert statuses[0] == 200
    assert 429 in statuses
    app.extensions["kb"].store.engine.dispose()


@pytest.fixture
def hand():
    return [0.0]


def test_the_bucket_fills_by_so_many_a_second(hand):
    limit = RateLimit(per_second=40, clock=lambda: hand[0])
    assert [limit.take("anna") for _ in range(80)] == [0] * 80
    assert limit.take("anna") == 1
    assert limit.take("bert") == 0
    hand[0] += 0.5
    assert [limit.take("anna") for _ in range(21)] == [0] * 20 + [1]


def test_a_bucket_never_holds_more_than_two_seconds_worth(hand):
    limit = RateLimit(per_second=2, clock=lambda: hand[0])
    limit.take("anna")
    hand[0] += 3600
    assert [limit.take("anna") for _ in range(5)] == [0, 0, 0, 0, 1]

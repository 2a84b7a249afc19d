"""Stolen, planted and left-over sessions open nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from kb.models import WebSession
from kb.vocabulary import Role
from tests.browsers import csrf_token, post
from tests.people import PASSWORD, enter, make_account

COOKIE = "session"


def token_of(client):
    return client.get_cookie(COOKIE).value


def with_cookie(app, value):
    thief = app.test_client()
    thief.set_cookie(COOKIE, value)
    return thief


def is_in(client):
    return client.get("/sessions").status_code == 200


@pytest.fixture
def signed_in(client, sign_in):
    return sign_in(client, Role.AGENT)


def test_a_planted_token_is_never_taken_over(app, house):
    """Session fixation: the attacker knows a token before the victim signs in with it."""
    make_account(house.store, Role.AGENT)
    victim = with_cookie(app, "planted")
    enter(victim, "agent")
    assert token_of(victim) != "planted"
    assert not is_in(with_cookie(app, "planted"))


def test_signing_in_again_makes_a_new_token_and_ends_the_old(app, signed_in):
    before = token_of(signed_in)
    key = csrf_token(signed_in, "/sessions")
    form = {"name": "agent", "password": PASSWORD, "csrf_token": key}
    assert signed_in.post("/sign-in", data=form).status_code == 303
    assert token_of(signed_in) != before
    assert is_in(signed_in)
    assert not is_in(with_cookie(app, before))


def test_what_was_before_signing_in_is_forgotten(signed_in):
    assert signed_in.get_cookie("before") is None


def test_a_token_stolen_before_sign_out_is_worthless_after(app, signed_in):
    stolen = token_of(signed_in)
    assert is_in(with_cookie(app, stolen))
    assert post(signed_in, "/sign-out").location == "/sign-in"
    assert signed_in.get_cookie(COOKIE) is None
    assert not is_in(with_cookie(app, stolen))


def test_a_token_stolen_before_a_new_password_is_worthless_after(app, signed_in):
    stolen = token_of(signed_in)
    fields = {"current_password": PASSWORD, "new_password": "four other plain words"}
    assert post(signed_in, "/password", **fields).status_code == 303
    assert is_in(signed_in)
    assert token_of(signed_in) != stolen
    assert not is_in(with_cookie(app, stolen))


def test_what_the_database_holds_signs_nobody_in(app, house, signed_in):
    with house.store.read() as unit:
        kept = unit.session.scalars(select(WebSession.token_hash)).one()
    assert not is_in(with_cookie(app, kept))


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client, house):
    make_account(house.store, Role.AGENT)
    form = {"name": "agent", "password": PASSWORD, "csrf_token": csrf_token(client)}
    headers = client.post("/sign-in", data=form).headers.getlist("Set-Cookie")
    (cookie,) = [header for header in headers if header.startswith(f"{COOKIE}=")]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Expires" not in cookie


def test_an_idle_session_ends(signed_in, clock, settings):
    clock.advance(minutes=settings.session_idle_minutes - 1)
    assert is_in(signed_in)
    clock.advance(minutes=2)
    signed_in.application.extensions["kb_late_writer"].flush()
    assert is_in(signed_in), "it was used a moment ago"
    clock.advance(minutes=settings.session_idle_minutes)
    assert not is_in(signed_in)


def test_even_a_busy_session_ends_at_its_limit(signed_in, clock, settings):
    end = clock.now + timedelta(hours=settings.session_hours)
    while clock.now + timedelta(minutes=30) < end:
        clock.advance(minutes=30)
        assert is_in(signed_in)
        signed_in.application.extensions["kb_late_writer"].flush()
    clock.advance(minutes=30)
    assert not is_in(signed_in)


def test_reading_writes_nothing_at_once_and_at_most_once_a_minute(signed_in, house, clock):
    late = signed_in.application.extensions["kb_late_writer"]
    late.flush()
    clock.advance(seconds=59)
    assert is_in(signed_in)
    assert late.flush() == 0
    clock.advance(seconds=1)
    assert is_in(signed_in)
    assert is_in(signed_in)
    assert late.flush() == 1
    with house.store.read() as unit:
        assert unit.session.scalars(select(WebSession.seen_at)).one() == clock.now


def test_a_page_left_open_does_not_keep_its_session_alive(signed_in, clock, settings):
    """Open pages ask for changes by themselves: that is no use of the session."""
    late = signed_in.application.extensions["kb_late_writer"]
    late.flush()
    for _ in range(settings.session_idle_minutes // 10):
        clock.advance(minutes=10)
        signed_in.get("/api/v1/changes")
        signed_in.get("/healthz")
        signed_in.get("/results?q=book", headers={"X-Unattended": "1"})
        assert late.flush() == 0
    assert not is_in(signed_in)


def test_nobody_fills_the_database_without_signing_in(client, house):
    for _ in range(3):
        client.get("/sign-in")
        client.get("/sessions")
    with house.store.read() as unit:
        assert unit.session.scalars(select(WebSession)).all() == []


def test_the_cookie_from_before_cannot_be_forged(app):
    forger = app.test_client()
    forger.set_cookie("before", "eyJjc3JmX3Rva2VuIjoieCJ9.aaaaaa.forged")
    form = {"name": "agent", "password": PASSWORD, "csrf_token": "x"}
    assert forger.post("/sign-in", data=form).status_code == 400


@pytest.mark.parametrize("value", ["", "x", "\x7f", "x" * 4000, "' OR 1=1 --", "ü"])
def test_odd_tokens_are_nobody(app, value):
    assert not is_in(with_cookie(app, value))


def test_nobody_ends_the_session_of_another(app, signed_in, house):
    make_account(house.store, Role.AGENT, name="bert")
    other = enter(app.test_client(), "bert")
    with house.store.read() as unit:
        ids = unit.session.scalars(select(WebSession.id).order_by(WebSession.id)).all()
    assert post(other, f"/sessions/{ids[0]}/end").status_code == 404
    assert is_in(signed_in)

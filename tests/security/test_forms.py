"""Forms: every POST route refuses what does not come from one of our own pages."""

import re

import pytest
from sqlalchemy import select

from kb.models import User, WebSession
from kb.vocabulary import Role
from tests.browsers import csrf_token
from tests.people import PASSWORD, enter, make_account
from tests.security.routes import ROUTES

POSTS = [route for route in ROUTES if route.method == "POST"]
KEYS = {"none": None, "empty": "", "made up": "x" * 80, "of another browser": "other"}


def test_there_are_forms_to_check(app):
    rules = {rule.rule for rule in app.url_map.iter_rules() if "POST" in rule.methods}
    assert rules == {route.rule for route in POSTS}


@pytest.mark.parametrize("key", KEYS)
def test_every_post_refuses_without_the_key_of_its_session(app, house, library, key):
    client = enter(app.test_client(), make_account(house.store, Role.AGENT))
    other = csrf_token(enter(app.test_client(), "agent"), "/sessions")
    given = other if key == "of another browser" else KEYS[key]
    wrong = []
    for route in POSTS:
        form = route.form | ({} if given is None else {"csrf_token": given})
        got = client.post(route.url, data=form).status_code
        wrong += [] if got == 400 else [(route.key, got)]
    assert wrong == []
    assert client.get("/sessions").status_code == 200


def test_a_refused_form_changes_nothing(client, sign_in, house):
    sign_in(client, Role.AGENT)
    with house.store.read() as unit:
        before = unit.session.scalars(select(User.password_hash)).all()
    client.post(
        "/password", data={"current_password": PASSWORD, "new_password": "four other words"}
    )
    client.post("/sign-out")
    client.post("/sessions/end-others")
    with house.store.read() as unit:
        assert unit.session.scalars(select(User.password_hash)).all() == before
        assert len(unit.session.scalars(select(WebSession)).all()) == 1


def test_a_script_sends_the_key_in_a_header(client, sign_in, library):
    sign_in(client, Role.AGENT)
    key = csrf_token(client, "/sessions")
    assert client.post("/api/v1/search", json={"q": "book"}).status_code == 400
    answer = client.post("/api/v1/search", json={"q": "book"}, headers={"X-CSRFToken": key})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("url", "filled"),
    [("/sign-in", ["current-password"]), ("/password", ["current-password", "new-password"])],
)
def test_passwords_are_masked_and_managers_may_fill_them(client, sign_in, library, url, filled):
    if url != "/sign-in":
        sign_in(client, Role.AGENT)
    inputs = re.findall(r"<input[^>]+password[^>]*>", client.get(url).text)
    masked = [tag for tag in inputs if 'type="password"' in tag]
    assert [re.search('autocomplete="([^"]+)"', tag).group(1) for tag in masked] == filled
    assert not [tag for tag in masked if "maxlength" in tag or re.search(' value="[^"]', tag)]


def test_reading_needs_no_key_and_changes_nothing_by_get(client, sign_in, library):
    sign_in(client, Role.AGENT)
    for route in POSTS:
        if not {r.rule for r in ROUTES if r.method == "GET"} & {route.rule}:
            assert client.get(route.url).status_code in {404, 405}, route.key

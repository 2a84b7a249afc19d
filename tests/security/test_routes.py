"""Every route x every role, signed out, and by token: nothing unlisted, nothing vanished."""

import pytest

from kb.services.actor import OPERATOR
from kb.services.people.tokens import add_token
from kb.vocabulary import Role
from tests.browsers import csrf_token
from tests.people import enter, make_account
from tests.security.routes import ROUTES, Route

SAFE = {"HEAD", "OPTIONS"}


def send(client, route, token="", **headers):
    form = {"csrf_token": token} | route.form if route.method == "POST" else None
    with client.open(route.url, method=route.method, data=form, headers=headers) as answer:
        return answer


def test_every_route_is_listed_and_every_listed_route_is_there(app):
    there = {(m, rule.rule) for rule in app.url_map.iter_rules() for m in rule.methods - SAFE}
    listed = [route.key for route in ROUTES]
    assert sorted(there - set(listed)) == [], "add these to tests/security/routes.py"
    assert sorted(set(listed) - there) == [], "these vanished"
    assert len(listed) == len(set(listed)), "listed twice"


@pytest.mark.parametrize("role", Role)
def test_each_role_gets_what_the_table_says(app, house, library, role):
    wrong = []
    client = enter(app.test_client(), make_account(house.store, role))
    token = csrf_token(client, "/sessions")
    for route in sorted(ROUTES, key=lambda route: route.rule == "/sign-out"):
        expected = route.signed_in if role in route.only else 403
        got = send(client, route, token).status_code
        wrong += [(route.key, got, expected)] if got != expected else []
    assert wrong == []


def test_every_page_has_the_way_out(client, sign_in, library):
    sign_in(client, Role.AGENT)
    pages = 0
    for route in ROUTES:
        if (
            route.method == "GET"
            and route.signed_in == 200
            and not route.rule.startswith("/static")
        ):
            text = client.get(route.url).text
            assert "<html" not in text or 'action="/sign-out"' in text, route.key
            pages += "<html" in text
    assert pages > 10


def test_nobody_signed_in_gets_public_pages_only(app, library):
    wrong = []
    for route in ROUTES:
        client = app.test_client()
        got = send(client, route, csrf_token(client))
        wrong += [] if got.status_code == route.signed_out else [(route.key, got.status_code)]
        if got.status_code == 303:
            assert got.location.startswith("/sign-in"), route.key
    assert wrong == []


def test_an_account_without_roles_may_nothing_but_its_own_affairs(app, house, library):
    client = enter(app.test_client(), make_account(house.store))
    assert client.get("/sessions").status_code == 200
    assert client.get("/api/v1/search?q=book").status_code == 403


def test_a_bearer_token_opens_the_api_and_nothing_else(app, house, library):
    name = make_account(house.store, Role.AGENT)
    with house.store.change() as unit:
        secret = add_token(unit, OPERATOR, name, label="test", days=1).secret
    wrong = []
    for route in ROUTES:
        client = app.test_client()
        key = csrf_token(client) if route.rule == "/sign-in" else ""
        got = send(client, route, key, Authorization=f"Bearer {secret}").status_code
        wrong += [(route.key, got)] if got != route.token else []
    assert wrong == []


@pytest.mark.parametrize("given", ["", "kb_wrong", "\0", "x" * 10_000, "ünï"])
def test_a_wrong_token_is_nobody_even_with_a_session(client, sign_in, library, given):
    sign_in(client, Role.AGENT)
    answer = client.get("/api/v1/search?q=book", headers={"Authorization": f"Bearer {given}"})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.get_json()["error"]["what"]


def test_a_page_that_shows_nothing_to_sign_in_for_still_hides_what_exists(client):
    """Signed out, a page that is not there and one that is look alike below the same rule."""
    there, missing = (client.get(f"/a/en/borrowing/{name}") for name in ("how-long", "nothing"))
    assert (there.status_code, missing.status_code) == (303, 303)


def test_the_table_is_for_this_site_and_not_empty():
    assert len(ROUTES) > 15
    assert all(isinstance(route, Route) for route in ROUTES)

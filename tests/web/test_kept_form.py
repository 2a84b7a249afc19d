"""A form that meets an ended session keeps its text, for the person who wrote it alone."""

import pytest

from kb.vocabulary import Role
from tests.browsers import csrf_token
from tests.pages import check_page, read_page
from tests.people import PASSWORD, make_account

HERE = {"Origin": "http://localhost"}
WRITTEN = 'A long text,\nin two lines, with <b>signs</b> & "quotes"'


@pytest.fixture
def expired(client, sign_in, clock):
    """Give a browser whose session ended while a form stood open, and that form."""
    sign_in(client, Role.AGENT)
    form = {"csrf_token": csrf_token(client, "/sessions"), "q": WRITTEN, "literal": "1"}
    clock.advance(days=1)
    return client, form


def fields(page):
    """Return where the page's own form goes, and name and value of its fields."""
    (main,) = page.all("main")
    (form,) = main.iter("form")
    inputs = {node.get("name"): node.get("value", "") for node in form.iter("input")}
    areas = {node.get("name"): "".join(node.itertext()) for node in form.iter("textarea")}
    return form.get("action"), inputs | areas


def test_the_text_comes_through_signing_in_and_is_sent_by_one_click(expired, library):
    client, form = expired
    asked = client.post("/search", data=form, headers=HERE)
    assert asked.status_code == 401
    page = read_page("/search", 401, asked.text)
    check_page(page)
    assert "What you wrote is kept" in page.text

    action, carried = fields(page)
    assert carried["kept.q"] == WRITTEN
    again = client.post(action, data=carried | {"name": "agent", "password": PASSWORD})
    assert again.status_code == 200
    page = read_page("/sign-in", 200, again.text)
    check_page(page)

    action, carried = fields(page)
    assert action == "/search"
    assert carried["q"] == WRITTEN
    assert client.post(action, data=carried).status_code == 200


def test_a_mistyped_password_on_the_way_loses_nothing(expired):
    client, form = expired
    page = read_page("/", 401, client.post("/search", data=form, headers=HERE).text)
    _, carried = fields(page)
    wrong = client.post("/sign-in", data=carried | {"name": "agent", "password": "wrong"})
    assert wrong.status_code == 401
    assert fields(read_page("/", 401, wrong.text))[1]["kept.q"] == WRITTEN


def test_a_form_from_before_signing_in_anew_is_shown_again(client, sign_in, library):
    """Two tabs: the session was renewed in the other one, so this one's key is old."""
    sign_in(client, Role.AGENT)
    form = {"csrf_token": csrf_token(client, "/sessions"), "q": WRITTEN}
    sign_in_again = {"name": "agent", "password": PASSWORD, "csrf_token": form["csrf_token"]}
    client.post("/sign-in", data=sign_in_again)
    asked = client.post("/search", data=form, headers=HERE)
    assert asked.status_code == 400
    action, carried = fields(read_page("/search", 400, asked.text))
    assert carried["q"] == WRITTEN
    assert client.post(action, data=carried).status_code == 200


@pytest.mark.parametrize("origin", [{}, {"Origin": "https://evil.example"}, {"Origin": "null"}])
def test_no_other_site_puts_words_into_a_form(expired, origin):
    client, form = expired
    asked = client.post("/search", data=form, headers=origin)
    assert asked.status_code == 303
    assert asked.location == "/sign-in"


def test_who_was_never_here_keeps_nothing(client):
    asked = client.post("/search", data={"q": WRITTEN}, headers=HERE)
    assert asked.status_code == 303


def test_passwords_are_never_kept(client, sign_in, clock):
    sign_in(client, Role.AGENT)
    clock.advance(days=1)
    form = {"current_password": "one secret", "new_password": "other secret"}
    asked = client.post("/password", data=form, headers=HERE)
    assert "secret" not in client.get(asked.location).text


def test_a_kept_form_goes_nowhere_but_here(client, house):
    make_account(house.store, Role.AGENT)
    form = {"name": "agent", "password": PASSWORD, "csrf_token": csrf_token(client)}
    evil = {"kept_path": "https://evil.example/", "kept.q": "x"}
    assert client.post("/sign-in", data=form | evil).location == "/"


def test_a_script_is_told_without_a_page(expired):
    client, form = expired
    for url in ("/results", "/search"):
        answer = client.post(url, data=form, headers=HERE | {"Sec-Fetch-Dest": "empty"})
        assert answer.status_code == 401

"""Signing in and out, one's sessions, one's password, as a person sees them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.vocabulary import Role
from kb.web.frame.returning import is_same_site, return_path
from kb.web.people.browser_names import browser_name
from tests.browsers import csrf_token, post
from tests.pages import check_page, read_page
from tests.people import PASSWORD, enter, make_account


@pytest.fixture
def agent(client, sign_in):
    return sign_in(client, Role.AGENT)


def test_the_sign_in_page_keeps_the_rules_of_every_page(page):
    assert not page("/sign-in").by_class("banner"), "that is for demo mode"


def test_a_person_signs_in_and_sees_their_session(agent, library, page):
    assert "This browser" in page("/sessions").text


def test_the_password_page_keeps_the_rules_of_every_page(agent, library, page):
    assert "Four plain words" in page("/password").text


def test_whoever_wanted_a_page_is_asked_to_sign_in_first(client):
    assert client.get("/sessions").location == "/sign-in?next=/sessions"
    assert client.get("/").location == "/sign-in"


def test_whoever_wanted_a_page_gets_it_after_signing_in(client, house):
    make_account(house.store, Role.AGENT)
    asked = client.get("/t/%3F%C3%A9?x=a%20b+c%26d")
    tree = read_page("/sign-in", 200, client.get(asked.location).text)
    (target,) = (node.get("value") for node in tree.all("input") if node.get("name") == "next")
    assert target == "/t/%3Fé?x=a%20b+c%26d"
    form = {"name": "agent", "password": PASSWORD, "csrf_token": csrf_token(client)}
    assert (
        client.post("/sign-in", data=form | {"next": "/sessions?x=a"}).location == "/sessions?x=a"
    )


ELSEWHERE = [
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/\n/evil.example",
    "///evil.example",
    "",
    "evil",
    " /x",
]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_never_leads_to_another_site(client, house, target):
    make_account(house.store, Role.AGENT)
    form = {"name": "agent", "password": PASSWORD, "csrf_token": csrf_token(client)}
    assert client.post("/sign-in", data=form | {"next": target}).location == "/"


@given(st.text(alphabet="/\\:@.?#%ae \t\n\0", max_size=12))
def test_a_path_to_return_to_always_stays_here(target):
    path = return_path(target)
    assert path.startswith("/")
    assert not path.startswith(("//", "/\\"))
    assert is_same_site(path)


def test_who_is_signed_in_already_goes_straight_on(agent):
    assert agent.get("/sign-in?next=/password").location == "/password"


def test_a_wrong_password_keeps_the_name_and_says_so(client, house):
    make_account(house.store, Role.AGENT)
    form = {"name": "agent", "password": "wrong", "csrf_token": csrf_token(client)}
    answer = client.post("/sign-in", data=form)
    assert answer.status_code == 401
    tree = read_page("/sign-in", 401, answer.text)
    check_page(tree)
    assert "do not belong together" in tree.text
    assert 'value="agent"' in answer.text
    assert "wrong" not in answer.text


def test_after_signing_out_nobody_is_there(agent):
    assert post(agent, "/sign-out").status_code == 303
    assert agent.get("/sessions").status_code == 303


def test_one_session_and_then_all_others_can_be_ended(app, agent, library, page):
    others = [enter(app.test_client(), "agent") for _ in range(3)]
    listed = page("/sessions")
    ends = [
        form.get("action") for form in listed.all("form") if form.get("action", "").endswith("/end")
    ]
    assert len(ends) == 3
    assert post(agent, ends[0]).location == "/sessions"
    assert "That session has ended." in page("/sessions").text
    post(agent, "/sessions/end-others")
    assert "2 other sessions ended." in page("/sessions").text
    assert [other.get("/sessions").status_code for other in others] == [303] * 3
    assert agent.get("/sessions").status_code == 200


def test_a_new_password_is_refused_with_its_reason_beside_the_field(agent):
    answer = post(agent, "/password", current_password=PASSWORD, new_password="short")
    assert answer.status_code == 400
    tree = read_page("/password", 400, answer.text)
    check_page(tree)
    (error,) = tree.by_class("field__error")
    assert "12 to" in "".join(error.itertext())
    assert 'value="short"' not in answer.text


def test_a_wrong_present_password_is_said_beside_its_field(agent):
    answer = post(agent, "/password", current_password="wrong", new_password="four other words!")
    assert "not your present password" in answer.text


def test_a_new_password_works_and_the_old_one_no_longer(app, agent):
    post(agent, "/password", current_password=PASSWORD, new_password="four other plain words")
    enter(app.test_client(), "agent", "four other plain words")
    with pytest.raises(AssertionError, match="401"):
        enter(app.test_client(), "agent")


def test_a_bookmark_with_a_method_of_its_own_is_told_so(agent):
    assert agent.get("/sign-out").status_code == 405


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36", "Chrome on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537 Edg/140", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU like Mac OS X) Version/18 Safari/604", "Safari on iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15) Safari/605", "Safari on macOS"),
        ("reporting/1.0", "reporting/1.0"),
        ("", "An unnamed browser"),
    ],
)
def test_a_session_is_named_as_a_person_would(said, name):
    assert browser_name(said) == name

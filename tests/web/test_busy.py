"""While a large change holds the database: a plain page that says when to come back."""

import pytest

from kb.errors import BusyError
from kb.services.people import sessions
from kb.vocabulary import Role
from kb.web.people import account
from tests.browsers import csrf_token
from tests.pages import check_page, read_page

HERE = {"Origin": "http://localhost"}


@pytest.fixture
def busy(client, sign_in, monkeypatch):
    """Give a signed-in browser of a site that cannot end sessions now, and its form."""

    def refuse(*args, **named):
        raise BusyError

    sign_in(client, Role.AGENT)
    form = {"csrf_token": csrf_token(client, "/sessions")}
    monkeypatch.setattr(account, "end_other_sessions", refuse)
    return client, form


def test_it_is_a_503_that_says_when_to_come_back(busy):
    client, form = busy
    answer = client.post("/sessions/end-others", data=form)
    page = read_page("/sessions/end-others", 503, answer.text)
    check_page(page)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "Nothing of it was done" in page.text


def test_what_was_written_is_shown_again(busy):
    client, form = busy
    answer = client.post("/sessions/end-others", data=form | {"why": "my long text"}, headers=HERE)
    page = read_page("/sessions/end-others", 503, answer.text)
    check_page(page)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "my long text" in page.text
    assert "try again in a few seconds" in page.text


def test_a_script_is_told_without_the_form(busy):
    client, form = busy
    headers = HERE | {"Sec-Fetch-Dest": "empty"}
    answer = client.post(
        "/sessions/end-others", data=form | {"why": "my long text"}, headers=headers
    )
    assert answer.status_code == 503
    assert "my long text" not in answer.text


def test_a_deed_that_is_done_is_not_told_as_failed(client, sign_in, monkeypatch, caplog):
    """Only the message for the next page is lost."""
    sign_in(client, Role.AGENT)
    form = {"csrf_token": csrf_token(client, "/sessions")}

    def refuse(*args, **named):
        raise BusyError

    monkeypatch.setattr("kb.web.frame.sessions.keep_content", refuse)
    assert sessions.keep_content is not refuse
    answer = client.post("/sessions/end-others", data=form)
    assert (answer.status_code, answer.location) == (303, "/sessions")
    assert "not kept" in caplog.text

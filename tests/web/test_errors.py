"""What went wrong: in plain words, on the same page, and nothing of it in the log."""

import logging

import pytest
from flask import abort
from sqlalchemy import text

from kb import errors
from kb.vocabulary import Role
from kb.web.frame.actor import public
from tests.pages import check_links, check_page, read_page

SECRET = "the caller's own words"


@pytest.fixture
def breaking(app):
    """Give an app with a route for each thing that can go wrong."""

    @public
    def kb_error(name):
        kinds = {
            "missing": errors.NotFoundError("There is no such book."),
            "forbidden": errors.NotAllowedError("Not yours."),
            "invalid": errors.InvalidError("Write a number."),
            "conflict": errors.ConflictError("Changed by Bert."),
            "throttled": errors.ThrottledError("Wait a little.", 7),
            "tampered": errors.TamperedError(SECRET),
            "index": errors.IndexBrokenError("It is being rebuilt."),
        }
        raise kinds[name]

    @public
    def status(code):
        abort(code)

    @public
    def bug():
        raise ValueError(SECRET)

    @public
    def database():
        with app.extensions["kb"].store.read() as unit:
            unit.session.execute(text("SELECT :words FROM nowhere"), {"words": SECRET})

    for prefix in ("", "/api"):
        app.add_url_rule(f"{prefix}/test/kb/<name>", f"{prefix}kb_error", kb_error)
        app.add_url_rule(f"{prefix}/test/status/<int:code>", f"{prefix}status", status)
        app.add_url_rule(f"{prefix}/test/bug", f"{prefix}bug", bug)
        app.add_url_rule(f"{prefix}/test/database", f"{prefix}database", database)
    app.testing = False
    return app


EXPECTED = {
    "kb/missing": (404, "There is no such book."),
    "kb/forbidden": (403, "Not yours."),
    "kb/invalid": (400, "Write a number."),
    "kb/conflict": (409, "Changed by Bert."),
    "kb/throttled": (429, "Wait a little."),
    "kb/index": (503, "It is being rebuilt."),
    "status/400": (400, "not what this page takes"),
    "status/401": (401, "Nobody is signed in"),
    "status/403": (403, "Your role"),
    "status/404": (404, "no page at this address"),
    "status/405": (405, "does not take that request"),
    "status/413": (413, "takes at once"),
    "status/414": (414, "more than this site reads"),
    "status/418": (418, "not what this page takes"),
    "status/429": (429, "too many requests"),
    "status/500": (500, "not your doing"),
    "status/503": (503, "not there at the moment"),
}


@pytest.mark.parametrize("where", EXPECTED)
def test_each_error_is_a_page_that_keeps_the_rules_and_says_what_to_do(breaking, where):
    client = breaking.test_client()
    status, words = EXPECTED[where]
    answer = client.get(f"/test/{where}")
    page = read_page(where, answer.status_code, answer.text)
    check_page(page)
    assert (answer.status_code, words in page.text) == (status, True)
    assert page.all("a")


@pytest.mark.parametrize("where", EXPECTED)
def test_below_api_each_error_is_json(breaking, where):
    status, words = EXPECTED[where]
    answer = breaking.test_client().get(f"/api/test/{where}")
    said = answer.get_json()["error"]
    assert (answer.status_code, said["status"]) == (status, status)
    assert words in said["what"]
    assert said["mend"]
    assert "page" not in said["mend"]  # a program cannot go back to one


def test_an_error_page_for_somebody_signed_in_has_links_that_lead_somewhere(
    client, sign_in, library
):
    sign_in(client, Role.AGENT)
    answer = client.get("/nowhere")
    page = read_page("/nowhere", answer.status_code, answer.text)
    check_page(page)
    check_links(page, client, set())


def test_too_fast_says_when_to_come_back(breaking):
    assert breaking.test_client().get("/test/kb/throttled").headers["Retry-After"] == "7"


@pytest.mark.parametrize("where", ["bug", "database", "kb/tampered"])
@pytest.mark.parametrize("prefix", ["", "/api"])
def test_a_bug_gives_a_reference_that_the_log_has_and_no_words(breaking, caplog, where, prefix):
    with caplog.at_level(logging.DEBUG):
        answer = breaking.test_client().get(f"{prefix}/test/{where}?q={SECRET}")
    assert answer.status_code == 500
    assert SECRET not in answer.text
    lines = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(lines) == 1
    reference = lines[0].split()[1].rstrip(":")
    assert reference in answer.text
    assert "test_errors.py" in lines[0]
    assert SECRET not in caplog.text


def test_a_refusal_is_in_the_log_with_who_and_what_and_no_words(breaking, sign_in, caplog, library):
    client = sign_in(breaking.test_client(), Role.AGENT)
    client.get(f"/test/kb/forbidden?q={SECRET}")
    client.post("/search", data={"q": SECRET})
    lines = [line for line in caplog.messages if line.startswith("refused")]
    account = lines[0].split("account ")[1].split(",")[0]
    assert account.isdigit()
    assert lines == [
        f"refused: NotAllowedError, account {account}, kb_error",
        f"refused: CSRFError, account {account}, call.search_by_post",
    ]


def test_a_wrong_method_says_which_would_do(client):
    answer = client.delete("/sign-in")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_when_the_layout_is_what_broke_there_is_still_a_page(breaking, caplog):
    breaking.jinja_env.globals["static_url"] = None
    answer = breaking.test_client().get("/test/kb/missing")
    assert answer.status_code == 404
    page = read_page("bare", 404, answer.text)
    assert "There is no such book." in page.text


def test_when_a_table_is_gone_there_is_still_a_page(breaking):
    client = breaking.test_client()
    client.set_cookie("session", "somebody")
    with breaking.extensions["kb"].store.touch() as unit:
        unit.session.execute(text("DROP TABLE web_session"))
    answer = client.get("/sessions")
    assert answer.status_code == 500
    assert "not your doing" in answer.text


def test_what_was_written_in_an_error_is_shown_as_text(breaking):
    @public
    def odd():
        raise errors.InvalidError("<script>alert(1)</script>")

    breaking.add_url_rule("/test/odd", "odd", odd)
    assert "<script>alert" not in breaking.test_client().get("/test/odd").text
    breaking.jinja_env.globals["static_url"] = None
    assert "&lt;script&gt;alert" in breaking.test_client().get("/test/odd").text


def test_the_site_says_that_it_is_well(client):
    assert client.get("/healthz").get_json() == {"status": "ok"}

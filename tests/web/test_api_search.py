"""GET and POST /api/v1/search and /api/v1/changes: JSON for programs."""

import pytest

from kb.factory import create_app
from kb.services.actor import OPERATOR
from kb.services.publishing.published import shown_revision
from kb.services.publishing.states import change_state
from kb.vocabulary import ResultKind, Role, State, ThingKind
from kb.web.api.changes import changes_now
from tests.browsers import csrf_token

pytestmark = pytest.mark.usefixtures("library")
SEARCH = "/api/v1/search"


@pytest.fixture
def agent(client, sign_in):
    return sign_in(client, Role.AGENT)


def test_a_result_says_what_where_and_why(agent):
    found = agent.get(SEARCH, query_string={"q": "how long can I keep a book"}).json
    first = found["results"][0]
    assert (first["kind"], first["id"]) == ("answer", "borrowing#how-long")
    assert (first["original"], first["eid"], first["language"]) == ("borrowing", None, "en")
    assert first["title"] == "How long can I keep a book?"
    assert agent.get(first["url"]).status_code == 200
    assert found["searched_for"] == "how long can I keep a book"
    assert found["took_ms"] >= 0


def test_the_law_of_another_day_is_searched_and_its_addresses_show_it(agent):
    query = {"q": "a book is lent for 14 days", "kind": "provision", "as_of": "2025-07-01"}
    first = agent.get(SEARCH, query_string=query).json["results"][0]
    assert first["excerpt"]["text"].count("lent for 14 days") == 1
    assert first["url"] == "/o/borrowing?as_of=2025-07-01#sec_1.1"
    today = agent.get(SEARCH, query_string=query | {"as_of": ""}).json["results"][0]
    assert today["excerpt"]["text"].count("lent for 21 days") == 1


def test_a_day_that_is_none_is_refused(agent):
    refused = agent.get(SEARCH, query_string={"q": "book", "as_of": "soon"})
    assert refused.status_code == 400
    assert "no day" in refused.text


def test_spans_of_an_excerpt_stand_on_its_words(agent):
    found = agent.get(SEARCH, query_string={"q": "overdue", "kind": "provision"}).json
    excerpt = found["results"][0]["excerpt"]
    assert {excerpt["text"][start:end].lower() for start, end in excerpt["spans"]} == {"overdue"}


def test_a_form_and_an_object_ask_the_same(agent):
    key = {"X-CSRFToken": csrf_token(agent, "/sessions")}
    asked = {"q": "keep a book", "limit": "3", "kind": "answer"}
    by_form = agent.post(SEARCH, data=asked, headers=key).json
    by_object = agent.post(SEARCH, json={**asked, "limit": 3, "kind": ["answer"]}, headers=key).json
    assert by_form["results"] == by_object["results"] != []


def test_kind_may_be_repeated(agent):
    found = agent.get(f"{SEARCH}?q=loan+renew+book&kind=process&kind=step&limit=50").json
    assert {one["kind"] for one in found["results"]} == {"process", "step"}


def test_limit_is_kept(agent):
    assert len(agent.get(f"{SEARCH}?q=book&limit=1").json["results"]) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        "limit=0",
        "limit=51",
        "limit=-1",
        "limit=ten",
        "limit=9999999999",
        "kind=poem",
        "language=tlh",
        "kinds=answer",
    ],
)
def test_what_cannot_be_used_is_named(agent, wrong):
    answer = agent.get(f"{SEARCH}?q=book&{wrong}")
    assert answer.status_code == 400
    assert wrong.split("=")[0] in answer.text


@pytest.mark.parametrize("body", [["book"], "book", {"q": ["x", 3], "limit": True}, {"q": 5}])
def test_an_object_of_another_shape_is_refused_in_words(agent, body):
    key = {"X-CSRFToken": csrf_token(agent, "/sessions")}
    answer = agent.post(SEARCH, json=body, headers=key)
    assert answer.status_code == 400


def test_no_words_find_nothing(agent):
    assert agent.get(SEARCH).json["results"] == []


def test_every_result_of_every_kind_has_a_page(agent):
    words = "book loan overdue accounts desk renew first time charge"
    found = agent.get(SEARCH, query_string={"q": words, "limit": 50}).json["results"]
    kinds = {one["kind"] for one in found}
    assert kinds == set(ResultKind) - {ResultKind.NOTICE}
    assert [one["url"] for one in found if agent.get(one["url"]).status_code != 200] == []


def test_changes_are_counted_and_no_change_is_an_empty_304(agent, house):
    now = agent.get("/api/v1/changes").json["now"]
    same = agent.get(f"/api/v1/changes?since={now}")
    assert (same.status_code, same.data) == (304, b"")


def test_a_withdrawal_is_a_change(agent, house, monkeypatch):
    monkeypatch.setattr("kb.services.publishing.changes.FRESH_S", 0)
    before = agent.get("/api/v1/changes").json["now"]
    with house.store.change() as unit:
        revision = shown_revision(unit, ThingKind.ANSWER, "en/borrowing#late")
        change_state(unit, OPERATOR, revision, State.WITHDRAWN, why="wrong")
    after = agent.get(f"/api/v1/changes?since={before}")
    assert after.status_code == 200
    assert after.json["now"] != before


def test_no_change_is_told_without_session_or_database(agent, house, monkeypatch):
    """Hundreds of open pages ask at once: the short way must stay short."""
    now = agent.get("/api/v1/changes").json["now"]
    monkeypatch.setattr("kb.services.publishing.changes.FRESH_S", 3600)
    monkeypatch.setattr(house.store, "read", lambda: pytest.fail("the database was asked"))
    same = agent.get(f"/api/v1/changes?since={now}")
    assert (same.status_code, same.data) == (304, b"")
    assert same.headers["X-Content-Type-Options"] == "nosniff"
    assert same.headers["Cache-Control"] == "no-store"


def test_who_is_signed_out_is_told_nothing_without_the_mark(agent, monkeypatch):
    monkeypatch.setattr("kb.services.publishing.changes.FRESH_S", 3600)
    now = agent.get("/api/v1/changes").json["now"]
    stranger = agent.application.test_client()
    for since in ("", "?since=0", f"?since={now[:-1]}", f"?since={now}x", f"?x=1&since={now}"):
        assert stranger.get(f"/api/v1/changes{since}").status_code == 401, since


def test_every_process_gives_the_same_mark(agent, house, settings, clock):
    other = create_app(settings, clock=clock, engine=house.engine)  # processes share one index
    with other.app_context():
        assert agent.get("/api/v1/changes").json["now"] == changes_now()
    other.extensions["kb"].store.engine.dispose()

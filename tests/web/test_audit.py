"""The audit page: what a compliance person or an admin sees of the record."""

import json

import pytest

from kb.services.actor import OPERATOR
from kb.services.record.reading import A_PAGE
from kb.vocabulary import Role
from tests.browsers import csrf_token
from tests.pages import words


@pytest.fixture
def auditor(client, sign_in, library):
    return sign_in(client, Role.COMPLIANCE, name="carla")


def rows(page):
    return [words(row) for row in page.all("tr")[1:]]


def test_the_record_says_who_did_what_and_why(auditor, page, house):
    with house.store.change() as unit:
        unit.record(OPERATOR, "withdrawn", "answer:en/x#y", details={"revision": 2}, why="It lies")
    first = rows(page("/audit"))[0]
    for words_there in ("operator", "withdrawn", "answer:en/x#y", "revision", "It lies"):
        assert words_there in first


def test_filters_narrow_it_and_stay_in_the_form(auditor, page):
    found = page("/audit?verb=published&thing=answer:")
    assert rows(found)
    assert all("published" in row and "answer:" in row for row in rows(found))
    chosen = [node.get("value") for node in found.all("option") if node.get("selected") is not None]
    assert chosen[0] == "published"


def test_nothing_like_that_is_said(auditor, page):
    assert "No entry is like that" in page("/audit?thing=nothing").text


def test_a_load_stands_in_one_row_that_opens(auditor, page):
    found = page("/audit?verb=published")
    (opened,) = [node.get("href") for node in found.all("a") if "One by one" in words(node)]
    assert "things at once" in rows(found)[0]
    one_by_one = page(opened)
    assert len(rows(one_by_one)) > 1
    assert "at once" not in one_by_one.text


def test_the_way_on_keeps_the_filters(auditor, page, house, clock):
    for number in range(A_PAGE + 1):
        clock.advance(seconds=1)
        with house.store.change() as unit:
            unit.record(OPERATOR, "tried", f"term:{number}", details={})
    found = page("/audit?verb=tried")
    older = [node for node in found.all("a") if words(node) == "Older"]
    assert len(rows(found)) == A_PAGE
    second = page(older[0].get("href"))
    assert len(rows(second)) == 1
    assert "term:0" in rows(second)[0]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("first=yesterday", "is no day"),
        ("before=x", "no number of an entry"),
        ("act=999999", "There is no entry 999999"),
        ("actor=nobody.here", "There is no account"),
        ("first=2026-05-05&last=2026-05-04", "after the last"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(auditor, client, query, said):
    answer = client.get(f"/audit?{query}")
    assert answer.status_code == 400
    assert said in answer.text


def test_the_file_holds_what_the_filters_asked_for(auditor, client):
    form = {"csrf_token": csrf_token(client, "/audit"), "format": "json", "verb": "published"}
    answer = client.post("/audit/export", data=form)
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert answer.headers["Content-Disposition"].endswith('.json"')
    assert lines
    assert {line["verb"] for line in lines} == {"published"}
    assert "export audit" in rows_of(client)[0]


def rows_of(client):
    text = client.get("/audit").text
    return [row.replace("_", " ") for row in text.split("<tr id=")[1:]]


def test_an_agent_is_refused(client, sign_in, library):
    sign_in(client, Role.AGENT)
    assert client.get("/audit").status_code == 403

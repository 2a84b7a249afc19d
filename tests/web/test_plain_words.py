"""The word list: found by its words, told apart by what to do with them, for who writes it."""

import pytest

from kb.importers.records import PlainWordRecord
from kb.vocabulary import Role
from tests import factories as f
from tests.pages import words

LISTED = (
    PlainWordRecord("commence", "commence", ("start", "begin")),
    PlainWordRecord("hereby", "hereby"),
    PlainWordRecord("waiver", "waiver", keep=True, why="The form is called that."),
)


@pytest.fixture(autouse=True)
def _trainer(client, sign_in, library, house):
    for record in LISTED:
        f.load(house.store, record)
    sign_in(client, Role.TRAINER)


def listed(fetched):
    return [words(link).partition(":")[0] for link in fetched.by_class("term-row__term")]


def test_every_word_stands_with_what_to_do_and_where_to_change_it(page):
    fetched = page("/plain-words")
    assert listed(fetched) == ["commence", "hereby", "waiver"]
    said = [words(one) for one in fetched.by_class("term-row")]
    assert "start, begin" in said[0]
    assert "leave it out" in said[1]
    assert "keep the word" in said[2]
    assert "The form is called that." in said[2]
    links = {link.get("href") for link in fetched.all("a")}
    assert {"/edit/plain_word/commence", "/write/plain_word"} <= links


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=COMM", ["commence"]),
        ("q=begin", ["commence"]),
        ("q=form", ["waiver"]),
        ("how=keep", ["waiver"]),
        ("how=leave_out", ["hereby"]),
        ("q=e&how=replace", ["commence"]),
        ("q=nowhere", []),
        ("how=unknown", ["commence", "hereby", "waiver"]),
    ],
)
def test_words_are_found_by_word_plain_word_reason_and_treatment(page, asked, found):
    assert listed(page(f"/plain-words?{asked}")) == found


def test_the_menu_leads_trainers_there_and_nobody_else(page, client, sign_in):
    assert "/plain-words" in {link.get("href") for link in page("/bench").all("a")}
    sign_in(client, Role.COMPLIANCE)
    assert "/plain-words" not in {link.get("href") for link in page("/desk").all("a")}


def test_the_link_to_a_word_opens_it_for_editing(client):
    answered = client.get("/edit/plain_word/commence")
    assert answered.status_code == 200
    assert "commence" in answered.text

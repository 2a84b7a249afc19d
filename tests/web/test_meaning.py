"""The meaning check over the library: worked out beside requests, for who looks after words."""

from dataclasses import replace

import pytest

from kb.importers.content import unpack
from kb.importers.records import AnswerRecord, Block
from kb.services.publishing.published import shown_revision
from kb.vocabulary import BlockKind, Role, ThingKind
from tests import factories as f
from tests.browsers import post
from tests.pages import words


@pytest.fixture(autouse=True)
def _compliance(client, sign_in, library):
    sign_in(client, Role.COMPLIANCE)


def worked_out(house):
    """Do in this thread what the house does beside its requests."""
    house.meaning.work()


def test_who_asks_is_answered_at_once_and_told_how_far_it_is(page, client, house):
    assert "Compare them now" in page("/meaning").text
    assert post(client, "/meaning").status_code == 303
    house.meaning.close()
    assert "Compare them now" not in page("/meaning").text


def test_once_worked_out_every_original_says_how_many_facts_are_kept(page, house):
    worked_out(house)
    fetched = page("/meaning")
    assert not fetched.by_class("meaning__progress")
    assert "facts kept" in fetched.text
    assert "/meaning/borrowing" in {link.get("href") for link in fetched.all("a")}


def test_a_contradiction_is_counted_on_the_desk_and_shown_with_both_places(page, house):
    with house.store.read() as unit:
        shown = shown_revision(unit, ThingKind.ANSWER, "en/borrowing#how-long")
        record = unpack(AnswerRecord, shown.content)
    wrong = Block(BlockKind.SAY, "You can keep a book for 31 days.")
    f.load(house.store, replace(record, blocks=(wrong,)))
    worked_out(house)
    assert "contradict" in page("/desk").text
    shown = page("/meaning/borrowing")
    marks = [words(mark) for mark in shown.all("mark")]
    assert "31 days" in marks


def test_the_desk_never_starts_the_check_itself(page, house):
    assert "Compare them now" in page("/desk").text
    with house.store.read() as unit:
        assert house.meaning.known(unit) is None


def test_what_did_not_change_is_not_checked_again(house):
    worked_out(house)
    with house.store.read() as unit:
        before = {one.key: one for one in house.meaning.known(unit).verdicts}
    f.load(house.store, f.make_term("fine", "fine"))
    with house.store.read() as unit:
        assert house.meaning.known(unit) is None
    worked_out(house)
    with house.store.read() as unit:
        after = {one.key: one for one in house.meaning.known(unit).verdicts}
    assert after
    assert all(after[key] is before[key] for key in after)


def test_an_original_that_is_not_in_force_has_no_page(page):
    assert "in force" in page("/meaning/nowhere", 404).text


@pytest.mark.parametrize("role", [Role.AGENT, Role.LEAD])
def test_others_are_not_shown_it(client, sign_in, role):
    sign_in(client, role)
    assert client.get("/meaning").status_code == 403

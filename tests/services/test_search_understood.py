"""What a search does beyond the letter, says about it, and bears."""

from time import process_time

import pytest

from kb.search.understand import MAX_CHARS
from kb.services.calls.search_log import LONG_TEXT, masked_words
from kb.services.search import search
from kb.services.search.why import Match, Place, explain
from tests.factories import load, make_answer, make_original
from tests.services.test_search import AGENT, ask, engine, ids  # noqa: F401 - fixtures

HOSTILE = (
    "a" * 10_000,
    "refund " * 1_000,
    " ".join(f"word{number}" for number in range(1_000)),
    "*" * 500 + "?" * 500,
    "book* ?ook b??k [bB]ook ~book^9",
    "(a+)+$ (.*)*x .*.*.*.*=.* \\x00",
    "(" * 5_000 + "book" + ")" * 5_000,
    "s. " + "12(" * 3_000,
    "> quoted\n" * 2_000,
    "NOT AND OR title:book -book +book {book TO zoo}",
    "\u202ebook\u0000\ud800",
    "twenty-" * 1_400,
)


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("typing", [True, False])
def test_whatever_is_typed_is_answered_within_a_moment_of_work(ask, words, typing):  # noqa: F811 - the fixture, imported
    started = process_time()
    page = ask(words, typing=typing)
    assert process_time() - started < 2  # processor time: a stall takes minutes
    assert len(page.text) <= MAX_CHARS


def test_a_last_word_that_is_misspelt_is_mended_though_it_is_being_typed(ask):  # noqa: F811 - the fixture, imported
    page = ask("borowing", typing=True)
    assert page.searched_for == "borrowing"
    assert page.results
    assert ask("borow", typing=True).searched_for == "borow"  # it may go on


def test_of_a_pasted_letter_only_the_gist_comes_back_and_nothing_is_kept(ask):  # noqa: F811 - the fixture, imported
    letter = (
        "Dear library, my name is Zebulon Pike and I am writing because of last week. "
        "I took a novel home for my holiday and could not finish it in time since I was ill. "
        "How long can I keep a book? I look forward to your reply, there is no hurry at all.\n"
        "Kind regards, Zebulon Pike"
    )
    page = ask(letter)
    assert "borrowing#how-long" in ids(page)[:2]
    assert "regards" not in page.text
    assert len(page.text) < len(letter)
    assert masked_words(letter) == LONG_TEXT


def test_why_says_which_words_matched_where(ask, any_store):  # noqa: F811 - the fixture, imported
    page = ask("how long can i keep a book")
    with any_store.read() as unit:
        first = explain(unit, page)[0]
    assert first.result.id == "borrowing#how-long"
    assert first.match is Match.SAID
    assert {one.word: one.places for one in first.words}["book"][0] is Place.TITLE


def test_why_says_what_named_a_provision(ask, any_store):  # noqa: F811 - the fixture, imported
    page = ask("section 1")
    with any_store.read() as unit:
        reasons = explain(unit, page)
    assert [why.match for why in reasons][:1] == [Match.CITED]


def test_why_says_nothing_of_a_search_that_found_nothing(any_store, engine):  # noqa: F811 - the fixture, imported
    load(any_store, make_original(), make_answer())
    with any_store.read() as unit:
        page = search(unit, AGENT, engine, "zzz qqq", literal=True)
        assert explain(unit, page) == ()

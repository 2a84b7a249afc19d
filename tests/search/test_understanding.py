"""What words may mean beside themselves: each way says what it did, and only what is held."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search.analysis import stem
from kb.search.understanding import Way, asked_kinds, gist, is_everyday, settled, widen
from kb.search.understanding.long_text import GIST_WORDS
from kb.search.understanding.questions import question_stems
from kb.vocabulary import ResultKind

LIBRARY = "sick pay overpayment letter funeral refund 48 hours 14 days receive"


def held(stems):
    return frozenset(map(stem, LIBRARY.split())) & frozenset(stems)


def found(text, **more):
    return [(one.way, one.said, one.meant) for one in widen(text, held, **more)]


def test_a_word_that_nothing_holds_is_looked_for_by_its_near_words():
    assert found("the undertakers letter") == [(Way.NEAR, "undertakers", ("funeral",))]


def test_a_word_that_is_held_is_left_alone():
    assert found("funeral letter") == []


def test_words_together_and_apart_find_each_other():
    assert found("over payment letter") == [(Way.JOINED, "over payment", ("overpayment",))]
    assert found("my sickpay") == [(Way.SPLIT, "sickpay", ("sick pay",))]


def test_periods_are_understood_in_other_units():
    assert found("refund within two days") == [(Way.PERIOD, "two days", ("48 hours",))]
    assert found("refund in a fortnight") == [(Way.PERIOD, "a fortnight", ("14 days", "2 weeks"))]
    assert found("refund in 45 days") == []


def test_a_word_that_is_being_typed_is_not_guessed_at():
    assert found("letter sickpay", unfinished="sickpay") == []


def test_what_was_understood_needs_no_mending():
    assert stem("sickpay") in settled(widen("sickpay", held))
    assert is_everyday("undertakers")
    assert not is_everyday("undertakerz")


@given(st.text(max_size=300))
def test_whatever_is_typed_only_what_is_held_is_suggested(text):
    for one in widen(text, held):
        if one.way is not Way.PERIOD:
            words = " ".join(one.meant).split()
            assert held(map(stem, words)) == frozenset(map(stem, words))


def test_of_a_letter_what_is_asked_and_told_is_kept():
    letter = (
        "Dear Sir,\n> your message of May\nI cancelled on Monday because my son was in hospital. "
        "Will you refund the charge? Write to ann@example.org or 0155501427.\nKind regards\nAnn Lee"
    )
    words = gist(letter)
    assert words.endswith("refund charge?")
    assert "hospital" in words
    assert not {"ann", "lee", "example", "0155501427", "message"} & set(words.split())


@given(st.text(max_size=2000))
def test_a_gist_is_short_and_made_of_the_texts_own_words(text):
    assert len(gist(text).split()) <= GIST_WORDS


def test_the_question_weighs_more_than_its_circumstances():
    assert question_stems("He was in hospital. Do we pay?") == {"pay"}
    assert question_stems("Do we pay?") == frozenset()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("what's the number for the transport desk", {ResultKind.CONTACT_POINT}),
        ("who do I put debt callers through to", {ResultKind.CONTACT_POINT}),
        ("what does appellant mean", {ResultKind.TERM}),
        ("can I get my money back", set()),
        ("what does it mean", set()),
    ],
)
def test_the_form_of_a_question_says_what_kind_of_thing_is_asked_for(text, kinds):
    assert asked_kinds(text) == kinds

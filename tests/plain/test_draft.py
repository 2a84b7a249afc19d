"""A draft: what is open, what it says, and that it survives being stored."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.plain.drafting import (
    Decision,
    Draft,
    Source,
    Suggestion,
    apply,
    draft_from,
    draft_of,
    likely_callers,
    suggestions,
    voice_of,
)
from kb.plain.words import WordList

LAW = "The applicant has a card and shall pay not less than $5. He shall not be late."
SENTENCES = (("You must pay $5.", ""), ("Do not be late.", " "), ("Bring a card.", "\n"))


@pytest.fixture
def draft(language):
    found = suggestions(language.parse(LAW), voice_of("applicant"), WordList())
    return draft_from(LAW, found)


def decided(draft: Draft, decision: Decision) -> Draft:
    for name in draft.names:
        draft = draft.decide(name, decision)
    return draft


def test_at_first_every_proposal_is_open_and_the_text_has_all_of_them(draft, language):
    found = suggestions(language.parse(LAW), voice_of("applicant"), WordList())
    assert draft.open_names == draft.names
    assert draft.text == apply(LAW, found)


def test_all_rejected_is_the_law_again(draft):
    rejected = decided(draft, Decision.REJECTED)
    assert rejected.text == LAW
    assert rejected.open_names == ()


def test_who_and_the_verb_that_goes_with_it_are_one_decision(draft):
    first = draft.names[0]
    parts = [part.words for part in draft.parts if part.name == first]
    assert parts == ["The applicant", "has"]
    assert draft.decide(first, Decision.REJECTED).text.startswith("The applicant has a card")


def test_a_proposal_that_is_not_there_cannot_be_decided(draft):
    with pytest.raises(KeyError):
        draft.decide("nothing", Decision.ACCEPTED)


def test_a_draft_is_the_same_after_it_was_stored(draft):
    half = draft.decide(draft.names[0], Decision.ACCEPTED)
    assert Draft.unpack(json.loads(json.dumps(half.pack()))) == half


def test_of_a_model_what_nobody_accepted_is_known():
    draft = draft_of(SENTENCES, "why")
    assert draft.source is Source.MODEL
    assert draft.text == "You must pay $5. Do not be late.\nBring a card."
    kept = draft.decide(draft.names[0], Decision.ACCEPTED)
    kept = kept.decide(draft.names[1], Decision.REJECTED)
    assert kept.not_accepted == ("Do not be late.", "Bring a card.")
    assert kept.text == "You must pay $5.\nBring a card."


def test_the_same_sentence_twice_is_two_decisions():
    draft = draft_of((("Pay.", ""), ("Pay.", " ")), "")
    assert len(draft.names) == 2


def test_who_may_be_the_caller_is_proposed_by_how_often_the_law_names_them(language):
    parsed = language.parse("A tenant shall pay. The tenant or the landlord may ask the court.")
    assert likely_callers(parsed) == ("tenant", "landlord")


spans = st.tuples(st.integers(0, 30), st.integers(0, 6), st.text("xyz ", max_size=4))


@settings(max_examples=200, deadline=None)
@given(st.text("abc d.", min_size=40, max_size=40), st.lists(spans, max_size=8), st.booleans())
def test_whatever_is_suggested_parts_hold_the_whole_text(text, found, grouped):
    offered = [
        Suggestion("rule", start, start + length, said, "", "one" if grouped else "")
        for start, length, said in found
    ]
    draft = draft_from(text, offered)
    assert "".join(part.words for part in draft.parts) == text
    assert "".join(part.said for part in draft.parts) == apply(text, offered)

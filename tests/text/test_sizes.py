"""The size of a change is proposed carefully: only what cannot be heard is editorial."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.text.sizes import propose_size
from kb.vocabulary import Size

EDITORIAL = [
    ("Pay the fee", "Pay the fee."),
    ("The Payer pays; then leaves.", "the payer pays, then leaves"),
    ("(a) pay; (b) go", "(i) pay; (ii) go"),
    ("The licence is organised in a centre.", "The license is organized in a center."),
    ("the notifcation is given", "the notification is given"),
    ("They recieve it today", "They receive it today"),
    ("The fee is $1,000.", "The fee is $1000."),
    ("10 per cent of it", "10% of it."),
]
MINOR = [
    ("A refund is paid to the payer", "A refund goes to the payer"),
    ("The payer signs", "The payee signs"),
    ("An officer of the county", "An officer of the country"),
    ("subject to section 5", "subject to section 6"),
    ("under paragraph (a)", "under paragraph (b)"),
    ("The card is kept", "The card and the book are kept"),
]
MAJOR = [
    ("Pay within 14 days.", "Pay within 21 days.", "“14 days” became “21 days”"),
    ("Pay within 14 days.", "Pay within 14 months.", "“14 days” became “14 months”"),
    ("within seven days", "within ten days", "“seven days” became “ten days”"),
    ("by 3 March 2024", "by 3 April 2024", "“3 March 2024” became “3 April 2024”"),
    ("a charge of $10", "a charge of $12", "“$10” became “$12”"),
    ("a rate of 1.5", "a rate of 15", "“1.5” became “15”"),
    ("up to 5% of it", "up to 6% of it", "“5%” became “6%”"),
    ("The payer must sign.", "The payer may sign.", "“must” became “may”"),
    ("The payer may sign.", "The payer may not sign.", "“may” became “may not”"),
    ("You pay.", "You pay unless you cancel.", "“unless” is new"),
    ("You pay except at home.", "You pay at home.", "“except” is gone"),
    ("$5 for a child, $10 else", "$10 for a child, $5 else", "“$10” is new"),
]


@pytest.mark.parametrize(("old", "new"), EDITORIAL)
def test_what_cannot_be_heard_is_editorial(old, new):
    assert propose_size(old, new).size is Size.EDITORIAL


@pytest.mark.parametrize(("old", "new"), MINOR)
def test_other_words_with_the_same_facts_are_minor(old, new):
    assert propose_size(old, new).size is Size.MINOR


@pytest.mark.parametrize(("old", "new", "reason"), MAJOR)
def test_another_number_date_or_duty_is_major_and_says_which(old, new, reason):
    proposal = propose_size(old, new)
    assert proposal.size is Size.MAJOR
    assert reason in " ".join(proposal.reasons)


def test_what_is_gone_is_major_and_what_is_new_is_not_yet_known():
    assert propose_size("Words.", "").size is Size.MAJOR
    assert propose_size("", "Words.").size is Size.MINOR


words = st.lists(
    st.sampled_from(
        ("pays", "14", "days", "must", "not", "the", "fee", "$5", "$6", "unless", "(a)")
    )
).map(" ".join)


@given(words, words)
def test_a_size_does_not_depend_on_the_direction_and_always_has_a_reason(old, new):
    there, back = propose_size(old, new), propose_size(new, old)
    assert there.reasons
    if old and new:
        assert there.size is back.size


@given(words)
def test_the_same_words_are_never_more_than_editorial(text):
    assert propose_size(text or "x", text or "x").size is Size.EDITORIAL

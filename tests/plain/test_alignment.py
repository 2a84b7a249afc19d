"""Proposals for what an answer covers."""

import pytest

from kb.plain.alignment import Aligner
from kb.plain.content_words import Lexicon

PROVISIONS = [
    ("sec_1", "A member may borrow ten items for 21 days."),
    ("sec_2", "A lost item shall be replaced by the member, or its price of $40 paid."),
    ("sec_3", "The library is closed on public holidays."),
]


@pytest.fixture
def propose(language):
    def propose(words, provisions=PROVISIONS):
        read = [(eid, language.parse(text)) for eid, text in provisions]
        return Aligner(Lexicon(), read).propose(language.parse(words))

    return propose


def test_the_provision_that_an_answer_speaks_of_comes_first(propose):
    proposals = propose("If you lose an item you pay its price, $40, or replace it.")
    assert proposals[0].eid == "sec_2"
    assert "40 USD" in proposals[0].shared


def test_an_answer_about_nothing_in_the_law_proposes_nothing(propose):
    assert propose("Good morning!") == ()


def test_no_provisions_give_no_proposals(propose):
    assert propose("You pay $40.", []) == ()

"""Proposals for what an answer covers."""

from kb.plain.alignment import Aligner
from kb.plain.content_words import Lexicon

PROVISIONS = [
    ("sec_1", "A member may borrow ten items for 21 days."),
    ("sec_2", "A lost item shall be replaced by the member, or its price of $40 paid."),
    ("sec_3", "The library is closed on public holidays."),
]


def test_the_provision_that_an_answer_speaks_of_comes_first(language):
    aligner = Aligner(language, Lexicon(), PROVISIONS)
    proposals = aligner.propose("If you lose an item you pay its price, $40, or replace it.")
    assert proposals[0].eid == "sec_2"
    assert "40 USD" in proposals[0].shared


def test_an_answer_about_nothing_in_the_law_proposes_nothing(language):
    assert Aligner(language, Lexicon(), PROVISIONS).propose("Good morning!") == ()


def test_no_provisions_give_no_proposals(language):
    assert Aligner(language, Lexicon(), []).propose("You pay $40.") == ()

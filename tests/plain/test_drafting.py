"""Suggestions: what they say, that they keep the meaning, and that nothing happens by itself."""

import pytest

from kb.plain.content_words import Lexicon
from kb.plain.drafting import RULES, Suggestion, Voice, apply, suggestions
from kb.plain.fidelity import Severity, check_fidelity
from kb.plain.grade import reading_grade
from kb.plain.words import ListedWord, WordList

VOICE = Voice(you=frozenset({"member"}))
WORDS = WordList(
    (
        ListedWord("commence", ("start",)),
        ListedWord("pursuant to", ("under",)),
        ListedWord("subrogation", keep=True),
    )
)
SAID = [
    ("The library shall reply.", "The library must reply."),
    ("The library shall not charge.", "The library must not charge."),
    ("A fee of not less than $5 is due.", "A fee of at least $5 is due."),
    (
        "Pay not later than 14 days after the date of the letter.",
        "Pay within 14 days of the letter.",
    ),
    (
        "Pay within 14 days beginning with the day on which it came.",
        "Pay within 14 days, counting from the day when it came.",
    ),
    ("Loans commence on Monday.", "Loans start on Monday."),
    ("There are twenty-one days.", "There are 21 days."),
    ("The member must return it.", "You must return it."),
    ("The member's card is lost.", "Your card is lost."),
    ("A member who has a card may borrow.", "If you have a card, you may borrow."),
    ("It was not the fault of the member.", "It was not your fault."),
    (
        "Bring any of these: (a) a card; (b) a letter; or (c) a bill.",
        "Bring any of these:\n- a card\n- a letter\n- a bill",
    ),
    ("Subrogation stays.", "Subrogation stays."),
    (
        (
            "The rent must be paid by the first day of each month and a grace period of 31 days "
            "must be allowed for it."
        ),
        (
            "The rent must be paid by the first day of each month. A grace period of 31 days must "
            "be allowed for it."
        ),
    ),
    (
        "You get help if your income is low and your rent is high.",
        "You get help if all of these are so:\n- your income is low\n- your rent is high.",
    ),
    (
        "You get help if your income is low or your rent is high.",
        "You get help if any of these is so:\n- your income is low\n- your rent is high.",
    ),
    (
        "You get help if your income and your rent are low.",
        "You get help if your income and your rent are low.",
    ),
    (
        "If your income is low and your rent is high, you get help.",
        "If your income is low and your rent is high, you get help.",
    ),
]
LAW = (
    "A member who is in possession of an item pursuant to this rule shall return it within the "
    "period of twenty-one days beginning with the day on which it was borrowed, and the library "
    "shall give a receipt, unless the item was lent to a person who is not a member."
)


@pytest.mark.parametrize(("law", "said"), SAID)
def test_all_suggestions_together_say(language, law, said):
    assert apply(law, suggestions(language.parse(law), VOICE, WORDS)) == said


def test_a_first_version_is_easier_and_says_the_same(language):
    before = language.parse(LAW)
    after = language.parse(apply(LAW, suggestions(before, VOICE, WORDS)))
    found = check_fidelity(before, after, Lexicon()).findings
    assert reading_grade(after) <= reading_grade(before) - 3
    assert [one for one in found if one.severity is Severity.HIGH] == []


def test_nothing_accepted_changes_nothing():
    assert apply(LAW, ()) == LAW


def test_of_two_that_overlap_the_longer_one_counts():
    short, long = Suggestion("a", 0, 3, "x", ""), Suggestion("b", 0, 6, "y", "")
    assert apply("abcdefg", (short, long)) == "yg"


def test_every_rule_is_a_file_of_its_own():
    assert len({rule.__module__ for rule in RULES}) == len(RULES)

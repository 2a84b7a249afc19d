"""What a pane sets off: found words everywhere, each term once, explained at its end."""

import pytest

from kb.services.calls.glossary import Explained
from kb.vocabulary import Role
from kb.web.frame.marks import Marks

ANSWER = "/a/en/borrowing/late"
LATE = Explained("overdue", "overdue", "late", "Not returned on the day it was due.")
BOOK = Explained("overdue-book", "overdue book", "late book", "")


def test_a_term_is_set_off_once_in_a_pane():
    marks = Marks("say", (), [LATE])
    assert marks("An overdue book.").terms == ((3, 10, "term-say-overdue"),)
    assert marks("Still overdue.").terms == ()
    assert marks.explained == [LATE]


def test_a_longer_term_goes_before_a_shorter_one_inside_it():
    marks = Marks("law", (), [LATE, BOOK])
    assert marks("An overdue book is overdue.").terms == (
        (3, 15, "term-law-overdue-book"),
        (19, 26, "term-law-overdue"),
    )


@pytest.mark.parametrize("text", ["Overdue books", "OVERDUE BOOK", "overdue books."])
def test_a_term_is_met_in_any_case_and_number(text):
    assert Marks("law", (), [BOOK])(text).terms


def test_a_part_of_a_word_is_no_term():
    assert Marks("law", (), [LATE])("superoverdue overdued").terms == ()


def test_words_are_found_by_their_stem():
    assert Marks("say", {"charg"}, ())("Charged, charges; discharge").lit == ((0, 7), (9, 16))


@pytest.fixture
def agent(client, sign_in, library):
    assert library
    return sign_in(client, Role.AGENT)


@pytest.mark.usefixtures("agent")
def test_a_term_in_the_law_opens_its_plain_word(page):
    screen = page(ANSWER)
    (word,) = screen.by_class("term")
    (box,) = screen.by_class("explained")
    assert word.text == "overdue"
    assert word.get("popovertarget") == word.get("aria-describedby") == box.get("id")
    assert "overdue: late Not returned on the day it was due." in " ".join(
        "".join(box.itertext()).split()
    )
    assert [link.get("href") for link in box.iter("a")] == ["/t/overdue"]


@pytest.mark.usefixtures("agent")
def test_found_words_are_lit_in_every_pane(page):
    screen = page("/a/en/borrowing/how-long?q=find a loan, kept for 21 days")
    lit = {
        pane.get("id"): {node.text for node in pane.iter("mark")}
        for pane in screen.by_class("pane")
    }
    assert lit["pane-say"] >= {"21", "days"}
    assert lit["pane-do"] >= {"Find", "loan"}
    assert lit["pane-law"] >= {"loan", "21"}

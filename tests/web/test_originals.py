"""The law as a page: readable, addressed, and plain about what is not the law of today."""

from urllib.parse import unquote

import pytest

from kb.vocabulary import Role
from tests import factories as f
from tests.pages import words

BORROWING = "/o/borrowing"
PAST = f"{BORROWING}/2025-01-01"


@pytest.fixture(autouse=True)
def _agent(client, sign_in, library):
    sign_in(client, Role.AGENT)


def test_the_edition_in_force_says_so(page):
    fetched = page(BORROWING)
    assert words(fetched.all("h1")[0]) == "Borrowing Rules"
    assert "in force since 1 April 2026" in fetched.text
    assert "A book is lent for 21 days" in fetched.text


def test_a_past_edition_says_that_it_is_not_the_law_of_today(page):
    fetched = page(PAST)
    assert "Past date: this is not the law of today." in fetched.text
    assert "from 1 January 2025 to 31 March 2026" in fetched.text
    assert "lent for 14 days" in fetched.text
    assert BORROWING in {link.get("href") for link in fetched.all("a")}


def test_every_provision_is_addressed_by_its_eid_and_can_be_cited(page):
    fetched = page(BORROWING)
    cites = {
        node.get("href"): node.get("data-citation") for node in fetched.by_class("passage__cite")
    }
    assert cites["#sec_2.1__para_a"] == "Borrowing Rules 2.1(a)"
    ids = {node.get("id") for node in fetched.by_class("passage")}
    assert {address.removeprefix("#") for address in cites} == ids


def test_provisions_stand_in_order_with_numbers_and_words(page):
    text = words(page(BORROWING).by_class("original__text")[0])
    parts = ["1.1", "How long a loan lasts", "2.1", "Charges", "(a)", "overdue book", "(b)"]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_what_stands_for_a_provision_is_beside_it(page):
    fetched = page(BORROWING)
    beside = {
        node.get("id"): words(next(iter(found)))
        for node in fetched.by_class("passage")
        if (found := [one for one in node.iter() if one.get("class") == "beside"])
    }
    assert "How long can I keep a book?" in beside["sec_1.1"]
    assert "Renew a loan: Find the loan" in beside["sec_1.1"]
    assert "What does a late book cost?" in beside["sec_2.1__para_a"]


def test_answers_to_words_that_changed_are_marked_on_the_old_edition(page):
    assert "law changed" in page(PAST).text


def test_contents_lead_to_every_heading(page):
    fetched = page(BORROWING)
    links = {link.get("href") for node in fetched.by_class("contents") for link in node.iter("a")}
    assert links == {"#sec_1.1", "#sec_2.1"}


def test_editions_are_listed_with_their_standing(page):
    editions = [words(node) for node in page(BORROWING).by_class("editions")[0].iter("li")]
    assert editions == ["1 April 2026 in force", "1 January 2025 past date"]


def test_law_that_looks_like_code_is_shown_as_it_was_typed(page, house):
    nasty = '<script>alert("1")</script> & "quotes" <b onclick="x">'
    f.load(house.store, f.make_original("nasty", rules={"1": nasty}, title="<b>Nasty</b> & co"))
    fetched = page("/o/nasty")
    assert 'alert("1")' in fetched.text
    assert not fetched.all("b")


def test_an_eid_set_by_hand_still_makes_a_working_anchor(page, house):
    rules = {"1": "A rule:\n\n(a) {#é:x/y%20?} one;\n\n(b) two."}
    f.load(house.store, f.make_original("odd", rules=rules))
    fetched = page("/o/odd")
    ids = {node.get("id") for node in fetched.by_class("passage")}
    anchors = {node.get("href")[1:] for node in fetched.by_class("passage__cite")}
    assert "é:x/y%20?" in ids
    assert {unquote(anchor) for anchor in anchors} == ids


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/o/nothing", "no original"),
        ("/o/borrowing/2020-01-01", "no edition in force from 1 January 2020"),
        ("/o/borrowing/yesterday", "is no day"),
    ],
)
def test_what_is_not_there_is_said_in_words(page, address, said):
    assert said in page(address, 404).text


def test_the_shelf_leads_to_every_original(page):
    assert BORROWING in {link.get("href") for link in page("/o/").all("a")}

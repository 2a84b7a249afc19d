"""The pages around the call: terms, directory, KPIs, mission."""

import pytest

from kb.vocabulary import Role
from tests import factories as f
from tests.pages import words


@pytest.fixture(autouse=True)
def _agent(client, sign_in, library):
    sign_in(client, Role.AGENT)


def test_a_term_stands_beside_its_plain_word_and_its_law(page):
    fetched = page("/t/overdue")
    assert words(fetched.all("h1")[0]) == "overdue"
    assert words(fetched.by_class("say")[0]) == "late"
    assert "An overdue book is charged at 10 cents a day." in words(
        fetched.by_class("term__source")[0]
    )
    links = {link.get("href") for link in fetched.all("a")}
    assert {"/o/borrowing#sec_2.1__para_a", "/a/en/borrowing/late"} <= links


def test_a_word_to_be_kept_says_so(page, house):
    f.load(house.store, f.make_term("waiver", "waiver", keep=True))
    assert "keep the word" in page("/t/waiver").text
    assert "keep the word" in page("/t/").text


def test_the_glossary_and_the_directory_lead_to_each_entry(page):
    assert "/t/overdue" in {link.get("href") for link in page("/t/").all("a")}
    assert "/c/accounts-desk" in {link.get("href") for link in page("/c/").all("a")}


def test_a_contact_point_says_its_number_and_whether_it_is_open(page, clock, client, sign_in):
    assert "open now, until 17:00" in page("/c/accounts-desk").text
    clock.advance(hours=9)
    sign_in(client, Role.AGENT)
    fetched = page("/c/accounts-desk")
    assert "closed now, opens tomorrow at 09:00" in fetched.text
    assert "tel:5550190" in {link.get("href") for link in fetched.all("a")}
    assert "Monday to Friday 09:00 to 17:00" in fetched.text


def test_a_kpi_gives_its_speech_in_the_fixed_order(page):
    fetched = page("/k/right-first-time")
    order = [words(node) for node in fetched.all("h2")]
    assert order == [
        "What it is",
        "Why it matters",
        "How to improve it",
        "For the customer",
        "For the agent",
        "For the business",
        "Serves",
    ]


def test_the_mission_shows_what_serves_each_objective(page):
    fetched = page("/mission")
    (objective,) = [node for node in fetched.tree.iter() if node.get("id") == "first-contact"]
    assert "Right the first time" in words(objective)
    assert "What serves no objective yet" in fetched.text


def test_the_list_of_kpis_leads_to_each(page):
    assert "/k/right-first-time" in {link.get("href") for link in page("/k/").all("a")}


@pytest.mark.parametrize("address", ["/t/nothing", "/c/nothing", "/k/nothing"])
def test_what_is_not_there_says_where_to_look(page, address):
    assert f"/{address[1]}/" in page(address, 404).text

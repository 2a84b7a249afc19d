"""The call screen: results, the best answer opened, and never a dead end."""

import gzip
import re

import pytest

from kb.vocabulary import Role
from tests.browsers import post
from tests.pages import words

pytestmark = pytest.mark.usefixtures("library")
QUESTION = "how long can I keep a book"


@pytest.fixture
def agent(client, sign_in):
    return sign_in(client, Role.AGENT)


def test_the_empty_screen_offers_processes_and_contacts(agent, page):
    screen = page("/")
    assert "Renew a loan" in screen.text
    assert "555 0190" in screen.text


def test_a_question_in_the_address_lists_results_and_opens_the_best_answer(agent, page):
    screen = page(f"/?q={QUESTION}")
    first = screen.by_class("result__title")[0]
    assert words(first) == "How long can I keep a book?"
    assert first.get("aria-current") == "true"
    assert "You can keep a book for 21 days." in screen.text


def test_a_posted_question_shows_the_same_without_words_in_the_address(agent):
    shown = post(agent, "/search", q=QUESTION)
    assert shown.status_code == 200
    assert "You can keep a book for 21 days." in shown.text


def test_the_list_alone_is_the_list_of_the_page(agent, page):
    part = agent.get(f"/results?q={QUESTION}").text
    titles = [words(node) for node in page(f"/?q={QUESTION}").by_class("result__title")]
    assert titles
    assert all(title in re.sub("</?mark>", "", part) for title in titles)
    assert "<html" not in part
    assert f'data-summary="{len(titles)} results"' in part


def test_an_unfinished_word_finds_and_is_lit_up_while_typing(agent):
    found = agent.get("/results?q=how+long+can+I+ke&typing=1").text
    assert "How <mark>long</mark> can I <mark>keep</mark> a book?" in found


def test_a_misspelt_word_finds_and_the_page_says_what_it_searched_for(agent, page):
    screen = page("/?q=overdeu")
    assert "Searched for overdue" in screen.text
    assert "Search for “overdeu” as typed" in screen.text


def test_the_literal_search_mends_nothing(agent, page):
    screen = page("/?q=overdeu&literal=1")
    assert "No results for “overdeu”" in screen.text


def test_nothing_found_is_no_dead_end(agent, page):
    screen = page("/?q=zzzqqq&literal=1")
    assert "Nothing here holds those words." in screen.text
    assert {"/t/", "/c/accounts-desk", "/p/renew-loan"} <= {
        link.get("href") for link in screen.all("a")
    }


def test_nothing_found_shows_the_nearest_answers(agent, page):
    screen = page("/?q=retunrs&literal=1")
    assert "Nothing here holds those words." in screen.text
    assert "/a/en/borrowing/late" in {link.get("href") for link in screen.by_class("result__near")}
    assert "/a/en/borrowing/late" in agent.get("/results?q=retunrs&literal=1").text


def test_a_provision_opens_at_the_passage_that_was_found(agent, page):
    found = page("/?q=price of the book").by_class("result__title")
    links = [link.get("href") for link in found if link.get("href").startswith("/o/")]
    assert "/o/borrowing#sec_2.1__para_b:~:text=price%20of%20the%20book" in links


def test_words_that_matched_are_lit_in_the_list_and_in_the_law(agent, page):
    screen = page("/?q=overdue charged")
    lit = {node.text for node in screen.all("mark")}
    assert {"overdue", "charged"} <= lit


@pytest.mark.parametrize(
    "nasty",
    ["<script>alert(1)</script>", '" onfocus="x()', "💥 \u202eabc", "a" * 5000, "% ' OR 1=1 --"],
)
def test_whatever_is_typed_is_shown_as_words(agent, page, nasty):
    shown = post(agent, "/search", q=nasty)
    assert shown.status_code == 200
    assert "<script>alert" not in shown.text
    assert 'onfocus="x()"' not in shown.text


def test_a_choice_of_colours_is_in_the_next_page_from_its_first_byte(agent):
    post(agent, "/preferences", theme="dark", keys="off", next="/c/")
    shown = agent.get("/").text
    assert 'data-theme="dark"' in shown
    assert 'data-keys="off"' in shown


def test_an_unknown_choice_of_colours_is_none(agent):
    post(agent, "/preferences", theme='"><script>', keys="on", next="https://evil.example/")
    assert "data-theme" not in agent.get("/").text


def test_preferences_lead_back_within_the_site_only(agent):
    inside = post(agent, "/preferences", theme="", keys="on", next="/c/")
    outside = post(agent, "/preferences", theme="", keys="on", next="//evil.example/")
    assert (inside.location, outside.location) == ("/c/", "/")


def test_the_first_page_is_small(agent):
    """Everything that a first visit loads, compressed, stays under 60 kB."""
    first = agent.get("/").text
    files = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', first))
    assert len(files) > 5
    assert (
        len(gzip.compress(first.encode())) + sum(compressed(agent, file) for file in files) < 60_000
    )


def compressed(agent, file):
    with agent.get(file) as answer:
        return len(gzip.compress(answer.data))

"""Why these results? One key away on the call screen, and a page without scripts."""

import pytest

from kb.vocabulary import Role
from tests.pages import words


@pytest.fixture
def _agent(client, sign_in, library):
    sign_in(client, Role.AGENT)


@pytest.mark.usefixtures("_agent")
def test_the_results_lead_to_their_reasons(page):
    links = [
        one.get("href") for one in page("/?q=book").all("a") if one.get("data-why") is not None
    ]
    assert links == ["/why?q=book"]
    said = words(next(page(links[0]).tree.iter("main")))
    assert "What matched where" in said
    assert "book: in the title" in said


@pytest.mark.usefixtures("_agent")
def test_what_was_mended_is_said(page):
    said = words(next(page("/why?q=borowing").tree.iter("main")))
    assert "searched for borrowing" in said


@pytest.mark.usefixtures("_agent")
def test_without_words_it_says_where_to_search(page):
    assert "Search for something first" in words(next(page("/why").tree.iter("main")))


@pytest.mark.usefixtures("_agent")
def test_without_results_it_says_so(page):
    assert "Nothing was found" in words(next(page("/why?q=zzzz").tree.iter("main")))

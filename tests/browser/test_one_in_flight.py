"""While one search is under way the next letters wait, and only the newest words are asked for."""

from time import sleep
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, Request, Route, expect

SLOW_S = 0.4
WORDS = "how do I appeal"


class Watched:
    """What the page asked of the search, and how much of it at once."""

    def __init__(self, page: Page) -> None:
        self.words: list[str] = []
        self.under_way = self.most = 0
        page.on("request", lambda request: self._count(request, +1))
        page.on("requestfinished", lambda request: self._count(request, -1))
        page.on("requestfailed", lambda request: self._count(request, -1))

    def _count(self, request: Request, step: int) -> None:
        form = parse_qs(request.post_data or "")
        if not request.url.endswith("/results") or "typing" not in form:
            return  # the finished question is noted beside it, once
        if step > 0:
            self.words += form.get("q", [""])
        self.under_way += step
        self.most = max(self.most, self.under_way)


@pytest.fixture
def slow(agent: Page) -> Watched:
    """Give what is asked of a search that needs longer than the agent for a letter."""

    def hold(route: Route) -> None:
        sleep(SLOW_S)
        route.continue_()

    agent.goto("/")
    agent.route("**/results", hold)
    return Watched(agent)


def test_only_the_newest_words_follow_the_search_under_way(agent: Page, slow: Watched) -> None:
    agent.locator("#q").press_sequentially(WORDS, delay=30)
    expect(agent.locator(".results")).to_have_attribute("data-words", WORDS)
    assert slow.most == 1
    assert slow.words[-1] == WORDS
    assert len(slow.words) < len(WORDS)


def test_enter_waits_for_the_newest_words(agent: Page, slow: Watched) -> None:
    agent.locator("#q").press_sequentially(WORDS, delay=30)
    agent.keyboard.press("Enter")
    expect(agent.locator("#answer h1")).to_contain_text("appeal")
    assert slow.most == 1


def asks_for_nothing(request: Request) -> bool:
    form = parse_qs(request.post_data or "")
    return request.url.endswith("/results") and "typing" in form and "q" not in form


def test_a_new_call_never_shows_the_results_of_the_one_before(agent: Page, slow: Watched) -> None:
    agent.locator("#q").press_sequentially(WORDS, delay=5)
    with agent.expect_request_finished(asks_for_nothing):
        agent.keyboard.press("Alt+n")
    expect(agent.locator(".start")).to_be_visible()
    assert slow.words[-1] == ""
    assert agent.locator(".result__title").count() == 0

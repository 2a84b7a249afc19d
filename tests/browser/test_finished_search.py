"""The server learns of a finished question once, and of no letter on the way (search_log)."""

from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, expect

QUESTION = "how do I appeal"


@pytest.fixture
def asked(agent: Page) -> list[dict]:
    """Give what the page asked of the search so far, form by form."""
    sent: list[dict] = []
    agent.on(
        "request",
        lambda request: (
            sent.append(parse_qs(request.post_data or ""))
            if request.url.endswith("/results")
            else None
        ),
    )
    agent.goto("/")
    agent.locator("#q").press_sequentially(QUESTION)
    expect(agent.locator(".results")).to_have_attribute("data-words", QUESTION)
    return sent


@pytest.mark.parametrize("key", ["Enter", "ArrowDown"])
def test_a_question_is_finished_when_the_agent_goes_on(agent: Page, asked, key):
    assert asked
    assert all("typing" in form for form in asked)
    with agent.expect_response("**/results") as answer:
        agent.keyboard.press(key)
    finished = parse_qs(answer.value.request.post_data)
    assert finished == {"q": [QUESTION]}
    assert [form for form in asked if "typing" not in form] == [finished]

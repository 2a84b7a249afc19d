"""Words that were mended may be the wrong ones: Enter goes to the first result, and opens none."""

from playwright.sync_api import Page, expect


def test_enter_goes_to_what_mended_words_found_and_enter_again_opens_it(agent: Page):
    agent.goto("/")
    agent.locator("#q").press_sequentially("apointmnt missed")
    agent.keyboard.press("Enter")
    expect(agent.locator(".results__mended")).to_contain_text("Searched for appointment missed")
    first = agent.locator("#results a[data-answer]").first
    expect(first).to_be_focused()
    assert agent.locator("#opened .answer").count() == 0
    agent.keyboard.press("Enter")
    expect(agent.locator("#opened h1, #opened h2").first).to_be_visible()


def test_enter_opens_at_once_what_words_as_typed_found(agent: Page):
    agent.goto("/")
    agent.locator("#q").press_sequentially("missed appointment")
    agent.keyboard.press("Enter")
    agent.wait_for_url("**/a/en/**")

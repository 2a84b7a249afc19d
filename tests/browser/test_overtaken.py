"""Words that the law of the day does not bear out: held back, and one key away."""

from playwright.sync_api import Page, expect

from tests.browser.looking import check

THEN = "/a/en/patient-charges/cancel-refund?as_of=2025-06-01"


def test_the_old_words_open_and_close_by_a_key(agent: Page):
    agent.goto(THEN)
    expect(agent.locator(".holding")).to_contain_text("On 1 June 2025 another rule was in force")
    old = agent.locator("#pane-say .held__words")
    expect(old).to_be_hidden()
    check(agent, "an answer that is held back")
    agent.locator("h1").focus()
    agent.keyboard.press("o")
    expect(old).to_be_visible()
    check(agent, "an answer with its old words")
    agent.keyboard.press("o")
    expect(old).to_be_hidden()


def test_what_is_held_back_fits_a_narrow_screen(agent: Page):
    agent.set_viewport_size({"width": 320, "height": 700})
    agent.goto(THEN)
    agent.locator("h1").focus()
    agent.keyboard.press("o")
    assert agent.evaluate("document.documentElement.scrollWidth") <= 320

"""The language of Say, switched without leaving the page; Law stays beside it."""

from playwright.sync_api import Page, expect

ENGLISH = "/a/en/patient-charges/cancel-refund"


def test_a_language_is_one_click_and_stays_for_the_next_answer(agent: Page):
    agent.set_viewport_size({"width": 1280, "height": 900})
    agent.goto(ENGLISH)
    law = agent.locator("#pane-law").inner_text()
    agent.get_by_role("button", name="Español").click()
    expect(agent.locator("#pane-say .say")).to_have_attribute("lang", "es")
    expect(agent.get_by_role("button", name="Español")).to_have_attribute("aria-pressed", "true")
    expect(agent.get_by_role("button", name="Español")).to_be_focused()
    assert agent.url.endswith("/a/es/patient-charges/cancel-refund")
    assert agent.locator("#pane-law").inner_text() == law
    agent.keyboard.press("/")
    agent.keyboard.type("what does it cost to see a doctor")
    expect(agent.locator(".result").first).to_contain_text("Español")
    agent.keyboard.press("Enter")
    expect(agent.locator("#answer")).to_have_attribute(
        "data-address", "/a/es/patient-charges/how-much"
    )
    agent.get_by_role("button", name="English").click()
    expect(agent.locator("#pane-say .say")).to_have_attribute("lang", "en")

"""A lawyer's word explains itself on hover, on focus, by a press; Escape closes it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import check

ANSWER = "/a/en/patient-charges/cancel-refund"


@pytest.fixture
def law(agent: Page) -> Page:
    agent.set_viewport_size({"width": 1280, "height": 900})
    agent.goto(ANSWER)
    return agent


def word(page: Page):
    return page.locator("#pane-law button.term").first


def box(page: Page):
    return page.locator(".explained:popover-open")


def test_hovering_explains_and_the_pointer_may_go_to_the_explanation(law):
    word(law).hover()
    expect(box(law)).to_be_visible()
    expect(box(law)).to_contain_text("an insurer or employer who pays for you")
    box(law).hover()
    law.wait_for_timeout(500)
    expect(box(law)).to_be_visible()
    law.mouse.move(5, 5)
    expect(box(law)).to_have_count(0)


def test_focus_explains_and_escape_sends_it_away_without_moving(law):
    law.keyboard.press("3")
    law.keyboard.press("Tab")
    while not word(law).evaluate("node => node === document.activeElement"):
        law.keyboard.press("Tab")
    expect(box(law)).to_be_visible()
    check(law, "an open explanation")
    law.keyboard.press("Escape")
    expect(box(law)).to_have_count(0)
    expect(word(law)).to_be_focused()


def test_the_explanation_stands_beside_its_word_inside_the_window(law):
    word(law).hover()
    at, shown = word(law).bounding_box(), box(law).bounding_box()
    assert abs(shown["y"] - at["y"]) < 250
    assert shown["x"] >= 0
    assert shown["x"] + shown["width"] <= 1280


def test_a_press_explains_without_scripts(browser, site, signed_in):
    context = browser.new_context(storage_state=signed_in, base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto(ANSWER)
    word(page).click()
    expect(box(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(box(page)).to_have_count(0)
    context.close()

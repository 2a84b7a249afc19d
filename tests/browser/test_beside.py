"""Law and Do beside each other: what rests on what is said in words, lit, and one link away."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import check

ANSWER = "/a/en/patient-charges/cancel-refund"
WORDS = "third-party payer means an insurer"
LIT = re.compile("is-beside")


@pytest.fixture
def wide(agent: Page) -> Page:
    agent.set_viewport_size({"width": 1280, "height": 900})
    agent.goto(ANSWER)
    return agent


def step(page: Page):
    return page.locator("#pane-do [data-beside]").first


def law_of_step(page: Page):
    return page.locator(f"[id='{step(page).get_attribute('data-beside').split()[0]}']")


def test_looking_at_a_step_lights_its_law_and_the_other_way_round(wide):
    step(wide).hover()
    expect(law_of_step(wide)).to_have_class(LIT)
    wide.locator("h1").hover()
    expect(law_of_step(wide)).not_to_have_class(LIT)
    law_of_step(wide).locator(".provision__link").first.focus()
    expect(step(wide)).to_have_class(LIT)
    check(wide, "a lit provision and its steps")


def test_a_step_says_what_it_rests_on_to_a_screen_reader(wide):
    link = step(wide).locator("a").first
    described = wide.locator(f"[id='{link.get_attribute('aria-describedby')}']")
    expect(described).to_contain_text("rests on 4.3")


def test_the_link_leads_to_the_other_pane_where_panes_are_tabs(agent: Page):
    agent.set_viewport_size({"width": 720, "height": 900})
    agent.goto(ANSWER)
    agent.keyboard.press("Alt+2")
    step(agent).locator("[data-goes-beside]").first.click()
    expect(agent.locator("#pane-law")).to_be_visible()
    expect(law_of_step(agent)).to_be_in_viewport()


def test_a_found_provision_opens_at_its_passage(agent: Page):
    agent.goto("/")
    agent.keyboard.type(WORDS)
    link = agent.locator(f".results[data-words='{WORDS}'] .result__title[href^='/o/']").first
    eid = link.get_attribute("href").partition("#")[2].partition(":~:")[0]
    link.click()
    agent.wait_for_url("**/o/**")
    expect(agent.locator(f"[id='{eid}']")).to_be_in_viewport()

"""When did it happen? By keyboard: the law changes, a bar says so, and it goes along."""

import re

from playwright.sync_api import Page, expect

from tests.browser.looking import check

ANSWER = "/a/en/patient-charges/missed-appointment"
THEN = "2025-07-01"
THE_BAR = "The law of 1 July 2025"


def open_answer(agent: Page) -> None:
    agent.goto(ANSWER)
    agent.locator(".answer__question").focus()


def choose(agent: Page, day: str) -> None:
    """Give the day as somebody does who types: the key, the date, Enter."""
    agent.keyboard.press("d")
    field = agent.get_by_label("Day of the customer’s event")
    expect(field).to_be_focused()
    field.fill(day)
    agent.keyboard.press("Enter")


def test_the_events_date_changes_the_law_and_a_bar_says_so(agent):
    open_answer(agent)
    expect(agent.locator("#pane-law")).to_contain_text("in force since 1 April 2026")
    choose(agent, THEN)
    expect(agent.locator("#event-bar")).to_contain_text(THE_BAR)
    expect(agent.locator("#pane-law")).to_contain_text("in force since 1 January 2024")
    expect(agent.locator(".event-mark")).to_have_count(3)
    check(agent, "the answer")


def test_it_goes_along_and_a_new_call_begins_today(agent):
    open_answer(agent)
    choose(agent, THEN)
    expect(agent.locator("#event-bar")).to_be_visible()
    agent.goto("/o/patient-charges")
    expect(agent.locator("#event-bar")).to_contain_text(THE_BAR)
    agent.goto(ANSWER)
    agent.locator(".answer__question").focus()
    agent.keyboard.press("n")
    expect(agent.locator("#event-bar")).to_have_count(0)
    agent.goto(ANSWER)
    expect(agent.locator("#pane-law")).to_contain_text("in force since 1 April 2026")


def test_results_and_answers_opened_from_them_are_of_that_day(agent):
    agent.goto("/")
    agent.locator("#event > summary").click()
    agent.get_by_label("Day of the customer’s event").fill(THEN)
    agent.keyboard.press("Enter")
    expect(agent.locator("#event-bar")).to_be_visible()
    agent.wait_for_load_state()
    agent.locator("#q").fill("I missed my appointment. Do I have to pay?")
    agent.locator(".result__title").first.click()
    expect(agent.locator("#pane-law")).to_contain_text("in force since 1 January 2024")


def test_each_tab_has_a_day_of_its_own(agent):
    open_answer(agent)
    choose(agent, THEN)
    expect(agent.locator("#event-bar")).to_be_visible()
    other = agent.context.new_page()
    other.goto(ANSWER)
    expect(other.locator(".answer__question")).to_be_visible()
    expect(other.locator("#event-bar")).to_have_count(0)
    expect(other.locator("#pane-law")).to_contain_text("in force since 1 April 2026")
    other.close()


def test_by_when_counts_from_the_letter(agent):
    open_answer(agent)
    agent.keyboard.press("b")
    start = agent.get_by_label("Day of the letter or event")
    expect(start).to_be_focused()
    start.fill("2026-05-04")
    agent.get_by_role("button", name="14 days").click()
    expect(agent.locator("#deadline [data-result]")).to_contain_text(
        re.compile("Monday, 18 May 2026 is the last day")
    )
    check(agent, "the answer")

"""A first version by keys: open the panel, start from the law, accept and reject, put it in."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import check_everywhere, press

ANSWER = "/edit/answer/en/overpayments%23recovery-rate"

DECIDED = re.compile("No deduction can be made.*not more than one.*shall not exceed", re.DOTALL)
"""The first suggestion accepted, the others rejected."""


@pytest.fixture
def page(enter) -> Page:
    """Give a trainer's editor, with the panel opened by its key."""
    page = enter("trainer", quiet=True)
    page.goto(ANSWER)
    page.locator("#help > summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#help-law")).to_be_visible(timeout=60_000)  # the language loads
    return page


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.dataset.part || document.activeElement.value")


def test_a_first_version_is_decided_by_keys_and_put_in(page):
    expect(page.locator(".marked__fact", has_text="15 per cent").first).to_be_visible()
    press(page, "Start from the law")
    parts = page.locator(".draft__part")
    names = [part.get_attribute("data-part") for part in parts.all()]
    assert len(names) > 1
    parts.first.focus()
    page.keyboard.press("a")
    expect(page.locator(".draft__part--accepted")).to_have_count(1)
    assert focused(page) == names[1]
    page.keyboard.press("ArrowUp")
    assert focused(page) == names[0]
    page.keyboard.press("ArrowDown")
    for decided, name in enumerate(names[1:], start=1):
        assert focused(page) == name
        page.keyboard.press("x")
        expect(page.locator(".draft__part--rejected")).to_have_count(decided)
    assert focused(page) == "take"
    before = page.locator(".piece__text").count()
    press(page, "Put it into the answer")
    expect(page.locator(".piece__text")).to_have_count(before + 1)
    expect(page.locator(".draft")).to_have_count(0)
    expect(page.locator(".piece__text").last).to_have_value(DECIDED)
    _discard(page)


def test_by_mouse_too_and_a_waiting_suggestion_holds_submission_up(page):
    press(page, "Start from the law")
    page.get_by_role("button", name="Accept suggestion 1").click()
    expect(page.locator(".draft__part--accepted")).to_have_count(1)
    page.get_by_role("button", name="Decide again about suggestion 1").click()
    expect(page.locator(".draft__part--accepted")).to_have_count(0)
    check_everywhere(page, "help with writing", sizes=(320, 1280))
    _discard(page)


def test_the_site_s_own_key_still_means_a_caller_at_risk(page):
    press(page, "Start from the law")
    page.locator(".draft__part").first.focus()
    with page.expect_navigation():
        page.keyboard.press("r")
    assert page.url.endswith("/p/caller-at-risk")
    page.goto(ANSWER)
    _discard(page)


def _discard(page: Page) -> None:
    """Leave no working copy for the next test."""
    page.locator(".editor__discard > summary").click()
    press(page, "Discard my working copy")

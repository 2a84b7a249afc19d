"""Processes by keys alone: verify once, look something up and come back, see the whole."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import looking

REFUND = "/p/refund-cancelled-appointment"


@pytest.fixture
def refund(agent: Page) -> Page:
    agent.set_viewport_size({"width": 720, "height": 900})
    agent.goto("/")
    expect(agent.locator("#q")).to_be_focused()
    agent.goto(REFUND)
    return agent


def press(page: Page, key: str, title: str) -> None:
    """Press a key and wait for the step that it leads to."""
    page.keyboard.press(key)
    expect(page.locator("h1")).to_have_text(title)
    page.wait_for_load_state()  # the keys of the new page are listened to from here on


def verify(page: Page) -> None:
    """Run the process that verifies, to its verified end, and out of it."""
    press(page, "s", "Say that the call is recorded")
    press(page, "1", "What is the call about?")
    press(page, "3", "Ask for the details")
    press(page, "1", "The caller is verified")
    press(page, "1", "Verify the caller")


def test_verifying_once_is_enough_for_the_call(refund):
    verify(refund)
    expect(refund.locator("html")).to_have_attribute("data-verification", "verified")
    press(refund, "1", "Find the charge")
    refund.goto("/p/patient-transport-booking")
    expect(refund.get_by_text("Already verified in this call")).to_be_visible()
    refund.get_by_role("link", name="Go straight on").focus()
    press(refund, "Enter", "Book, cancel or late?")


def test_another_tab_is_another_call(refund):
    verify(refund)
    other = refund.context.new_page()
    other.goto(REFUND)
    expect(other.locator("html")).to_have_attribute("data-verification", "not_verified")
    expect(other.get_by_text("Already verified in this call")).to_be_hidden()


def test_looking_something_up_leads_back_into_the_process(refund):
    press(refund, "1", "Find the charge")
    press(refund, "1", "Who cancelled?")
    refund.keyboard.press("Escape")
    refund.wait_for_url("**/")
    line = refund.locator("#process-left")
    expect(line).to_contain_text("Continue: Refund a cancelled appointment, step 3")
    refund.goto("/c/")
    line.get_by_role("link").focus()
    press(refund, "Enter", "Who cancelled?")


def test_a_new_call_has_no_process_to_continue(refund):
    press(refund, "1", "Find the charge")
    refund.keyboard.press("Escape")
    refund.wait_for_url("**/")
    line = refund.locator("#process-left")
    expect(line).to_be_visible()
    refund.keyboard.press("Alt+n")
    expect(line).to_be_hidden()


def test_b_opens_the_law_behind_the_step_and_closes_it(refund):
    basis = refund.locator("details.basis").first
    refund.keyboard.press("b")
    expect(basis).to_have_attribute("open", "")
    expect(basis.locator("summary")).to_be_focused()
    refund.keyboard.press("b")
    assert basis.get_attribute("open") is None


def test_the_whole_process_is_one_key_away_and_zooms(refund):
    press(refund, "m", "Picture of Refund a cancelled appointment")
    drawing = refund.locator(".drawing")
    usual = drawing.bounding_box()["width"]
    refund.keyboard.press("+")
    assert drawing.bounding_box()["width"] == pytest.approx(usual * 1.5, rel=0.02)
    refund.keyboard.press("-")
    refund.get_by_role("link", name="fit").focus()
    refund.keyboard.press("Enter")
    expect(drawing).to_have_attribute("width", "100%")
    assert "size=" not in refund.url


def test_no_words_of_the_picture_leave_their_box(refund):
    for process in ("verify-caller", "refund-cancelled-appointment", "register-representative"):
        refund.goto(f"/p/{process}/picture")
        sticking_out = refund.evaluate(
            """() => [...document.querySelectorAll('.drawing__step')].flatMap((step) => {
              const box = step.querySelector('rect').getBoundingClientRect();
              return [...step.querySelectorAll('text')].filter((text) => {
                const words = text.getBoundingClientRect();
                return words.right > box.right || words.bottom > box.bottom;
              }).map((text) => text.textContent);
            })"""
        )
        assert sticking_out == []


def test_the_picture_begins_with_its_first_step_in_view(refund):
    refund.goto("/p/verify-caller/picture")
    frame, first = refund.locator(".picture__frame"), refund.locator(".drawing__step").first
    around, box = frame.bounding_box(), first.bounding_box()
    assert around["x"] <= box["x"]
    assert box["x"] + box["width"] <= around["x"] + around["width"]
    assert around["y"] <= box["y"]


def test_a_process_is_kept_as_a_favourite_on_its_own_page(refund):
    looking.press(refund, "Favourite")
    star = refund.locator(".star__button")
    expect(star).to_have_attribute("aria-pressed", "true")
    looking.press(refund, "Favourite")
    expect(star).to_have_attribute("aria-pressed", "false")

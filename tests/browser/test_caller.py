"""The caller's state: by key and by button, for one tab, and back to nothing with a new call."""

import pytest
from playwright.sync_api import Page, expect

RESTRICTED = "/a/en/caller-verification/copy-of-recording"


@pytest.fixture
def answer(agent: Page) -> Page:
    agent.set_viewport_size({"width": 720, "height": 900})
    agent.goto(RESTRICTED)
    expect(agent.locator(".verify:visible")).to_contain_text("Verify first.")
    return agent


def state(page: Page) -> str:
    return page.locator("html").get_attribute("data-verification")


def test_v_says_that_the_caller_is_verified_and_once_more_that_not(answer):
    answer.keyboard.press("v")
    expect(answer.locator(".verify:visible")).to_have_count(0)
    expect(answer.locator("#pane-say")).to_contain_text("you verified: you may say this")
    expect(answer.locator("#caller-said")).to_have_text("The caller is verified.")
    answer.keyboard.press("v")
    expect(answer.locator(".verify:visible")).to_have_count(1)


def test_a_representative_is_another_key(answer):
    with answer.expect_response("**/call/verification"):
        answer.keyboard.press("Shift+V")
    assert state(answer) == "representative"


def test_the_words_stay_readable_before_the_caller_is_verified(answer):
    expect(answer.locator("#pane-say .say")).to_be_visible()


def test_it_is_still_so_on_the_next_page(answer):
    with answer.expect_response("**/call/verification"):
        answer.keyboard.press("v")
    answer.goto("/t/")
    expect(answer.locator(".caller__now")).to_contain_text("Verified")
    assert state(answer) == "verified"


def test_the_button_over_the_words_does_the_same(answer):
    answer.get_by_role("button", name="I have verified the caller").click()
    expect(answer.locator(".verify:visible")).to_have_count(0)


def test_the_control_in_the_header_does_the_same(answer):
    answer.locator(".caller__now").click()
    answer.get_by_role("button", name="representative", exact=True).click()
    expect(answer.locator("html")).to_have_attribute("data-verification", "representative")
    expect(answer.locator("#caller")).not_to_have_attribute("open", "")


def test_a_new_call_begins_with_nobody_verified(answer):
    with answer.expect_response("**/call/verification"):
        answer.keyboard.press("v")
    with answer.expect_response("**/call/new"):
        answer.keyboard.press("n")
    assert state(answer) == "not_verified"
    answer.reload()
    assert state(answer) == "not_verified"


def test_another_tab_is_another_call(answer):
    with answer.expect_response("**/call/verification"):
        answer.keyboard.press("v")
    other = answer.context.new_page()
    other.goto(RESTRICTED)
    expect(other.locator(".verify:visible")).to_have_count(1)
    other.reload()
    assert state(other) == "not_verified"
    answer.bring_to_front()
    answer.keyboard.press("1")
    answer.reload()
    assert state(answer) == "verified"


def test_without_scripts_the_session_keeps_it(browser, site, signed_in):
    context = browser.new_context(storage_state=signed_in, base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.locator("#q").fill("copy of the recording of my call")
    page.locator("#q").press("Enter")
    page.locator(".caller__now").click()
    page.get_by_role("button", name="verified", exact=True).click()
    expect(page.locator("#q")).to_have_value("copy of the recording of my call")
    expect(page.locator(".caller__now")).to_contain_text("Verified")
    page.locator(".caller__now").click()
    page.get_by_role("button", name="New call").click()
    expect(page.locator(".caller__now")).to_contain_text("Not verified")
    context.close()

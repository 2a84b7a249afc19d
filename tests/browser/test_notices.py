"""A bulletin's whole life: written, let out, on an open call screen, confirmed by keys, over.

The application runs in the test's process, so that the test moves the clock to its end.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from kb.vocabulary import Role
from tests.browser.looking import check_everywhere, sign_in
from tests.people import PASSWORD, make_account
from tests.serving import served

ANSWER = "/a/en/borrowing/how-long"
TITLE = "The catalogue is down"
NARROW_AND_WIDE = (320, 1280)
SAY = "Take the title and call back."


@pytest.fixture
def address(app, library, house) -> Iterator[str]:
    """Serve the small library to a lead, to compliance and to an agent."""
    del library
    for role in (Role.LEAD, Role.COMPLIANCE, Role.AGENT):
        make_account(house.store, role, name=role.value)
    with served(app) as address:
        yield address


@contextmanager
def signed_in_as(browser: Browser, address: str, role: Role, **how) -> Iterator[Page]:
    """Give a page of somebody with this role."""
    context = browser.new_context(base_url=address, **how)
    page = context.new_page()
    sign_in(page, role.value, PASSWORD)
    yield page
    context.close()


def write_bulletin(browser: Browser, address: str, ends: str) -> None:
    with signed_in_as(browser, address, Role.LEAD) as lead:
        lead.goto("/notices/write")
        check_everywhere(lead, "the form", sizes=NARROW_AND_WIDE)
        lead.get_by_label("What happened").fill(TITLE)
        lead.get_by_label("What to say to callers").fill(SAY)
        lead.get_by_label("Single answers").fill(f"{address}{ANSWER}")
        lead.get_by_label("Ends by itself").fill(ends)
        lead.get_by_role("button", name="Submit").click()
        expect(lead.locator(".told")).to_contain_text("Submitted")
        expect(lead.get_by_role("button", name="I agree")).to_have_count(0)


def let_it_out(browser: Browser, address: str) -> None:
    with signed_in_as(browser, address, Role.COMPLIANCE) as compliance:
        compliance.goto("/notices")
        expect(compliance.locator(".proposal")).to_contain_text(SAY)
        check_everywhere(compliance, "what waits", sizes=NARROW_AND_WIDE)
        compliance.get_by_role("button", name="I agree").click()
        expect(compliance.locator(".told")).to_contain_text("Released")


def test_a_bulletin_reaches_the_open_page_is_confirmed_and_ends(
    browser, address, app, clock, house
):
    with house.store.read() as unit:
        ends = f"{(unit.now + timedelta(hours=1)).astimezone(unit.zone):%Y-%m-%dT%H:%M}"
    write_bulletin(browser, address, ends)
    size = {"width": 720, "height": 900}
    with signed_in_as(browser, address, Role.AGENT, viewport=size) as agent:
        agent.goto(ANSWER)
        expect(agent.locator("#pane-say")).to_contain_text("21 days")
        expect(agent.locator(".notice")).to_have_count(0)

        let_it_out(browser, address)
        notice = agent.locator("#answer .notice")
        expect(notice).to_contain_text(SAY)
        expect(agent.get_by_role("link", name="Notices: 1 new")).to_be_visible()
        expect(agent.locator("#toast")).to_contain_text(TITLE)
        check_everywhere(agent, "the answer with its notice", sizes=NARROW_AND_WIDE)

        agent.locator("#answer h1").focus()
        agent.keyboard.press("y")
        expect(agent.get_by_role("button", name="I have read this")).to_be_focused()
        agent.keyboard.press("Enter")
        expect(agent.get_by_role("button", name="I have read this")).to_have_count(0)
        expect(agent.locator(".new-notices")).to_have_count(0)
        expect(agent.locator("#answer .notice--read summary")).to_contain_text(TITLE)
        check_everywhere(agent, "the answer with a notice that is read", sizes=NARROW_AND_WIDE)

        clock.advance(hours=1)
        expect(agent.locator("#answer .notice")).to_have_count(0)
        expect(agent.locator("#pane-say")).to_contain_text("21 days")


def test_without_scripts_a_notice_is_read_and_confirmed_too(browser, address, house):
    with house.store.read() as unit:
        ends = f"{(unit.now + timedelta(hours=1)).astimezone(unit.zone):%Y-%m-%dT%H:%M}"
    write_bulletin(browser, address, ends)
    let_it_out(browser, address)
    with signed_in_as(browser, address, Role.AGENT, java_script_enabled=False) as agent:
        agent.goto("/")
        expect(agent.locator(".ready .notice")).to_contain_text(SAY)
        agent.goto("/?q=keep+a+book")
        expect(agent.locator(".result").first).to_contain_text("notice to read")
        agent.locator("#answer").get_by_role("button", name="I have read this").click()
        expect(agent.locator(".new-notices")).to_have_count(0)
        expect(agent.locator("h1")).to_contain_text("How long can I keep a book?")

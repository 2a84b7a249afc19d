"""The whole story of a change, by four people; and the urgent one, words withdrawn as wrong.

The application runs in the test's process, so that the test lets midnight pass.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from kb.vocabulary import Role
from tests.browser.looking import check, press, sign_in
from tests.people import PASSWORD, make_account
from tests.serving import served

ANSWER = "/a/en/borrowing/how-long"
EDITOR = "/edit/answer/en/borrowing%23how-long"
DAY = "2026-05-05"
BEFORE, AFTER = "for 21 days", "for 28 days"
SAID = "From now on you can keep a book for 28 days. You can renew it once."


@pytest.fixture
def address(app, library, house, clock) -> Iterator[str]:
    """Serve the small library late in the evening before the law changes."""
    del library
    clock.advance(hours=14)
    for role in (Role.COMPLIANCE, Role.TRAINER, Role.AGENT):
        make_account(house.store, role, name=role.value)
    with served(app) as address:
        yield address


@contextmanager
def signed_in_as(browser: Browser, address: str, role: Role) -> Iterator[Page]:
    """Give a page of somebody with this role."""
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    sign_in(page, role.value, PASSWORD)
    yield page
    context.close()


def schedule_the_law(page: Page) -> None:
    """Publish tomorrow's edition: one provision changed, in a way that matters."""
    page.goto("/editions/new?original=borrowing")
    page.get_by_label("In force from").fill(DAY)
    text = page.locator("#text")
    text.fill(text.input_value().replace(BEFORE, AFTER))
    press(page, "Read it")
    press(page, "Save as draft")
    draft = page.url
    page.goto(f"{draft}/changes")
    expect(page.locator('input[name^="key-"]')).to_have_count(1)
    page.locator('input[name="size-1"][value="major"]').check()
    press(page, "Save what is decided")
    page.goto(f"{draft}/impact")
    expect(page.get_by_role("main")).to_contain_text("How long can I keep a book?")
    check(page, "the impact")
    page.goto(draft)
    press(page, "Schedule")
    press(page, "Release to agents")
    page.goto(f"{draft}/readiness")
    check(page, "the readiness")


def write(page: Page, words: str) -> str:
    """Write the answer against tomorrow's law and submit it; return the address of its review."""
    page.goto(f"{EDITOR}?edition={DAY}")
    expect(page.locator("#law")).to_contain_text(AFTER)
    page.locator("#piece-1").fill(words)
    press(page, "Submit for review")
    expect(page).to_have_url(re.compile(r"/review/\d+$"))
    return page.url


def test_a_coming_edition_is_made_ready_and_takes_over_at_midnight(browser, address, clock):
    with (
        signed_in_as(browser, address, Role.COMPLIANCE) as compliance,
        signed_in_as(browser, address, Role.TRAINER) as trainer,
        signed_in_as(browser, address, Role.AGENT) as agent,
    ):
        schedule_the_law(compliance)

        review = write(trainer, "From now on you can keep a book for 28 day.")
        expect(trainer.get_by_role("button", name="Approve")).to_have_count(0)
        compliance.goto(review)
        compliance.get_by_label("What is to be changed, and why").fill("It may be renewed once.")
        compliance.get_by_label("The words that it is about").fill("28 day.")
        press(compliance, "Request changes")

        trainer.goto("/bench")
        expect(trainer.get_by_role("main")).to_contain_text("How long can I keep a book?")
        check(trainer, "the bench")
        trainer.goto(EDITOR)
        expect(trainer.get_by_role("main")).to_contain_text("It may be renewed once.")
        review = write(trainer, SAID)
        compliance.goto(review)
        check(compliance, "the page to sign off")
        press(compliance, "Approve")
        trainer.goto(review)
        press(trainer, "Schedule")

        agent.goto(ANSWER)
        expect(agent.locator("#pane-say")).to_contain_text("21 days")
        expect(agent.locator("#pane-say")).not_to_contain_text("28 days")

        clock.advance(minutes=31)
        expect(agent.get_by_text("The law changed")).to_have_count(0)
        agent.reload()
        expect(agent.locator("#pane-say")).to_contain_text("28 days")
        expect(agent.locator("#pane-law")).to_contain_text(AFTER)
        expect(agent.get_by_text("let me check")).to_have_count(0)
        check(agent, "the answer after midnight")


def tell(page: Page) -> None:
    """Let out the notice that the edition made."""
    page.goto("/notices")
    press(page, "5 May 2026", role="link")
    check(page, "the notice as drafted")
    page.get_by_role("button", name="Release").first.click()
    expect(page.locator(".told")).to_contain_text("eleased")


def test_what_nobody_made_ready_is_held_and_a_notice_tells_of_it(browser, address, clock):
    with (
        signed_in_as(browser, address, Role.COMPLIANCE) as compliance,
        signed_in_as(browser, address, Role.AGENT) as agent,
    ):
        schedule_the_law(compliance)
        tell(compliance)
        agent.goto(ANSWER)
        expect(agent.locator("#pane-say")).to_contain_text("21 days")
        clock.advance(minutes=31)
        agent.reload()
        expect(agent.locator("#pane-say")).to_contain_text("check")
        expect(agent.locator("#pane-law")).to_contain_text(AFTER)
        check(agent, "an answer that is held")
        agent.get_by_role("button", name="I have read this").first.click()
        expect(agent.get_by_role("button", name="I have read this")).to_have_count(0)
        expect(agent.locator(".new-notices")).to_have_count(0)


def test_wrong_words_are_gone_from_an_open_page_within_a_moment(browser, address):
    with (
        signed_in_as(browser, address, Role.COMPLIANCE) as compliance,
        signed_in_as(browser, address, Role.AGENT) as agent,
    ):
        agent.goto(ANSWER)
        expect(agent.locator("#pane-say")).to_contain_text("21 days")
        compliance.goto("/withdraw/answer/en/borrowing%23how-long")
        check(compliance, "the page to withdraw")
        compliance.get_by_label("What is wrong with it").fill("It was never 21 days.")
        press(compliance, "Withdraw it now")
        expect(agent.locator("#pane-say")).to_have_count(0)
        expect(agent.get_by_role("main")).to_contain_text("withdrawn")
        assert agent.request.get(ANSWER).status == 404
        compliance.goto("/corrections")
        expect(compliance.get_by_role("main")).to_contain_text("It was never 21 days.")
        check(compliance, "the corrections")

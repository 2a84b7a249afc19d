"""Stolen, planted and ended sessions in a real browser; what was half written is kept."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kb.vocabulary import Role
from tests.people import PASSWORD, make_account
from tests.serving import served

WRITTEN = 'I cancelled <b>twice</b> & they say "no"; was that on 3 May?'


@pytest.fixture
def address(app, house, library):
    """Give the address of a site whose clock the test moves."""
    make_account(house.store, Role.AGENT)
    with served(app) as address:
        yield address


@pytest.fixture
def open_browser(browser: Browser, address):
    """Give `open_browser(…)`: another browser, that keeps nothing of the others."""
    contexts: list[BrowserContext] = []

    def open_browser(**options) -> Page:
        contexts.append(browser.new_context(base_url=address, **options))
        return contexts[-1].new_page()

    yield open_browser
    for context in contexts:
        context.close()


def sign_in(page: Page) -> None:
    page.get_by_label("Name").fill("agent")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def enter(page: Page) -> Page:
    page.goto("/sign-in")
    sign_in(page)
    expect(page.locator("#q")).to_be_visible()
    return page


def token(page: Page) -> dict:
    (found,) = [one for one in page.context.cookies() if one["name"] == "session"]
    return found


def is_in(page: Page) -> bool:
    page.goto("/sessions")
    return page.get_by_role("heading", level=1).inner_text() == "My sessions"


def test_a_stolen_cookie_is_worthless_after_sign_out(open_browser):
    victim, thief = enter(open_browser()), open_browser()
    stolen = token(victim)
    thief.context.add_cookies([stolen])
    assert is_in(thief)
    victim.evaluate("document.querySelector('form[action=\"/sign-out\"]').submit()")
    victim.wait_for_url("**/sign-in")
    assert not is_in(thief)
    victim.context.add_cookies([stolen])
    assert not is_in(victim)


def test_a_planted_cookie_is_replaced_by_signing_in(open_browser, address):
    victim, thief = open_browser(), open_browser()
    planted = {"name": "session", "value": "known-to-the-thief", "url": address}
    for page in (victim, thief):
        page.context.add_cookies([planted])
    enter(victim)
    assert token(victim)["value"] != "known-to-the-thief"
    assert not is_in(thief)


KEEPS = """async (words) => {
  const until = Date.now() + 10000;
  const kept = () => Object.values(sessionStorage).includes(words);
  while (!kept() && Date.now() < until) await new Promise(requestAnimationFrame);
  return kept();
}"""
"""Waits in the page: what `wait_for_function` asks again and again, the page's policy refuses."""


def test_signing_out_leaves_nothing_of_the_call_in_the_tab(open_browser):
    page = enter(open_browser())
    page.locator("#q").press_sequentially("how long")
    assert page.evaluate(KEEPS, "how long")
    page.evaluate("document.querySelector('form[action=\"/sign-out\"]').submit()")
    page.wait_for_url("**/sign-in")
    assert page.evaluate("sessionStorage.length + localStorage.length") == 0


def test_no_script_can_read_the_cookie(open_browser):
    page = enter(open_browser())
    assert token(page)["httpOnly"]
    assert "session" not in page.evaluate("document.cookie")


def test_the_words_of_a_form_come_through_signing_in_again(open_browser, clock):
    """Without scripts: the form itself is kept, shown, and sent by one click."""
    page = enter(open_browser(java_script_enabled=False))
    page.locator("#q").fill(WRITTEN)
    clock.advance(days=1)
    page.locator("#q").press("Enter")
    expect(page.get_by_text("What you wrote is kept")).to_be_visible()
    sign_in(page)
    expect(page.get_by_label("q", exact=True)).to_have_value(WRITTEN)
    page.get_by_role("button", name="Send it").click()
    expect(page.locator("#q")).to_have_value(WRITTEN)


def test_the_words_on_the_call_screen_come_through_signing_in_again(open_browser, clock):
    page = enter(open_browser())
    page.route("**/api/v1/changes*", lambda asked: asked.abort())  # or that would leave first
    page.locator("#q").press_sequentially("how long may I")
    clock.advance(days=1)
    page.locator("#q").fill("how long may I keep")
    page.wait_for_url("**/sign-in**")
    sign_in(page)
    expect(page.locator("#q")).to_have_value("how long may I keep")
    expect(page.locator(".result__title").first).to_be_visible()


def test_a_screen_left_open_ends_and_asks_to_sign_in(open_browser, clock, settings, app):
    """The page asks for changes all the time; that does not keep its session alive."""
    page = enter(open_browser())
    for _ in range(3):
        clock.advance(minutes=settings.session_idle_minutes / 2)
        with page.expect_response("**/api/v1/changes*"):
            pass
        app.extensions["kb_late_writer"].flush()
    assert not is_in(page)

"""What changes on the server shows on the open page: withdrawn words go, changed ones say so."""

import pytest
from playwright.sync_api import Route, expect

ANSWER = "/a/en/patient-charges/cancel-refund"
PANES = "**/a/**/panes"
CHANGES = "**/api/v1/changes*"


@pytest.fixture
def open_answer(browser, site, signed_in):
    """An open answer; the server's word that something changed is the test's to give."""
    context = browser.new_context(storage_state=signed_in, base_url=site)
    page = context.new_page()
    page.goto(ANSWER)
    expect(page.locator("#pane-say")).to_contain_text("48 hours")
    yield page
    context.close()


def announce_change(page):
    page.route(CHANGES, lambda route: route.fulfill(status=200, json={"now": 1}))


def with_new_words(route: Route):
    text = route.fetch().text().replace("48 hours", "72 hours")
    route.fulfill(status=200, body=text.replace('data-version="', 'data-version="new'))


def test_a_withdrawn_answer_goes_at_once_and_nothing_of_it_stays(open_answer):
    open_answer.route(PANES, lambda route: route.fulfill(status=404, body=""))
    announce_change(open_answer)
    expect(open_answer.get_by_role("heading", level=1)).to_have_text("This answer was withdrawn")
    expect(open_answer.locator("#pane-say")).to_have_count(0)


def test_a_changed_answer_says_so_and_shows_itself_when_asked(open_answer):
    open_answer.route(PANES, with_new_words)
    announce_change(open_answer)
    expect(open_answer.get_by_role("alert")).to_contain_text("This answer changed")
    expect(open_answer.locator("#pane-say")).to_contain_text("48 hours")
    open_answer.get_by_role("button", name="Show it", exact=True).click()
    expect(open_answer.locator("#pane-say")).to_contain_text("72 hours")
    expect(open_answer.get_by_role("alert")).to_have_count(0)


def test_a_change_elsewhere_leaves_the_open_answer_alone(open_answer):
    asked = []
    open_answer.on(
        "response", lambda got: asked.append(got) if got.url.endswith("/panes") else None
    )
    with open_answer.expect_response(PANES):
        announce_change(open_answer)
    expect(open_answer.locator("#pane-say")).to_contain_text("48 hours")
    assert open_answer.get_by_role("alert").count() == 0
    assert asked

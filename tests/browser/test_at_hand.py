"""Favourites and what was opened last stand ready for the next call."""

from playwright.sync_api import Page, expect

from tests.browser.looking import check

FIRST, SECOND = "/a/en/patient-charges/cancel-refund", "/a/en/claims-and-appeals/how-to-appeal"


def test_f_keeps_the_answer_and_the_ready_screen_shows_it(agent: Page):
    agent.goto(FIRST)
    with agent.expect_response("**/favourites"):
        agent.keyboard.press("Alt+f")
    expect(agent.locator(".answer__tools .star__button")).to_have_attribute("aria-pressed", "true")
    expect(agent.locator("#toast")).to_have_text("Kept as a favourite.")
    agent.keyboard.press("Alt+n")
    favourites = agent.get_by_role("region", name="Favourites")
    expect(favourites.get_by_role("link")).to_have_text(["Can I get my money back if I cancel?"])
    check(agent, "the ready screen with favourites")
    favourites.get_by_role("link").click()
    expect(agent.locator("#answer")).to_have_attribute("data-address", FIRST)
    with agent.expect_response("**/favourites"):
        agent.keyboard.press("Alt+f")
    agent.goto("/")
    expect(favourites).to_have_count(0)


def test_what_this_tab_opened_is_listed_the_last_one_first(agent: Page):
    agent.goto(FIRST)
    agent.goto(SECOND)
    agent.goto("/")
    links = agent.get_by_role("region", name="Opened in this tab").get_by_role("link")
    expect(links).to_have_text(["How do I appeal?", "Can I get my money back if I cancel?"])


def test_another_tab_knows_nothing_of_it(agent: Page):
    agent.goto(FIRST)
    other = agent.context.new_page()
    other.goto("/")
    expect(other.locator("#opened .ready")).to_be_visible()
    other.wait_for_load_state("networkidle")
    expect(other.get_by_role("region", name="Opened in this tab")).to_have_count(0)

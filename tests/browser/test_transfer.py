"""Whom to transfer to is one key away, and whether they answer now stands beside the number."""

from playwright.sync_api import Page, expect


def test_t_goes_to_the_contact_point_of_the_open_answer(agent: Page):
    agent.set_viewport_size({"width": 720, "height": 900})
    agent.goto("/a/en/patient-charges/cancel-refund")
    agent.keyboard.press("Alt+t")
    expect(agent.locator("#pane-do")).to_be_visible()
    first = agent.locator("#pane-do .transfer__name").first
    expect(first).to_be_focused()
    expect(agent.locator("#pane-do .transfer__hours").first).to_contain_text("now")
    agent.keyboard.press("Enter")
    agent.wait_for_url("**/c/*")


def test_t_offers_the_first_ones_while_no_answer_is_open(agent: Page):
    agent.goto("/")
    agent.keyboard.press("Alt+t")
    expect(agent.locator("#results .transfer__name").first).to_be_focused()


def test_a_larger_say_shows_at_once_and_stays(agent: Page):
    agent.goto("/a/en/patient-charges/cancel-refund")
    say = agent.locator("#pane-say .say")
    before = say.evaluate("node => parseFloat(getComputedStyle(node).fontSize)")
    with agent.expect_response("**/preferences"):
        agent.get_by_label("Size of Say").select_option("largest")
    larger = say.evaluate("node => parseFloat(getComputedStyle(node).fontSize)")
    assert larger > before
    agent.reload()
    assert say.evaluate("node => parseFloat(getComputedStyle(node).fontSize)") == larger

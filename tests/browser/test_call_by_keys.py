"""Ten seconds on the phone, hands on the keyboard: nothing here uses a mouse."""

import pytest
from playwright.sync_api import Page, expect

QUESTION = "I cancelled in time, do I get my money back"
RIGHT = "Can I get my money back if I cancel?"


@pytest.fixture
def screen(agent: Page) -> Page:
    agent.set_viewport_size({"width": 720, "height": 900})
    agent.goto("/")
    expect(agent.locator("#q")).to_be_focused()
    return agent


def ask(page: Page, words: str) -> None:
    """Type letter by letter, as people do, and wait for what the whole question finds."""
    for letter in words:
        page.keyboard.type(letter)
    expect(page.locator(".results")).to_have_attribute("data-words", words)


def open_right_answer(page: Page) -> None:
    ask(page, QUESTION)
    expect(page.locator(".result__title").first).to_have_text(RIGHT)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(RIGHT)


def test_the_right_answer_is_first_and_opens_by_enter(screen):
    open_right_answer(screen)
    expect(screen.locator("h1")).to_be_focused()
    expect(screen.locator("#pane-say")).to_contain_text("48 hours")
    assert screen.url.endswith("/a/en/patient-charges/cancel-refund")


def test_say_do_and_law_are_one_key_each(screen):
    open_right_answer(screen)
    for key, pane, words in (
        ("2", "#pane-do", "Refund a cancelled appointment"),
        ("3", "#pane-law", "4.1"),
        ("1", "#pane-say", "48 hours"),
    ):
        screen.keyboard.press(key)
        expect(screen.locator(pane)).to_be_focused()
        expect(screen.locator(pane)).to_contain_text(words)
        assert screen.locator(".pane:visible").count() == 1


def test_all_three_stand_side_by_side_where_it_is_wide(screen):
    screen.set_viewport_size({"width": 1280, "height": 860})
    open_right_answer(screen)
    assert screen.locator(".pane:visible").count() == 3
    tops = {pane.bounding_box()["y"] for pane in screen.locator(".pane").all()}
    assert len(tops) == 1


def test_arrows_choose_and_lead_back_to_the_box(screen):
    ask(screen, QUESTION)
    links = screen.locator(".result__title")
    screen.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    screen.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    screen.keyboard.press("ArrowUp")
    screen.keyboard.press("ArrowUp")
    expect(screen.locator("#q")).to_be_focused()


def test_the_open_answer_stays_while_another_question_is_typed(screen):
    open_right_answer(screen)
    screen.keyboard.press("/")
    expect(screen.locator("#q")).to_be_focused()
    ask(screen, "how do I appeal")
    expect(screen.locator("h1")).to_have_text(RIGHT)


def test_the_open_answer_does_not_move_when_results_change(screen):
    open_right_answer(screen)
    stands = set()
    for words in ("how do I appeal", "zzzqqq", "4.1(a)"):
        screen.locator("#q").select_text()
        ask(screen, words)
        screen.evaluate("scrollTo(0, 0)")
        stands.add(screen.locator("h1").bounding_box()["y"])
    assert len(stands) == 1


def test_what_to_say_stands_high_on_half_a_screen(screen):
    screen.goto("/a/en/patient-charges/cancel-refund")
    expect(screen.locator("#results")).to_be_hidden()  # nothing was asked
    expect(screen.locator("h1")).to_have_text(RIGHT)
    alone = screen.locator(".say p").first.bounding_box()
    assert alone["y"] + alone["height"] < 900 * 3 / 4
    screen.locator("#q").focus()
    ask(screen, QUESTION)
    screen.evaluate("scrollTo(0, 0)")
    below = screen.locator(".say p").first.bounding_box()
    assert below["y"] + below["height"] < 900


def test_c_copies_the_note_and_shift_c_what_the_customer_may_have(screen):
    open_right_answer(screen)
    screen.keyboard.press("c")
    expect(screen.locator("#toast")).to_have_text("Copied for the note.")
    note = screen.evaluate("navigator.clipboard.readText()")
    assert "Patient Charges Policy 4.1" in note
    screen.keyboard.press("Shift+C")
    expect(screen.locator("#toast")).to_have_text("Copied for the customer.")
    customer = screen.evaluate("navigator.clipboard.readText()")
    assert "48 hours" in customer
    assert "Source:" not in customer


def test_p_starts_the_process(screen):
    open_right_answer(screen)
    screen.keyboard.press("p")
    screen.wait_for_url("**/p/refund-cancelled-appointment*")


def test_n_clears_the_call(screen):
    open_right_answer(screen)
    screen.keyboard.press("n")
    expect(screen.locator("#q")).to_be_focused()
    expect(screen.locator("#q")).to_have_value("")
    expect(screen.get_by_role("heading", level=1)).to_have_text("Ready for the call")
    expect(screen.locator(".result")).to_have_count(0)


def test_back_and_forward_follow_the_answers(screen):
    open_right_answer(screen)
    screen.go_back()
    expect(screen.get_by_role("heading", level=1)).to_have_text("Ready for the call")
    screen.go_forward()
    expect(screen.locator("h1")).to_have_text(RIGHT)


def test_single_keys_can_be_switched_off_and_alt_still_works(screen):
    screen.locator("#keys").select_option("off")
    open_right_answer(screen)
    screen.keyboard.press("2")
    expect(screen.locator("#pane-say")).to_be_visible()
    screen.keyboard.press("Alt+2")
    expect(screen.locator("#pane-do")).to_be_focused()


def test_the_keys_are_explained_by_a_question_mark(screen):
    open_right_answer(screen)
    screen.keyboard.press("?")
    expect(screen.locator("#keys-dialog")).to_be_visible()
    screen.keyboard.press("Escape")
    expect(screen.locator("#keys-dialog")).to_be_hidden()


def test_letters_in_the_box_are_letters(screen):
    ask(screen, "n123c")
    expect(screen.locator("#q")).to_have_value("n123c")


def test_the_search_is_back_after_a_visit_elsewhere(screen):
    ask(screen, QUESTION)
    screen.goto("/t/")
    screen.goto("/")
    expect(screen.locator("#q")).to_have_value(QUESTION)
    expect(screen.locator(".result__title").first).to_have_text(RIGHT)


def test_colours_change_at_once_and_stay(screen):
    with screen.expect_response("**/preferences"):
        screen.locator("#theme").select_option("dark")
    expect(screen.locator("html")).to_have_attribute("data-theme", "dark")
    screen.reload()
    expect(screen.locator("html")).to_have_attribute("data-theme", "dark")


def test_without_scripts_a_form_and_links_do_everything(browser, site, signed_in):
    context = browser.new_context(storage_state=signed_in, base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.locator("#q").fill(QUESTION)
    page.locator("#q").press("Enter")
    expect(page.locator("h1")).to_have_text(RIGHT)
    assert page.locator(".pane:visible").count() == 3
    page.locator(".result__title").nth(1).click()
    assert page.locator(".result").count() > 1
    context.close()

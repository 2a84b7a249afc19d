"""From a provision without words to an agent's open page: written, sent back, mended, published,
withdrawn. By keys alone; every page on the way is accessible and fits.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import check_everywhere, press

QUESTION = "May I swim in the waiting room?"
PAGE = "/a/en/bereavement-support/may-i-swim-in-the-waiting"


def test_two_people_stand_behind_words_and_an_open_page_loses_them_at_once(enter):
    trainer, compliance, agent = enter("trainer"), enter("compliance"), enter("agent")
    first = write(trainer)
    ask_for_changes(compliance, first)
    second = mend(trainer)
    approve(compliance, second)
    trainer.goto(f"/review/{second}")
    check_everywhere(trainer, "an approved text")
    press(trainer, "Publish", exact=True)
    expect(trainer.get_by_text("Agents have it now")).to_be_visible()
    agent.goto(PAGE)
    expect(agent.locator("#pane-say")).to_contain_text("No. There is no water in it.")
    withdraw(compliance, second)
    expect(agent.get_by_text("This answer was withdrawn")).to_be_visible(timeout=3000)
    check_everywhere(compliance, "corrections")


def write(trainer: Page) -> str:
    """Write an answer to a provision and submit it; return the number of its review."""
    trainer.goto("/write/answer?original=bereavement-support&eid=sec_2.3")
    check_everywhere(trainer, "the beginning of an answer")
    trainer.get_by_label("What does the customer ask?").fill(QUESTION)
    press(trainer, "Begin", exact=True)
    trainer.get_by_label("Say, piece 2").fill("Yes. It is ten metres deep.")
    expect(trainer.locator("[data-saved]")).to_contain_text("Saved")
    expect(trainer.locator("[data-looks] mark").first).to_be_attached(timeout=30_000)
    check_everywhere(trainer, "the editor of an answer")
    trainer.goto("/bench")
    check_everywhere(trainer, "the bench")
    trainer.get_by_role("link", name=QUESTION).click()
    expect(trainer.get_by_label("Say, piece 2")).to_have_value("Yes. It is ten metres deep.")
    press(trainer, "Submit for review", exact=True)
    return trainer.url.rpartition("/")[2]


def ask_for_changes(compliance: Page, review: str) -> None:
    """Find the text in the queue and give it back, pointing at the words."""
    compliance.goto("/review")
    check_everywhere(compliance, "the queue of reviews")
    compliance.get_by_role("link", name=QUESTION).click()
    expect(compliance).to_have_url(re.compile(rf"/review/{review}$"))
    check_everywhere(compliance, "the sign-off")
    compliance.get_by_label("What is to be changed, and why").fill("There is no water in it.")
    compliance.get_by_label("The words that it is about").fill("ten metres deep")
    press(compliance, "Request changes", exact=True)


def mend(trainer: Page) -> str:
    """Follow the bench to the request, mend the words, submit again."""
    trainer.goto("/bench")
    trainer.get_by_role("link", name=QUESTION).click()
    expect(trainer.locator(".quote")).to_have_text("ten metres deep")
    trainer.get_by_label("Say, piece 1").fill("No. There is no water in it.")
    press(trainer, "Submit for review", exact=True)
    return trainer.url.rpartition("/")[2]


def approve(compliance: Page, review: str) -> None:
    """Approve the mended text."""
    compliance.goto(f"/review/{review}")
    press(compliance, "Approve", exact=True)
    expect(compliance.get_by_text("Approved. Who wrote it")).to_be_visible()


def withdraw(compliance: Page, review: str) -> None:
    """Withdraw it as wrong."""
    compliance.goto(f"/review/{review}")
    press(compliance, "Withdraw as wrong", role="link")
    check_everywhere(compliance, "before a withdrawal")
    compliance.get_by_label("What is wrong with it").fill("Nobody ever asked.")
    press(compliance, "Withdraw it now", exact=True)


def test_a_plainer_word_is_put_in_by_a_press_and_the_facts_follow_the_words(enter):
    trainer = enter("trainer")
    trainer.goto("/edit/answer/en/patient-charges%23cancel-refund")
    say = trainer.locator(".piece--say .piece__text").first
    found = trainer.locator("[data-looks]")
    expect(found).to_contain_text("seconds aloud", timeout=30_000)
    words = say.input_value()
    say.fill(words.replace("12 months", "19 months") + " It will commence.")
    expect(found).to_contain_text("duration changed")
    expect(found.locator("mark", has_text="19 months")).to_be_visible()
    found.get_by_role("button", name="start", exact=True).click()
    expect(say).to_have_value(re.compile(r"It will start\.$"))
    say.fill(words)
    expect(found).not_to_contain_text("duration changed")


@pytest.mark.parametrize(
    "address",
    [
        "/edit/process/verify-caller",
        "/edit/translation/en/bereavement-support",
        "/write/term",
        "/help/checks",
        "/bench/facts",
    ],
)
def test_every_editor_is_accessible_and_fits(enter, address):
    trainer = enter("trainer")
    trainer.goto(address)
    check_everywhere(trainer, address)

"""The meaning is kept: what changed is shown and mended, or explained, and a second person decides.

By keys alone; every page on the way is accessible and fits.
"""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.looking import check_everywhere, press

HEARING = "/edit/answer/en/claims-and-appeals%23who-decides"
NOTICE = "at least 14 days' written notice of a hearing, unless you agree to less."
CHANGED = "at least 14 working days' written notice of a hearing."
MENDED = "written notice of a hearing at least 14 days before, unless you agree to less."
LETTER = "/edit/answer/en/overpayments%23repayment-letter"
WEAK, SOUND = "It sounds better.", "The letter of 3 May gives everybody working days."
WHY = "Customers count every day of the week."
LOADS_MS = 30_000
"""The first look loads the language."""


def test_a_changed_period_and_a_dropped_exception_are_shown_mended_and_signed(enter):
    trainer, compliance = enter("trainer"), enter("compliance")
    trainer.goto(HEARING)
    say(trainer, NOTICE, CHANGED)
    found = trainer.locator("[data-looks]")
    expect(found.locator("mark", has_text="14 working days")).to_be_visible(timeout=LOADS_MS)
    expect(found.locator("mark", has_text="14 days")).to_be_visible()
    expect(found).to_contain_text("exception lost")
    expect(found.locator("mark", has_text="unless the appellant agrees")).to_be_visible()
    press(trainer, "Submit for review", exact=True)
    expect(trainer.locator("#problems + ul")).to_contain_text("14 working days")
    check_everywhere(trainer, "words with a finding that holds them up")
    say(trainer, CHANGED, MENDED)
    expect(found.locator("mark", has_text="14 working days")).to_have_count(0, timeout=LOADS_MS)
    expect(found).not_to_contain_text("exception lost")
    review = submit(trainer)
    compliance.goto(review)
    facts_kept = compliance.locator(".sign-off__facts")
    expect(facts_kept).to_be_visible()
    expect(facts_kept).not_to_contain_text("14 working days")
    expect(facts_kept).not_to_contain_text("exception lost")
    press(compliance, "Approve", exact=True)
    expect(compliance.get_by_text("Approved. Who wrote it")).to_be_visible()


def test_a_reason_is_refused_in_words_and_another_one_accepted(enter):
    trainer, compliance = enter("trainer"), enter("compliance")
    trainer.goto(LETTER)
    say(trainer, "until 30 days have passed", "until 30 working days have passed")
    reason_field(trainer).fill(WEAK)
    first = submit(trainer)
    compliance.goto(first)
    expect(facts(compliance)).to_contain_text(WEAK)
    expect(facts(compliance).locator("mark", has_text="30 working days")).to_be_visible()
    expect(compliance.get_by_role("button", name="Approve", exact=True)).to_be_disabled()
    refuse(compliance)
    trainer.goto(LETTER)
    expect(reason_field(trainer)).to_have_value(WEAK)
    expect(trainer.locator("[data-looks]")).to_contain_text(WHY)
    reason_field(trainer).fill(SOUND)
    second = submit(trainer)
    compliance.goto(second)
    press(compliance, "Accept the reason")
    expect(facts(compliance)).to_contain_text("accepted")
    check_everywhere(compliance, "a sign-off with an accepted reason")
    press(compliance, "Approve", exact=True)
    expect(compliance.get_by_text("Approved. Who wrote it")).to_be_visible()


def say(trainer: Page, old: str, new: str) -> None:
    """Put other words for some in the piece that says them, and wait until they are kept."""
    text = piece_with(trainer, old)
    text.fill(text.input_value().replace(old, new))
    expect(trainer.locator("[data-saved]")).to_have_text(re.compile("^Saved"))


def piece_with(trainer: Page, words: str) -> Locator:
    """Return the piece of the answer that holds `words`."""
    for text in trainer.locator(".piece--say .piece__text").all():
        if words in text.input_value():
            return text
    raise AssertionError(words)


def reason_field(trainer: Page) -> Locator:
    """Return the field beside the only high finding, once it is there."""
    field = trainer.get_by_label("Why your words are right: 30 working days")
    expect(field).to_be_visible(timeout=LOADS_MS)
    return field


def submit(trainer: Page) -> str:
    """Submit the words; return the address of their review."""
    press(trainer, "Submit for review", exact=True)
    expect(trainer).to_have_url(re.compile(r"/review/\d+$"))
    return trainer.url


def facts(compliance: Page) -> Locator:
    """Return where the sign-off shows what differs."""
    return compliance.locator(".sign-off__facts")


def refuse(compliance: Page) -> None:
    """Refuse the only reason in words, and give the text back to its author."""
    summary = facts(compliance).locator("summary", has_text="Refuse it")
    summary.focus()
    compliance.keyboard.press("Enter")
    check_everywhere(compliance, "a sign-off with a reason to decide")
    compliance.get_by_label("Why it does not hold").fill(WHY)
    press(compliance, "Refuse the reason")
    expect(facts(compliance)).to_contain_text("refused")
    compliance.get_by_label("What is to be changed, and why").fill("See the reason I refused.")
    press(compliance, "Request changes", exact=True)

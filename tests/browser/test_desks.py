"""A question from a provision's page to the desk and back, by keys; desks, record and deputies
are accessible and fit.
"""

import pytest
from playwright.sync_api import expect

from tests.browser.looking import check_everywhere, press

QUESTION = "Does this hold for a visit at home too?"


def test_a_question_goes_from_the_provision_to_the_desk_and_back(enter):
    trainer, partner = enter("trainer", quiet=True), enter("partner", quiet=True)
    trainer.goto("/o/patient-charges")
    press(trainer, "Ask what it means", role="link")
    check_everywhere(trainer, "the form")
    trainer.get_by_label("What do you need to know?").fill(QUESTION)
    expect(trainer.get_by_label("Who should answer?")).to_have_value("billing")
    press(trainer, "Ask")
    expect(trainer.locator("main")).to_contain_text("Your question is with them")
    check_everywhere(trainer, "the question")

    partner.goto("/desk")
    expect(partner.get_by_role("heading", level=1)).to_have_text("Billing desk")
    press(partner, QUESTION, role="link")
    partner.get_by_label("Your answer").fill("Yes: a visit at home is an appointment.")
    press(partner, "Answer")
    check_everywhere(partner, "the answer")

    trainer.goto("/bench")
    press(trainer, QUESTION, role="link")
    expect(trainer.locator("main")).to_contain_text("a visit at home is an appointment")
    press(trainer, "I have read it")
    trainer.goto("/bench")
    expect(trainer.get_by_role("link", name=QUESTION)).to_have_count(0)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("compliance", "/home"),
        ("compliance", "/desk"),
        ("compliance", "/clarifications"),
        ("compliance", "/deputies"),
        ("compliance", "/audit"),
        ("partner", "/desk"),
        ("trainer", "/home"),
        ("admin", "/home"),
    ],
)
def test_the_places_of_work_are_accessible_and_fit(enter, name, address):
    page = enter(name, quiet=True)
    page.goto(address)
    check_everywhere(page, f"{address} for {name}")


def test_details_of_an_entry_open_by_key(enter):
    page = enter("admin", quiet=True)
    page.goto("/audit?verb=load")
    press(page, "One by one", role="link")
    page.locator("summary", has_text="Details of entry").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("details[open] dl.facts").first).to_contain_text("file hash")

"""A question from a provision's page to the desk and back, by keys; desks, record and deputies
are accessible and fit.
"""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

SIZES = (320, 720, 1280)
QUESTION = "Does this hold for a visit at home too?"


@pytest.fixture
def enter(browser: Browser, site: str) -> Iterator[Callable[[str], Page]]:
    """Give `enter(name)`: a page of a demo account; complaints of its console fail the test."""
    contexts, complaints = [], []

    def enter(name: str) -> Page:
        context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if is_bad(said.type) else None)
        page.goto("/sign-in")
        page.get_by_label("Name").fill(name)
        page.get_by_label("Password").fill("demo")
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "sign-in" not in url)
        return page

    yield enter
    for context in contexts:
        context.close()
    assert complaints == []


def is_bad(kind: str) -> bool:
    return kind in {"error", "warning"}


def check(page: Page, where: str) -> None:
    """Assert that the page is accessible and fits, narrow to wide, light and dark."""
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        for width in SIZES:
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, f"{where} at {width} px: {wide} px too wide"
            found = Axe().run(page)
            assert found.violations_count == 0, f"{where}\n{found.generate_report()}"


def press(page: Page, role: str, name: str) -> None:
    """Press a link or button by its key, and wait for the page that follows."""
    page.get_by_role(role, name=name).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_question_goes_from_the_provision_to_the_desk_and_back(enter):
    trainer, partner = enter("trainer"), enter("partner")
    trainer.goto("/o/patient-charges")
    press(trainer, "link", "Ask what it means")
    check(trainer, "the form")
    trainer.get_by_label("What do you need to know?").fill(QUESTION)
    expect(trainer.get_by_label("Who should answer?")).to_have_value("billing")
    press(trainer, "button", "Ask")
    expect(trainer.locator("main")).to_contain_text("Your question is with them")
    check(trainer, "the question")

    partner.goto("/desk")
    expect(partner.get_by_role("heading", level=1)).to_have_text("Billing desk")
    press(partner, "link", QUESTION)
    partner.get_by_label("Your answer").fill("Yes: a visit at home is an appointment.")
    press(partner, "button", "Answer")
    check(partner, "the answer")

    trainer.goto("/bench")
    press(trainer, "link", QUESTION)
    expect(trainer.locator("main")).to_contain_text("a visit at home is an appointment")
    press(trainer, "button", "I have read it")
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
    page = enter(name)
    page.goto(address)
    check(page, f"{address} for {name}")


def test_details_of_an_entry_open_by_key(enter):
    page = enter("admin")
    page.goto("/audit?verb=published")
    page.locator("summary", has_text="Details of entry").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("details[open] dl.facts").first).to_contain_text("file hash")

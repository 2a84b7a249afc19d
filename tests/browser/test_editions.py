"""A coming edition from paste to release, by keys alone; every page on the way accessible."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import check_everywhere, press

ORIGINAL = "bereavement-support"


@pytest.fixture
def compliance(enter: Callable[..., Page]) -> Page:
    """Give a page of compliance, wide."""
    return enter("compliance")


def choose(page: Page, group: str, number: int, value: str) -> None:
    """Choose one of a row's radio buttons by the space bar."""
    page.locator(f'input[name="{group}-{number}"][value="{value}"]').focus()
    page.keyboard.press("Space")


def write_edition(page: Page, day: str) -> None:
    """Open the form with the newest text and add a rule at its end, with a mistake."""
    page.goto("/editions/")
    page.locator(f'a[href="/editions/new?original={ORIGINAL}"]').focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_label("In force from").focus()
    page.keyboard.type(day)
    page.locator("#text").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("\n\n## 99 Photographs\n\n(a) {oops} A photograph is never asked for.\n")


def test_from_the_paste_to_the_release(compliance: Page, agent: Page):
    day = (datetime.now(UTC) + timedelta(days=60)).date().isoformat()
    write_edition(compliance, day)
    press(compliance, "Read it", exact=True)
    expect(compliance.get_by_text("cannot be saved yet", exact=True)).to_be_visible()
    check_everywhere(compliance, "a form with a problem")

    compliance.get_by_role("button", name=re.compile(r"^Line \d+$")).focus()
    compliance.keyboard.press("Enter")  # leads to the line, with its words selected
    expect(compliance.locator("#text")).to_be_focused()
    compliance.keyboard.type("(a) A photograph is never asked for.")
    press(compliance, "Read it", exact=True)
    expect(compliance.get_by_text("can be saved", exact=True)).to_be_visible()
    expect(compliance.locator("#tree")).to_contain_text("sec_99__para_a")
    press(compliance, "Save as draft", exact=True)
    draft = compliance.url
    expect(compliance.get_by_role("button", name="Schedule")).to_be_disabled()
    check_everywhere(compliance, "a draft")

    compliance.goto(f"{draft}/changes")
    check_everywhere(compliance, "its changes")
    rows = compliance.locator('input[name^="key-"]').count()
    assert rows == 2
    for number in range(1, rows + 1):
        choose(compliance, "size", number, "minor")
        choose(compliance, "concerns", number, "none")
    press(compliance, "Save what is decided", exact=True)
    expect(compliance.get_by_text("2 decisions saved.")).to_be_visible()

    compliance.goto(f"{draft}/impact")
    expect(compliance.get_by_role("heading", name="Will be outdated: 0")).to_be_visible()
    check_everywhere(compliance, "its impact")
    compliance.goto(f"{draft}/readiness")
    check_everywhere(compliance, "its readiness")

    compliance.goto(draft)
    press(compliance, compliance.get_by_role("button", name="Schedule").inner_text(), exact=True)
    assert agent.request.get(f"/o/{ORIGINAL}/{day}").status == 404
    press(compliance, "Release to agents", exact=True)
    agent.goto(f"/o/{ORIGINAL}/{day}")
    expect(agent.get_by_text("Coming: this is not yet the law.")).to_be_visible()
    agent.goto(f"/o/{ORIGINAL}/compare")
    expect(agent.get_by_text("A photograph is never asked for.")).to_be_visible()
    check_everywhere(agent, "two editions compared")


@pytest.mark.parametrize(
    "address",
    [
        "/editions/",
        "/editions/new",
        "/editions/packages/new",
        "/o/patient-charges/compare?view=beside",
    ],
)
def test_a_page_is_accessible_and_fits(compliance: Page, address):
    compliance.goto(address)
    check_everywhere(compliance, address)


def test_a_chosen_file_fills_the_text_so_that_it_can_be_corrected(compliance: Page, tmp_path):
    file = tmp_path / "fines.md"
    file.write_text("## 1 Fine\n\nTen cents.\n")
    compliance.goto("/editions/new")
    compliance.locator("#file").set_input_files(file)
    expect(compliance.locator("#text")).to_have_value("## 1 Fine\n\nTen cents.\n")

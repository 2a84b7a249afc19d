"""axe-core finds nothing on any page, no page scrolls sideways: narrow to wide, light and dark."""

import pytest
from playwright.sync_api import Page

from tests.browser.looking import SIZES, check, check_everywhere

PAGES = (
    "/",
    "/?q=I+cancelled+two+days+before,+is+the+money+refunded",
    "/?q=apointmnt",
    "/?q=zzzqqq&literal=1",
    "/a/en/patient-charges/cancel-refund",
    "/a/en/caller-verification/at-risk",
    "/a/en/caller-verification/copy-of-recording",
    "/a/en/patient-charges/missed-appointment?as_of=2025-07-01",
    "/values",
    "/values/yearly-limit",
    "/deadline",
    "/a/es/patient-charges/cancel-refund",
    "/o/patient-charges",
    "/o/patient-charges/2024-01-01",
    "/p/refund-cancelled-appointment",
    "/p/verify-caller",
    "/p/",
    "/p/verify-caller?t=recorded.1&t=what-for.3&t=details.1",
    "/p/verify-caller/picture?here=details",
    "/decide",
    "/topics/",
    "/topics/refunds",
    "/departments/",
    "/departments/billing",
    "/o/",
    "/help",
    "/t/",
    "/t/third-party-payer",
    "/c/",
    "/c/billing-desk",
    "/k/",
    "/mission",
    "/sessions",
)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_accessible_and_fits_at_every_size_in_both_themes(agent: Page, address):
    agent.goto(address)
    check_everywhere(agent, address)


def test_the_dialog_of_keys_is_accessible(agent: Page):
    agent.goto("/")
    agent.get_by_role("button", name="keys").click()
    check(agent, "the dialog of keys")


@pytest.mark.parametrize("pane", ["do", "law"])
def test_each_pane_is_accessible_as_a_tab(agent: Page, pane):
    agent.set_viewport_size({"width": 720, "height": 900})
    agent.goto("/a/en/patient-charges/cancel-refund")
    agent.locator(f"#tab-{pane}").click()
    check(agent, f"the pane {pane}")


def test_the_sign_in_page_is_accessible(browser, site):
    for width in SIZES:
        context = browser.new_context(viewport={"width": width, "height": 900})
        page = context.new_page()
        page.goto(f"{site}/sign-in")
        check(page, f"sign-in at {width} px")
        context.close()

"""What a role has that others have not: accessible, at every size, light and dark."""

import pytest
from playwright.sync_api import Browser

from tests.browser.looking import check_everywhere, sign_in

HOME = "/home"
OF_ROLES = {
    "agent": (HOME, "/notices", "/values"),
    "trainer": (HOME, "/bench", "/editions/", "/values/yearly-limit"),
    "compliance": (HOME, "/desk", "/bench", "/editions/", "/editions/new", "/notices/write"),
    "partner": (HOME, "/desk", "/values"),
    "lead": (HOME, "/bench", "/notices", "/notices/write"),
    "admin": (HOME,),
}
"""What each role has that others have not, or see otherwise."""


@pytest.mark.parametrize("role", OF_ROLES)
def test_the_pages_of_every_role_are_accessible_and_fit(browser: Browser, site: str, role: str):
    context = browser.new_context(base_url=site)
    page = context.new_page()
    sign_in(page, role)
    for address in OF_ROLES[role]:
        shown = page.goto(address)
        assert shown is not None, address
        assert shown.status == 200, f"{address} of {role}"
        assert page.locator("h1").count() == 1, address
        check_everywhere(page, f"{address} of {role}")
    context.close()

"""What a role has that others have not: accessible, at every size, light and dark."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.looking import check_everywhere

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
def test_the_pages_of_every_role_are_accessible_and_fit(enter: Callable[..., Page], role: str):
    page = enter(role, quiet=True)
    for address in OF_ROLES[role]:
        shown = page.goto(address)
        assert shown is not None, address
        assert shown.status == 200, f"{address} of {role}"
        assert page.locator("h1").count() == 1, address
        check_everywhere(page, f"{address} of {role}")


@pytest.mark.parametrize("role", OF_ROLES)
def test_one_page_of_each_kind_opens_without_a_complaint(enter: Callable[..., Page], role: str):
    """Where the links of its home lead, and theirs: no script fails, no other host is asked."""
    page = enter(role, quiet=True)
    seen, waiting = set(), ["/", HOME]
    while waiting:
        address = waiting.pop(0)
        if kind(address) in seen:
            continue
        seen.add(kind(address))
        shown = page.goto(address)
        assert shown is not None, address
        assert shown.status == 200, f"{address} of {role}"
        waiting += page.eval_on_selector_all(
            "a[href^='/']", "links => links.map((link) => link.getAttribute('href'))"
        )
    assert len(seen) > 15, seen


def kind(address: str) -> tuple[str, int]:
    """Return what tells one kind of page from another: the first part of its path, and how many."""
    parts = urlsplit(address).path.strip("/").split("/")
    return parts[0], len(parts)

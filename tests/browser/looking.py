"""What browser tests do on every page: sign in, press a key, and look whether it is accessible."""

from collections.abc import Sequence

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SIZES = (320, 720, 1280)
THEMES = ("light", "dark")
COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that a theme can break; the others read what is the same in both."""
DEMO = "demo"


def sign_in(page: Page, name: str, password: str = DEMO) -> None:
    """Sign in by the form, and wait for the page that follows."""
    page.goto("/sign-in")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)


def press(page: Page, name: str, *, role: str = "button", exact: bool = False) -> None:
    """Press the first button or link of that name by its key, and wait for what follows."""
    page.get_by_role(role, name=name, exact=exact).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def check(page: Page, where: str, *, rules: Sequence[str] = ()) -> None:
    """Assert that axe-core finds nothing (by `rules`, or by all), and nothing scrolls sideways."""
    page.wait_for_load_state()
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{where}: {wide} px too wide"
    only = {"runOnly": {"type": "rule", "values": list(rules)}} if rules else {}
    found = Axe().run(page, options={"resultTypes": ["violations"], **only})
    assert found.violations_count == 0, f"{where}\n{found.generate_report()}"


def check_everywhere(
    page: Page, where: str, *, sizes: Sequence[int] = SIZES, themes: Sequence[str] = THEMES
) -> None:
    """Assert the same narrow to wide, light and dark; the page keeps the size it had.

    The first theme is checked by all rules, the others by those that colours can break.
    """
    before = page.viewport_size
    for theme in themes:
        rules = COLOURS if theme != themes[0] else ()
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        for width in sizes:
            page.set_viewport_size({"width": width, "height": 900})
            check(page, f"{where} at {width} px, {theme}", rules=rules)
    if before is not None:
        page.set_viewport_size(before)

"""How many keys and seconds a call takes, from the caller's first word to the right sentence.

    python -m benchmarks.calls                                 print the table
    python -m benchmarks.calls --write docs/benchmarks.md      put it into its section of that file

The shipped library is served on the loopback address, and a real Chromium types each question of
`twenty_calls` letter by letter, as fast as a practised typist. The pause in which a person looks
and decides is not measured; neither is reading aloud, which the screen states itself.
"""

import argparse
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.instance import HOST, NAME, Instance
from benchmarks.measures import machine
from benchmarks.sections import write_section
from benchmarks.twenty_calls import CALLS, Taken, take, take_without_script

LETTER_MS = 150  # 80 words a minute
SIZE = {"width": 720, "height": 900}  # half a screen: the other half is the customer's file
TITLE = "## Twenty calls"
HEAD = "| what | keys after typing | typing s | last letter to the words s | reading aloud s |"
RULE = "| --- | ---: | ---: | ---: | ---: |"


def main() -> None:
    """Take every call twice, with and without scripts, and print the table."""
    wanted = _arguments()
    with TemporaryDirectory() as folder, _screen(Path(folder)) as (page, plain):
        taken = [take(page, call, letter_ms=LETTER_MS) for call in CALLS]
        links = [take_without_script(plain, call) for call in CALLS]
    text = "\n".join(_lines(taken, links))
    print(text)
    if wanted.write:
        write_section(wanted.write, TITLE, text)


def _lines(taken: list[Taken], links: list[int]) -> Iterator[str]:
    yield TITLE
    yield ""
    pace = f"{1000 / LETTER_MS:.1f} letters a second"
    yield f"{len(taken)} scripted calls on the shipped library, {pace}. {machine()}"
    yield ""
    yield HEAD
    yield RULE
    yield _row("median", [median(column) for column in _columns(taken)])
    yield _row("most", [max(column) for column in _columns(taken)])
    yield ""
    once = sum(1 for count in links if count == 0)
    yield (
        f"Without JavaScript the right answer is open as soon as the question is sent in {once} "
        f"calls; in the other {len(links) - once} it is one link away."
    )


def _columns(taken: list[Taken]) -> list[tuple[float, ...]]:
    rows = [(one.keys, one.typing_s, one.finding_s, one.reading_s) for one in taken]
    return list(zip(*rows, strict=True))


def _row(name: str, figures: list[float]) -> str:
    keys, typing, finding, reading = figures
    return f"| {name} | {keys:g} | {typing:.1f} | {finding:.2f} | {reading:g} |"


@contextmanager
def _screen(folder: Path) -> Iterator[tuple[Page, Page]]:
    """Serve the library, sign in, and give a page with scripts and one without."""
    instance = Instance(folder)
    instance.run("load")
    password = instance.make_agent()
    with instance.serving() as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        address = f"http://{HOST}:{port}"
        yield (
            sign_in(browser, address, password, scripts=True),
            sign_in(browser, address, password, scripts=False),
        )
        browser.close()


def sign_in(browser: Browser, address: str, password: str, *, scripts: bool) -> Page:
    """Sign in as the agent NAME in a context of its own; return its page, half a screen wide."""
    page = browser.new_context(base_url=address, java_script_enabled=scripts).new_page()
    page.set_viewport_size({"width": SIZE["width"], "height": SIZE["height"]})
    page.goto("/sign-in")
    page.get_by_label("Name").fill(NAME)
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/")
    return page


def chromium() -> str | None:
    """Return KB_CHROMIUM or the first Chromium on the path; None is Playwright's own."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = (path for name in names if (path := shutil.which(name)))
    return os.environ.get("KB_CHROMIUM") or next(found, None)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Keys and seconds of twenty calls.")
    parser.add_argument("--write", type=Path, help="put the table into its section of this file")
    return parser.parse_args()


if __name__ == "__main__":
    main()

"""How long it takes until what changed on the server is seen on an agent's open page.

    python -m benchmarks.live                                 print the table
    python -m benchmarks.live --write docs/benchmarks.md      put it into its section of that file

Two servers (`flask kb serve`) stand on one database; one of them happens to hold the indexer's
lock. A real Chromium has a call screen open on each, with a search and its answer. The deeds are
done by a third process, this one. Time runs from the commit, or from the moment that was planned,
to the frame in which both pages show it; of a search, to the first reply without the thing.
"""

import argparse
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from os import getloadavg
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import sleep, time

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.calls import chromium, sign_in
from benchmarks.instance import HOST, NAME, Instance, find
from benchmarks.live_deeds import COMPLIANCE, LEAD, WORDS, Deeds, open_deeds
from benchmarks.measures import machine, percentile
from benchmarks.sections import write_section

ROUNDS = 10
WAIT_S = 10
PLANNED_S = 3  # how far ahead a start is planned
WRITERS = "four plain words will do"  # the password of people who live as long as the measurement
PAUSE_S = 1.5  # until both pages are at rest again
TITLE = "## Seen on open pages"
HEAD = "| what | times | median ms | p95 ms | most ms |\n| --- | ---: | ---: | ---: | ---: |"
QUESTION = "Can I get my money back if I cancel?"
ANSWER = "/a/en/patient-charges/cancel-refund"
KEY = "en/patient-charges#cancel-refund"
PUBLIC_ID = KEY.partition("/")[2]

WITHDRAWN = "document.querySelector('#opened')?.textContent.includes('was withdrawn')"
GONE = f"!document.querySelector('#results [data-answer=\"{ANSWER}\"]')"
OVERTAKEN = "document.querySelector('#answer[data-standing=hold]')"
TOLD = "document.querySelector('#answer .notice')"
OVER = "!document.querySelector('#answer .notice')"
"""What a page shows when it has seen a deed."""
WATCH = """() => {
  window.seenAt = 0;
  const look = () => (SHOWN) ? (window.seenAt = Date.now()) : requestAnimationFrame(look);
  look();
}"""


@dataclass(frozen=True)
class Site:
    """The two servers with an agent's page on each, and a token for programs."""

    pages: tuple[Page, ...]
    ports: tuple[int, ...]
    token: str

    def open(self) -> None:
        """Open the answer beside its search on both pages."""
        for page in self.pages:
            page.goto(f"{ANSWER}?q={QUESTION}")
            page.locator(f"#results [data-answer='{ANSWER}']").wait_for()
        sleep(PAUSE_S)

    def watch(self, shown: str) -> None:
        """Let both pages note the frame in which `shown` becomes true."""
        for page in self.pages:
            page.evaluate(WATCH.replace("SHOWN", shown))

    def seen_after_ms(self, since: float) -> float:
        """Return how long after `since` the slower page showed what it watches for."""
        return max(_moment(page) for page in self.pages) - since * 1000

    def unfound_after_ms(self, since: float) -> float:
        """Return how long after `since` neither server's search finds the answer any more."""
        for port in self.ports:
            while PUBLIC_ID in find(port, self.token, QUESTION):
                sleep(0.005)
        return (time() - since) * 1000


def _moment(page: Page) -> float:
    deadline = time() + WAIT_S
    while time() < deadline:
        moment = float(page.evaluate("window.seenAt"))
        if moment:
            return moment
        sleep(0.005)
    raise TimeoutError("The page did not show it.")


Times = dict[str, list[float]]
"""Milliseconds by what was measured."""


def main() -> None:
    """Do every deed some times over, and print the table."""
    wanted = _arguments()
    times: Times = {}
    with _stage() as (site, deeds):
        for _ in range(wanted.rounds):
            _withdraw(site, deeds, times)
            _change_law(site, deeds, times)
            _tell(site, deeds, times)
    text = "\n".join(_lines(times))
    print(text)
    if wanted.write:
        write_section(wanted.write, TITLE, text)


def _withdraw(site: Site, deeds: Deeds, times: Times) -> None:
    words = deeds.words()
    site.open()
    site.watch(f"{WITHDRAWN} && {GONE}")
    since = deeds.withdraw()
    _note(times, "withdrawn: gone from search", site.unfound_after_ms(since))
    _note(times, "withdrawn: gone from open pages and their lists", site.seen_after_ms(since))
    deeds.publish_again(words)


def _change_law(site: Site, deeds: Deeds, times: Times) -> None:
    site.open()
    site.watch(OVERTAKEN)
    since = deeds.change_law()
    _note(times, "edition in force: overtaken words gone", site.seen_after_ms(since))
    deeds.change_law(WORDS)


def _tell(site: Site, deeds: Deeds, times: Times) -> None:
    site.open()
    site.watch(TOLD)
    _note(times, "bulletin let out", site.seen_after_ms(deeds.tell(lasts_s=600)))
    site.watch(OVER)
    _note(times, "bulletin ended by hand", site.seen_after_ms(deeds.end_all()))
    site.watch(TOLD)
    starts = deeds.tell(starts_in_s=PLANNED_S, lasts_s=PLANNED_S)
    _note(times, "planned start", site.seen_after_ms(starts))
    site.watch(OVER)
    _note(times, "planned end", site.seen_after_ms(starts + PLANNED_S))


def _note(times: Times, what: str, took_ms: float) -> None:
    times.setdefault(what, []).append(took_ms)


def _lines(times: Times) -> Iterator[str]:
    yield TITLE
    yield ""
    yield (
        "`python -m benchmarks.live`: two servers on one database, a call screen open on each, the "
        "deeds done by a third process; the slower page counts. "
        f"{machine()}, load average {getloadavg()[1]:.1f} (with our own)."
    )
    yield ""
    yield HEAD
    for what, some in times.items():
        p95 = percentile(some, 0.95)
        yield f"| {what} | {len(some)} | {median(some):.0f} | {p95:.0f} | {max(some):.0f} |"
    yield ""
    yield (
        "An edition whose day begins at midnight comes by the same watch as a planned start; the "
        "servers' clock cannot be moved from outside, so tests move it instead."
    )


@contextmanager
def _stage() -> Iterator[tuple[Site, Deeds]]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        with _site(folder) as site, open_deeds(folder, KEY) as deeds:
            yield site, deeds


@contextmanager
def _site(folder: Path) -> Iterator[Site]:
    """Load the library, serve it twice, and sign an agent in on both servers."""
    instance = Instance(folder)
    instance.run("load")
    for name in (LEAD, COMPLIANCE):
        instance.run("user", "add", name, "--role", name, "--password-stdin", typed=f"{WRITERS}\n")
    password = instance.make_agent()
    token = instance.run("token", "add", NAME, "--label", NAME, "--days", "1").strip()
    with ExitStack() as stack:
        ports = tuple(stack.enter_context(instance.serving()) for _ in range(2))
        browser = stack.enter_context(_browser())
        addresses = (f"http://{HOST}:{port}" for port in ports)
        pages = tuple(sign_in(browser, one, password, scripts=True) for one in addresses)
        yield Site(pages, ports, token)


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield browser
        browser.close()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Seconds until open pages show what changed.")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each deed is done")
    parser.add_argument("--write", type=Path, help="put the table into its section of this file")
    return parser.parse_args()


if __name__ == "__main__":
    main()

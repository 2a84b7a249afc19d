"""A real server with the shipped library on a free loopback port, and a real Chromium."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from kb.settings import ROOT
from tests.browser.looking import sign_in

START_S = 120
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as one that needs a browser."""
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a demo that is served as `make run` serves it."""
    del chromium_path  # where there is no browser nothing need be served
    port = free_port()
    folder = tmp_path_factory.mktemp("site")
    environment = {**os.environ, "KB_DEMO": "1", "KB_DATA_DIR": str(folder), "PORT": str(port)}
    environment["PYTHONWARNINGS"] = "ignore"  # a first start compiles Whoosh's old source
    command = [sys.executable, "-m", "flask", "--app", "app", "kb", "serve"]
    log = folder / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
        try:
            wait_for(f"http://127.0.0.1:{port}", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    """Give one Chromium for all tests; each has its own context in it."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium_path, args=list(QUIET))
        yield started
        started.close()


@pytest.fixture(scope="session")
def signed_in(browser: Browser, site: str) -> dict:
    """Give what a browser keeps of having signed in as agent."""
    context = browser.new_context(base_url=site)
    page = context.new_page()
    sign_in(page, "agent")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def agent(browser: Browser, site: str, signed_in: dict) -> Iterator[Page]:
    """Give a page of an agent; its complaints and requests to other hosts fail the test."""
    context = browser.new_context(storage_state=signed_in, base_url=site)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if is_bad(said.type) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda sent: None if is_own(sent.url, site) else complaints.append(sent.url))
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def enter(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Give `enter(name)`: a page of a demo account.

    An error of its scripts or a request to another host fails the test. With `quiet=True` its
    console may not complain of anything else either.
    """
    contexts, complaints = [], []

    def note(said: ConsoleMessage) -> None:
        if is_bad(said.type):
            complaints.append(said.text)

    def enter(name: str, *, quiet: bool = False) -> Page:
        context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda sent: is_own(sent.url, site) or complaints.append(sent.url))
        if quiet:
            page.on("console", note)
        sign_in(page, name)
        return page

    yield enter
    for context in contexts:
        context.close()
    assert complaints == []


def is_bad(kind: str) -> bool:
    return kind in {"error", "warning"}


def is_own(url: str, site: str) -> bool:
    return url.startswith((site, "data:", "blob:"))


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, server: subprocess.Popen, log: Path) -> None:
    """Return when the server answers. Fails with its log when it does not."""
    end = time.monotonic() + START_S
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=2).close()  # noqa: S310 - loopback
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"The server did not start:\n{re.sub(r'(?m)^', '  ', log.read_text())}")

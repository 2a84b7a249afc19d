"""What a library brings never runs: 48 vectors in every text of every kind, in a real Chromium.

The library goes through its files and `load`. Every page that a link leads to is opened, and the
API; what runs calls `ran`, opens a dialog or asks another host, and what the policy stops is told.
Once with bleach; once with nh3, by swapping the one function, and with the policy switched off,
because escaping has to hold by itself.
"""

import re
from pathlib import Path
from urllib.parse import urlsplit

import nh3
import pytest

from kb.importers.library import write_library
from kb.services.indexing import Indexer
from kb.text import markup
from kb.vocabulary import Role
from tests.factories import load_whole, read_back
from tests.people import PASSWORD, make_account
from tests.security.nasty import SETS, VECTORS, nasty_library, word
from tests.serving import served

HERE = Path(__file__).parent
WATCH = (HERE / "xss_watch.js").read_text(encoding="utf-8")
LOOK = "look()"
RULES = {"/", "/o/", "/p/", "/t/", "/c/", "/k/", "/mission", "/sessions"}
KINDS = ("/a/", "/o/", "/p/", "/t/", "/c/", "/k/")


def with_nh3(html):
    return nh3.clean(
        html,
        tags=set(markup.TAGS),
        attributes={tag: set(names) for tag, names in markup.ATTRIBUTES.items()},
        attribute_filter=lambda tag, name, value: (
            value if markup.is_allowed(tag, name, value) else None
        ),
        url_schemes=set(markup.PROTOCOLS),
        link_rel=None,
    )


@pytest.fixture
def nasty(app, house):
    """Give the address of a site whose whole library attacks its readers."""
    load_whole(house.store, read_back(dict(write_library(nasty_library()))))
    Indexer(house.store, house.engine, house.settings.data_dir / "lock").catch_up()
    make_account(house.store, *Role, name="all")
    with served(app) as address:
        yield address


@pytest.fixture(params=["bleach", "nh3 without policy"])
def reader(browser, nasty, request, monkeypatch):
    """Give a signed-in page that reports what runs, and whatever it asks of other hosts."""
    markup._rendered.cache_clear()  # what the other sanitiser made
    if request.param.startswith("nh3"):
        monkeypatch.setattr(markup, "sanitise", with_nh3)
    bypass = request.param.endswith("without policy")
    context = browser.new_context(base_url=nasty, bypass_csp=bypass)
    context.add_init_script(WATCH)
    page = context.new_page()
    page.on("dialog", lambda dialog: (abroad.append(dialog.message), dialog.dismiss()))
    abroad: list[str] = []
    page.on("request", lambda sent: None if sent.url.startswith(nasty) else abroad.append(sent.url))
    page.goto("/sign-in")
    page.get_by_label("Name").fill("all")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{nasty}/")
    yield page
    context.close()
    markup._rendered.cache_clear()  # what this sanitiser made
    assert abroad == []


def links(page):
    """Return the paths that a page leads to, without the queries of one caller."""
    found = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
    return {urlsplit(href).path for href in found if re.match(r"/(?!/)", href)}


def check(page, where):
    found = page.evaluate(LOOK)
    assert found == [], f"{where}: {found[:5]}"


def test_there_are_enough_vectors():
    assert len(set(VECTORS)) == SETS * 8 == 48
    assert all(re.search(r"ran", vector) for vector in VECTORS)


def test_what_is_watched_for_is_seen(browser, nasty):
    """The watch itself works: put into a page as it is, a vector is caught."""
    page = browser.new_page()
    page.add_init_script(WATCH)
    bodies = {}
    page.route("**/bare", lambda route: route.fulfill(**bodies))
    missed = []
    for vector in (vector for vector in VECTORS[:39] if "<template>" not in vector):
        quoted = f"<p title='{vector}'>x</p><p title=\"{vector}\">x</p><p title={vector}>x</p>"
        body = f"<!doctype html><title>x</title>{quoted}{vector}"
        bodies.update(body=body, content_type="text/html")
        page.goto(f"{nasty}/bare")
        missed += [] if page.evaluate(LOOK) else [vector]
    page.close()
    assert missed == []


def test_nothing_of_a_library_runs_on_any_page(reader):
    waiting, seen = set(RULES), set()
    while waiting:
        path = waiting.pop()
        seen.add(path)
        reader.goto(path)
        check(reader, path)
        waiting |= links(reader) - seen
    for kind in KINDS:
        assert len([path for path in seen if path.startswith(kind)]) >= SETS, kind


def test_nothing_runs_while_words_are_searched_and_answers_opened(reader):
    for number in range(SETS):
        reader.goto("/")
        reader.locator("#q").press_sequentially(word(number))
        reader.locator(f".results[data-words={word(number)}] .result").first.wait_for()
        check(reader, f"results {number}")
        reader.keyboard.press("Enter")
        reader.locator("#answer").wait_for()
        check(reader, f"opened {number}")
        for key in "231c":
            reader.keyboard.press(key)
        check(reader, f"panes {number}")
        reader.goto(f"/api/v1/search?q={word(number)}")
        assert "nasty" in reader.content()
        check(reader, f"api {number}")

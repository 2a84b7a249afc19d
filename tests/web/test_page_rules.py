"""The rules of every page catch what they are there for: each is seen to fail once."""

import pytest

from tests.pages import check_links, check_page, read_page

GOOD = """<!DOCTYPE html><html lang="en"><head><title>Books</title></head><body><h1>Books</h1>
<h2 id="a">A</h2><form method="post"><input type="hidden" name="csrf_token" value="x">
<label for="q">Words</label><input id="q" name="q"><button>Find</button></form>
<a href="#a">To A</a><script src="/x.js" nonce="n"></script></body></html>"""

BAD = {
    "no language": (' lang="en"', "", "lang"),
    "no title": ("<title>Books</title>", "", "no title"),
    "an empty title": ("<title>Books</title>", "<title> – </title>", "title is empty"),
    "no h1": ("<h1>Books</h1>", "", "0 h1"),
    "two h1": ("<h1>Books</h1>", "<h1>Books</h1><h1>More</h1>", "2 h1"),
    "a heading left out": ('<h2 id="a">A</h2>', '<h3 id="a">A</h3>', "jump"),
    "an id twice": ("<h1>", '<h1 id="a">', "twice"),
    "no label": ('<label for="q">Words</label>', "", "no label"),
    "an empty link": (">To A<", "><", "says nothing"),
    "an empty button": (">Find<", "><", "says nothing"),
    "a script without nonce": (' nonce="n"', "", "nonce"),
    "a script inside": (' src="/x.js"', "", "inline script"),
    "a handler": ("<h1>", '<h1 onclick="x">', "inline"),
    "a style": ("<h1>", '<h1 style="color: red">', "inline"),
    "a form without key": ('name="csrf_token"', 'name="other"', "without its key"),
    "an empty key": ('value="x"', 'value=""', "empty key"),
    "an open tag": ("</form>", "</div></form>", "not valid"),
}


def check(html, client):
    page = read_page("/", 200, html)
    check_page(page)
    check_links(page, client, {"/x.js"})


def test_a_good_page_passes(client):
    check(GOOD, client)


@pytest.mark.parametrize("fault", BAD)
def test_each_fault_is_caught(client, fault):
    good, bad, said = BAD[fault]
    assert good in GOOD
    with pytest.raises(AssertionError, match=said):
        check(GOOD.replace(good, bad, 1), client)


@pytest.mark.parametrize(
    "href", ["#nowhere", "/nowhere", "https://evil.example/", "//evil.example"]
)
def test_a_link_that_leads_nowhere_is_caught(client, href):
    with pytest.raises(AssertionError):
        check(GOOD.replace("#a", href), client)

"""What every page must keep, checked on each page that any test fetches: `page(url)`.

Valid HTML5, a language, a title that says what the one h1 says, headings in order, unique ids,
labels, nonces, nothing inline, forms with a key, links that lead somewhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import html5lib
from flask.testing import FlaskClient

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LABELLED = frozenset({"input", "select", "textarea"})
NEEDS_NO_LABEL = frozenset({"hidden", "submit", "button", "image", "reset"})


@dataclass(frozen=True)
class Page:
    """One page as fetched: its text, its tree, and what a person reads of it."""

    url: str
    status: int
    html: str
    tree: Element

    @property
    def text(self) -> str:
        """The words of the page, white space collapsed."""
        return words(self.tree)

    def all(self, tag: str) -> list[Element]:
        """Every element of that name, in order."""
        return list(self.tree.iter(tag))

    def by_class(self, name: str) -> list[Element]:
        """Every element that has the class."""
        return [node for node in self.tree.iter() if name in node.get("class", "").split()]


def words(node: Element) -> str:
    """Return the words below a node, white space collapsed."""
    return " ".join("".join(node.itertext()).split())


def read_page(url: str, status: int, html: str) -> Page:
    """Parse strictly: what a browser would have to repair is an error."""
    builder = html5lib.getTreeBuilder("etree")
    parser = html5lib.HTMLParser(tree=builder, namespaceHTMLElements=False)
    tree = parser.parse(html)
    wrong = [(place, code) for place, code, _ in parser.errors]
    assert not wrong, f"{url}: not valid HTML5: {wrong[:3]}"
    return Page(url, status, html, tree)


def check_page(page: Page) -> None:
    """Assert the rules that need nothing but the page itself."""
    assert page.tree.get("lang"), f"{page.url}: <html> has no lang"
    _check_headings(page)
    _check_ids(page)
    _check_labels(page)
    _check_scripts(page)
    _check_forms(page)


def check_links(page: Page, client: FlaskClient, seen: set[str]) -> None:
    """Assert that each link of our own leads to a page, and each anchor to a place in it."""
    ids = {node.get("id") for node in page.tree.iter()}
    for address in sorted(set(_addresses(page))):
        parts = urlsplit(address)
        stays = not parts.netloc and parts.scheme in {"", "tel", "mailto", "data"}
        assert stays, f"{page.url}: {address} leaves the site"
        if not parts.path and not parts.query:
            place = unquote(parts.fragment)
            assert not place or place in ids, f"{page.url}: no place {address}"
        elif not parts.scheme and address not in seen:
            seen.add(address)
            answer = client.get(address)
            assert answer.status_code < 400, f"{page.url}: {address} is {answer.status_code}"
            answer.close()


def _check_headings(page: Page) -> None:
    titles = [words(node) for node in page.all("title")]
    assert len(titles) >= 1, f"{page.url}: no title"
    assert titles[0].strip(" –"), f"{page.url}: the title is empty"
    found = [node.tag for node in page.tree.iter() if node.tag in HEADINGS]
    assert found.count("h1") == 1, f"{page.url}: {found.count('h1')} h1"
    levels = [int(tag[1]) for tag in found]
    jumps = [(a, b) for a, b in pairwise(levels) if b > a + 1]
    assert not jumps, f"{page.url}: headings jump {jumps}"


def _check_ids(page: Page) -> None:
    ids = [node.get("id") for node in page.tree.iter() if node.get("id") is not None]
    twice = {name for name in ids if ids.count(name) > 1}
    assert not twice, f"{page.url}: ids twice {twice}"


def _check_labels(page: Page) -> None:
    named = {node.get("for") for node in page.all("label")}
    inside = {id(node) for label in page.all("label") for node in label.iter()}
    for node in page.tree.iter():
        if node.tag in LABELLED and node.get("type") not in NEEDS_NO_LABEL:
            has = node.get("id") in named or id(node) in inside or node.get("aria-label")
            assert has or node.get("aria-labelledby"), f"{page.url}: no label: {node.attrib}"
    for node in [*page.all("button"), *page.all("a")]:
        says = words(node) or node.get("aria-label") or node.get("aria-labelledby")
        assert says, f"{page.url}: a {node.tag} says nothing: {node.attrib}"
    for node in page.all("img"):
        assert node.get("alt") is not None, f"{page.url}: an image without alt"


def _check_scripts(page: Page) -> None:
    assert not page.all("style"), f"{page.url}: an inline style"
    for node in page.all("script"):
        assert node.get("src"), f"{page.url}: an inline script"
        assert node.get("nonce"), f"{page.url}: a script without nonce"
    inline = [name for node in page.tree.iter() for name in node.attrib if _is_inline(name)]
    assert not inline, f"{page.url}: inline {inline}"


def _is_inline(attribute: str) -> bool:
    return attribute == "style" or bool(re.fullmatch(r"on[a-z]+", attribute))


def _check_forms(page: Page) -> None:
    for form in page.all("form"):
        if form.get("method", "get").lower() != "post":
            continue
        keys = [node for node in form.iter("input") if node.get("name") == "csrf_token"]
        assert keys, f"{page.url}: a form without its key: {form.attrib}"
        assert keys[0].get("value"), f"{page.url}: an empty key: {form.attrib}"


def _addresses(page: Page) -> Iterator[str]:
    for tag, name in (("a", "href"), ("link", "href"), ("script", "src"), ("img", "src")):
        for node in page.all(tag):
            if node.get(name) is not None:
                yield node.get(name, "")

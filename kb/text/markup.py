"""Markdown to safe HTML, on one path. The only door to Markdown and to Bleach.

Bodies are Markdown without raw HTML: what looks like a tag is shown as it was typed. What is
rendered is then sanitised against a short list of tags and attributes, so a fault in either half
is caught by the other. Nothing from a body brings an id, a class, a style or an image onto a page,
and its headings stand below the page's own. Only this module makes `Markup`.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from html.parser import HTMLParser
from typing import Final
from xml.etree.ElementTree import Element

import bleach
import markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup, escape

from kb.text.marking import Finder, joined, mark_html

TAGS: Final = frozenset(
    [
        "a",
        "blockquote",
        "br",
        "code",
        "dd",
        "dl",
        "dt",
        "em",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
ATTRIBUTES: Final = {"a": ("href", "rel"), "ol": ("start",), "th": ("scope",)}
PROTOCOLS: Final = frozenset({"http", "https", "mailto"})
OUTER_REL: Final = "noopener noreferrer"

_DEEPEST = 6
_SAFE_LINK = re.compile(
    r"(?:https?://|mailto:)[^\s\\\x00-\x20]+|/(?![/\\])[^\s\\\x00-\x20]*", re.IGNORECASE
)
_OUTER_LINK = re.compile(r"https?:", re.IGNORECASE)
_VALUE = re.compile(r"\{\{\s*value:([\w.-]+)\s*\}\}")
_SPECIAL = re.compile(r"([\\`*_{}\[\]>|])")
# One line that begins with a letter and holds nothing that Markdown or HTML could read as more.
_PLAIN = re.compile(r"[^\W\d_](?:[^\W_]|[ ,.;:()'\"“”‘’—–§$£€%/?-]){0,20000}(?<! )")
_LIST_ITEM = re.compile(r"(?:[-*+]|1\.)[ ]+\S")
_ANY_ITEM = re.compile(r"[ ]*(?:[-*+]|\d+\.)[ ]+")
_FOOTNOTE_MARK = re.compile(r"(?<!\\)\[\^[^\]\s\\]+\]:?[ ]?")
_OFF_BLOCKS = ("code", "reference")  # indented law is no code; [^1]: … must not vanish
# Markdown's own links take seconds for a page of square brackets; ours read them once.
_LINK = (
    r"(?<![!\\])\[([^\[\]\n]{1,300})\]"
    r"\(((?:[^()\s]|\([^()\s]{0,200}\)){1,2000})(?:[ ]+\"[^\"\n]{0,200}\")?\)"
)
_OFF_INLINE = (
    "link",
    "reference",
    "short_reference",
    "html",
    "automail",
    "image_link",
    "image_reference",
    "short_image_ref",
)
_BLOCK_TAGS = frozenset(
    [
        "blockquote",
        "br",
        "dd",
        "dl",
        "dt",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "table",
        "tr",
        "ul",
    ]
)


def to_html(text: str, *, heading_shift: int = 2, find: Finder | None = None) -> Markup:
    """Render a body: paragraphs, lists, tables, emphasis, links; headings `heading_shift` deeper.

    What `find` names in each run of text is set off: found words, and terms that are explained.

    >>> to_html("Pay **$50** <script>")
    Markup('<p>Pay <strong>$50</strong> &lt;script&gt;</p>')
    """
    html = _clean_html(text, heading_shift)
    marked = mark_html(html, find) if find else html
    return Markup(marked)  # noqa: S704 - sanitised, and marked by our own elements only


def _clean_html(text: str, heading_shift: int) -> str:
    if _PLAIN.fullmatch(text):  # nine provisions in ten: a page of 2,600 must not take seconds
        return f"<p>{text}</p>"  # it holds no sign that HTML reads
    return _rendered(text, max(heading_shift, 1))


@lru_cache(maxsize=2048)  # every search prints the same answers
def to_text(text: str) -> str:
    """Return the plain words of a body, one line a block: for search, speech, reading time.

    >>> to_text("Pay **$50**[^1]\\n\\n- by card")
    'Pay $50\\nby card'
    """
    if _PLAIN.fullmatch(text):
        return " ".join(text.split())
    reader = _TextReader()
    reader.feed(_rendered(_FOOTNOTE_MARK.sub("", text), 1))
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.found).split("\n"))
    return "\n".join(line for line in lines if line)


def sanitise(html: str) -> str:
    """Return `html` with nothing but the allowed tags, attributes and links."""
    return bleach.clean(
        html,
        tags=TAGS,
        attributes=is_allowed,
        protocols=PROTOCOLS,
        strip=True,
        strip_comments=True,
    )


def is_allowed(tag: str, name: str, value: str) -> bool:
    """Say whether a tag may carry an attribute of that value; the rule for any sanitiser."""
    if name not in ATTRIBUTES.get(tag, ()):
        return False
    if name == "href":
        return bool(_SAFE_LINK.fullmatch(value))
    return {"rel": value == OUTER_REL, "scope": value == "col", "start": value.isdecimal()}[name]


def quote(text: str) -> str:
    r"""Return plain words as Markdown that shows them just so.

    >>> quote("5 * 3")
    '5 \\* 3'
    """
    return _SPECIAL.sub(r"\\\1", text).replace("&", "&amp;").replace("<", "&lt;")


def value_names(text: str) -> tuple[str, ...]:
    """Return the slugs of the dated values that a body prints, each once, in order.

    >>> value_names("{{ value:refund-hours }} hours")
    ('refund-hours',)
    """
    return tuple(dict.fromkeys(_VALUE.findall(text)))


def fill_values(text: str, lookup: Callable[[str], str | None]) -> str:
    """Replace `{{ value:slug }}` by what `lookup` returns; what it does not know stays as it is."""

    def filled(match: re.Match[str]) -> str:
        value = lookup(match[1])
        return match[0] if value is None else quote(value)

    return _VALUE.sub(filled, text)


def highlight(text: str, spans: Iterable[tuple[int, int]]) -> Markup:
    """Escape plain `text` and mark its (start, end) spans; overlapping ones become one.

    >>> highlight("a < b", [(4, 5)])
    Markup('a &lt; <mark>b</mark>')
    """
    parts: list[Markup] = []
    at = 0
    for start, end in joined(spans, len(text)):
        parts += [escape(text[at:start]), Markup("<mark>{}</mark>").format(text[start:end])]
        at = end
    return Markup("").join([*parts, escape(text[at:])])


@lru_cache(maxsize=2048)  # the same texts are shown again and again; making a parser costs most
def _rendered(text: str, heading_shift: int) -> str:
    parser = markdown.Markdown(
        extensions=["tables", "sane_lists", _Bodies(heading_shift)], output_format="html"
    )
    try:
        return sanitise(parser.convert(text))
    except RecursionError:  # hundreds of quotation marks nested: shown as it was typed
        return f"<p>{escape(text)}</p>"


class _Bodies(Extension):
    """Switches off raw HTML and images, and makes what is left fit into our pages."""

    def __init__(self, heading_shift: int) -> None:
        super().__init__()
        self._heading_shift = heading_shift

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - Markdown's name
        """Register our processors."""
        md.preprocessors.deregister("html_block")
        for name in _OFF_BLOCKS:
            md.parser.blockprocessors.deregister(name)
        for name in _OFF_INLINE:
            md.inlinePatterns.deregister(name)
        md.inlinePatterns.register(_Link(_LINK, md), "link", 160)
        md.inlinePatterns.register(_LineBreak(r"<br ?/?>", md), "line break", 155)
        md.preprocessors.register(_ListsNeedNoBlankLine(md), "lists", 5)
        md.treeprocessors.register(_Fitting(md, self._heading_shift), "fitting", -10)


class _Link(InlineProcessor):
    """Reads `[words](target)`; titles are left out, nobody hears them."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Markdown's name and its older base class
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        """Return the link, whose words are read on for emphasis."""
        del data
        element = Element("a", href=m[2])
        element.text = m[1]
        return element, m.start(0), m.end(0)


class _LineBreak(InlineProcessor):
    """Reads `<br>`: the one way in which people write a second line into a cell of a table."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Markdown's name and its older base class
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        """Return the line break."""
        del data
        return Element("br"), m.start(0), m.end(0)


class _ListsNeedNoBlankLine(Preprocessor):
    """Lets a list follow its introduction on the next line, as people write it."""

    def run(self, lines: list[str]) -> list[str]:
        """Put a blank line between an introduction and its list."""
        found: list[str] = []
        for line in lines:
            before = found[-1] if found else ""
            if before.strip() and _LIST_ITEM.match(line) and not _ANY_ITEM.match(before):
                in_item = before.startswith(" ")
                found += [] if in_item else [""]
            found.append(line)
        return found


class _Fitting(Treeprocessor):
    """Shifts headings, keeps safe links only, and says which way a table's heads read."""

    def __init__(self, md: markdown.Markdown, heading_shift: int) -> None:
        super().__init__(md)
        self._heading_shift = heading_shift

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        for element in root.iter():
            if re.fullmatch(r"h[1-6]", element.tag):
                element.tag = f"h{min(int(element.tag[1]) + self._heading_shift, _DEEPEST)}"
            elif element.tag == "th":
                element.set("scope", "col")
            elif element.tag == "a":
                _fit_link(element)


def _fit_link(element: Element) -> None:
    target = element.get("href", "")
    if not _SAFE_LINK.fullmatch(target):
        element.tag = "span"  # not on the list: its words stay, the link goes
    elif _OUTER_LINK.match(target):
        element.set("rel", OUTER_REL)


class _TextReader(HTMLParser):
    """Gathers the words of our own, already clean HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Start a line at a block, leave a gap at a cell."""
        del attrs
        self._gap(tag)

    def handle_endtag(self, tag: str) -> None:
        """End a line at a block."""
        self._gap(tag)

    def handle_data(self, data: str) -> None:
        """Keep the words; a line break in Markdown is only a gap."""
        self.found.append(data.replace("\n", " "))

    def _gap(self, tag: str) -> None:
        if tag in _BLOCK_TAGS:
            self.found.append("\n")
        elif tag in {"td", "th"}:
            self.found.append(" ")

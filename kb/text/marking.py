"""Setting off words inside clean HTML: what was searched for, and terms that are explained.

Works on the runs of text between tags, never on tags, so markup stays as it was. What comes in is
what `markup` made and sanitised; what is added is two kinds of element, `<mark>` and the button
that opens a term's explanation.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

Span = tuple[int, int]
"""(start, end) characters of a run of text."""


@dataclass(frozen=True)
class Found:
    """What to set off in one run: spans of `lit` words, and (start, end, id) of `terms`.

    The id is that of the element which explains the term. Terms do not overlap each other.
    """

    lit: tuple[Span, ...] = ()
    terms: tuple[tuple[int, int, str], ...] = ()


Finder = Callable[[str], Found]
"""Says what to set off in a run of text. Asked run after run, in the order of reading."""


def mark_html(html: str, find: Finder) -> str:
    """Return clean `html` with what `find` names set off in it.

    >>> mark_html("<p>a <em>b</em></p>", lambda run: Found(lit=((0, 1),)))
    '<p><mark>a</mark> <em><mark>b</mark></em></p>'
    """
    marker = _Marker(find)
    marker.feed(html)
    marker.close()
    return "".join(marker.parts)


def joined(spans: Iterable[Span], length: int) -> list[Span]:
    """Return `spans` in order, within `length`, overlapping and touching ones made one."""
    found: list[Span] = []
    for start, end in sorted((max(start, 0), min(end, length)) for start, end in spans):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


class _Marker(HTMLParser):
    """Writes tags as they came and runs of text with what was found in them."""

    def __init__(self, find: Finder) -> None:
        super().__init__(convert_charrefs=True)
        self._find = find
        self._links = 0
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Keep the tag; a button may not stand inside a link."""
        del attrs
        self._links += tag == "a"
        self.parts.append(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Keep a tag that closes itself."""
        del tag, attrs
        self.parts.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        """Keep the tag."""
        self._links -= tag == "a"
        self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Set off what is found."""
        found = self._find(data)
        lit = joined(found.lit, len(data))
        at = 0
        for start, end, name in () if self._links else found.terms:
            self.parts += [
                _lit(data, at, start, lit),
                _explained(_lit(data, start, end, lit), name),
            ]
            at = end
        self.parts.append(_lit(data, at, len(data), lit))


def _lit(text: str, start: int, end: int, spans: Sequence[Span]) -> str:
    """Return `text[start:end]` escaped, with the `spans` that fall into it marked."""
    parts: list[str] = []
    at = start
    for first, last in spans:
        inside = max(first, start), min(last, end)
        if inside[0] < inside[1]:
            words = escape(text[slice(*inside)], quote=False)
            parts += [escape(text[at : inside[0]], quote=False), f"<mark>{words}</mark>"]
            at = inside[1]
    return "".join([*parts, escape(text[at:end], quote=False)])


def _explained(words: str, name: str) -> str:
    target = escape(name)
    opens = f'class="term" popovertarget="{target}" aria-describedby="{target}"'
    return f'<button type="button" {opens}>{words}</button>'

"""Setting off words inside clean HTML: what was searched for, and terms that are explained.

Works on the runs of text between tags, never on tags, so markup stays as it was. What comes in is
what `markup` made and sanitised; what is added is two kinds of element, `<mark>` and the button
that opens a term's explanation.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from html.parser import HTMLParser
from typing import NamedTuple

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
    return "".join(
        _mark(piece.text, find, in_link=piece.in_link) if piece.is_run else piece.text
        for piece in _pieces(html)
    )


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


class _Piece(NamedTuple):
    """A tag as it came, or a run of text: its characters, without references."""

    text: str
    is_run: bool
    in_link: bool = False  # a button may not stand there


@lru_cache(maxsize=2048)  # the same provisions stand on page after page
def _pieces(html: str) -> tuple[_Piece, ...]:
    """Return clean `html` cut into tags and runs of text."""
    cutter = _Cutter()
    cutter.feed(html)
    cutter.close()
    return tuple(cutter.pieces)


class _Cutter(HTMLParser):
    """Cuts HTML into tags and runs of text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._links = 0
        self.pieces: list[_Piece] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Keep the tag."""
        del attrs
        self._links += tag == "a"
        self._keep_tag()

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Keep a tag that closes itself."""
        del tag, attrs
        self._keep_tag()

    def handle_endtag(self, tag: str) -> None:
        """Keep the tag."""
        self._links -= tag == "a"
        self.pieces.append(_Piece(f"</{tag}>", is_run=False))

    def handle_data(self, data: str) -> None:
        """Keep a run of text."""
        self.pieces.append(_Piece(data, is_run=True, in_link=bool(self._links)))

    def _keep_tag(self) -> None:
        self.pieces.append(_Piece(self.get_starttag_text() or "", is_run=False))


def _mark(run: str, find: Finder, *, in_link: bool) -> str:
    """Return a run of text escaped, with what is found in it set off."""
    found = find(run)
    lit = joined(found.lit, len(run))
    parts: list[str] = []
    at = 0
    for start, end, name in () if in_link else found.terms:
        parts += [_lit(run, at, start, lit), _explained(_lit(run, start, end, lit), name)]
        at = end
    return "".join([*parts, _lit(run, at, len(run), lit)])


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

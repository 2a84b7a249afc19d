"""Inline content to words: what stands in an element, in order, without markup.

Emphasis, defined-term and reference markup go, because the text of a provision is its words: an
editor's italics must not read as a change of the law. Nothing else goes: notes stand in brackets
where they are called, images are named, raised and lowered figures stay so (mm², not mm2).
"""

import re
from collections.abc import Callable, Iterator

from kb.importers.akoma_ntoso.names import BLOCKS, NOT_WORDS, QUOTED
from kb.importers.akoma_ntoso.xml import Element
from kb.text.markup import quote, to_text
from kb.text.normal import collapse

BREAK = "\x1e"
"""Stands for a line break (`eol`, `br`) among words; no XML file can hold it."""

_RAISED = str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")
_SCRIPTS = {
    "sup": (_RAISED, re.compile(r"[0-9+n()-]+")),
    "sub": (_LOWERED, re.compile(r"[0-9+()-]+")),
}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1d\x1f\x7f-\x9f]")
# Signs that Markdown may read as more than themselves, at the start of a line or anywhere.
_LIST = re.compile(r"\d+(?=\.)|(?=[-+*#>])")
_SUSPECT = re.compile(r"[\\`*_{}\[\]<>|&]|^(?:\d+\.|[-+#~=:])")

_WRAPPERS = frozenset(
    ["blockList", "blockContainer", "block", "content", "intro", "list", "ol", "ul"]
)

Warn = Callable[[Element, str], None]


def pieces(element: Element, warn: Warn) -> Iterator[str | Element]:
    """Yield the words of `element` in order, and each block that stands among them."""
    for node in element.nodes:
        if isinstance(node, str) or _is_block(node):
            yield node
        elif node.name not in NOT_WORDS:
            yield from _inline(node, warn)


def words(element: Element, warn: Warn) -> str:
    """Return everything that `element` says as one line; blocks inside are set apart by a blank."""
    return one_line(_flow(element, warn))


def lines_of(element: Element, warn: Warn) -> list[str]:
    """Return what a cell says, a line for each paragraph, item and line break."""
    found = "".join(
        piece if isinstance(piece, str) else f"{BREAK}{_cell_flow(piece, warn)}{BREAK}"
        for piece in pieces(element, warn)
    )
    return [line for line in map(one_line, found.split(BREAK)) if line]


def one_line(text: str) -> str:
    """Return `text` without control characters and breaks, white space collapsed."""
    return collapse(_CONTROL.sub("", text).replace(BREAK, " "))


def as_markdown(text: str) -> str:
    """Return words as Markdown that prints just those words, with as few backslashes as will do.

    >>> as_markdown("The fee is R 50.")
    'The fee is R 50.'
    >>> as_markdown("1. Fees"), as_markdown("see __init__")
    ('1\\\\. Fees', 'see \\\\_\\\\_init\\\\_\\\\_')
    """
    if not _SUSPECT.search(text):
        return text
    plain = _guard_start(text)
    if "{" not in plain and collapse(to_text(plain)) == text:
        return plain
    return _guard_start(quote(text))


def _guard_start(text: str) -> str:
    """Put a backslash before what would make a line a list, a heading or a quotation."""
    found = _LIST.match(text)
    return text if found is None else f"{found[0]}\\{text[found.end() :]}"


def _flow(element: Element, warn: Warn) -> str:
    return "".join(
        piece if isinstance(piece, str) else f" {_flow(piece, warn)} "
        for piece in pieces(element, warn)
    )


def _cell_flow(element: Element, warn: Warn) -> str:
    """Return the words of a block in a cell; a wrapper's blocks are lines, an item is one."""
    if element.name in _WRAPPERS:
        return BREAK.join(lines_of(element, warn))
    return _flow(element, warn)


def _inline(node: Element, warn: Warn) -> Iterator[str | Element]:
    if node.name in {"eol", "br"}:
        yield BREAK
    elif node.name in _SCRIPTS:
        yield from _script(node, warn)
    elif node.name == "authorialNote":
        yield f" [{' '.join(filter(None, ['note', node.get('marker')]))}: {words(node, warn)}]"
    elif node.name == "img":
        name = node.get("alt") or node.get("src").rpartition("/")[2] or "without a name"
        warn(node, f"An image ({name}) is only named: images cannot be read aloud or compared.")
        yield f" [image: {name}] "
    elif node.name == "del":
        warn(node, "Struck-out words were left out.")
    else:
        yield from pieces(node, warn)


def _script(node: Element, warn: Warn) -> Iterator[str | Element]:
    found = list(pieces(node, warn))
    table, pattern = _SCRIPTS[node.name]
    text = "".join(piece for piece in found if isinstance(piece, str))
    if len(found) == 1 and pattern.fullmatch(text.strip()):
        yield text.translate(table)
    else:
        yield from found


def _is_block(node: Element) -> bool:
    return node.name in BLOCKS or (node.name in QUOTED and any(map(_is_block, node.elements)))

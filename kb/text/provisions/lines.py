"""Lines of a legal text -> pieces: headings, paragraphs, tables, footnotes, and how far in.

The first floor of the reader: it knows blank lines, indentation and what Markdown marks at a
line's start, and leaves labels' meaning to `labels.py` and `tree.py`.

A line that begins with a label opens a new piece, unless the line before it, without a blank one
between them, ends with a word that calls for a reference: "under paragraph / (b) of this section"
and "paragraph (a) or / (b)" are sentences that were wrapped. A definition opens a piece after a
blank line or a line that ends a clause.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from kb.text.provisions.definitions import defined_term
from kb.text.provisions.labels import read_labels

TAB_WIDTH = 4
MAX_HEADING = 12  # deeper marks count as this; law needs six

_BREAK = re.compile(r"\r\n|[\r\n\f]")
_HEADING = re.compile(r"(#+)(?:[ ]+(.*?))?(?:[ ]+#+)?[ ]*$")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]:")
_BULLET = re.compile(r"[-*+•][ ]")
_RULE = re.compile(r"([-*_])(?:[ ]*\1){2,}[ ]*$")
_CLAUSE_END = re.compile(r"(?:[;:.—–-]|[;,] (?:and|or))[*_\"”’)\]]*$")
_CALLS_FOR_REFERENCE = re.compile(
    r"(?:\b(?:(?:sub)?(?:paragraph|section|clause|article|regulation|rule|item|schedule|point|part)s?"
    r"|under|in|of|to|by|see|with|from|than)|\)(?:,? (?:and|or|to)|,)|§)$",
    re.IGNORECASE,
)


class PieceKind(Enum):
    """What a piece is by its look alone."""

    HEADING = auto()
    PARAGRAPH = auto()
    TABLE = auto()
    FOOTNOTE = auto()


@dataclass(frozen=True)
class Piece:
    """One heading, paragraph, table or footnote. `level` is the count of a heading's marks."""

    kind: PieceKind
    text: str
    line: int
    indent: int
    level: int = 0


@dataclass(frozen=True)
class _Line:
    number: int
    indent: int
    text: str


def read_pieces(text: str, first_line: int) -> Iterator[Piece]:
    """Yield the pieces of `text` in order; `first_line` is the number of its first line."""
    gathered: list[_Line] = []
    blanks = 0
    for line in _lines(text, first_line):
        if not line.text or _RULE.fullmatch(line.text):
            blanks += 1
            continue
        if gathered and _opens_piece(gathered, line, after_blank=blanks > 0):
            yield _piece(gathered)
            gathered = []
        gathered.append(line)
        blanks = 0
    if gathered:
        yield _piece(gathered)


def _lines(text: str, first_line: int) -> Iterator[_Line]:
    for number, raw in enumerate(_BREAK.split(text.removeprefix("\ufeff")), first_line):
        expanded = raw.expandtabs(TAB_WIDTH).rstrip()
        bare = expanded.lstrip()
        yield _Line(number, len(expanded) - len(bare), bare)


def _opens_piece(gathered: list[_Line], line: _Line, *, after_blank: bool) -> bool:
    first, last = gathered[0], gathered[-1]
    if _HEADING.match(first.text) or _HEADING.match(line.text):
        return True
    if _BULLET.match(first.text) and _BULLET.match(line.text):
        return line.indent < first.indent  # a list stays one piece, blank lines or not
    if after_blank or _starts_anew(line.text) or _is_row(line) != _is_row(last):
        return True
    if read_labels(line.text):
        return line.indent < last.indent or not _CALLS_FOR_REFERENCE.search(last.text)
    ends = bool(_CLAUSE_END.search(last.text))
    return ends and bool(defined_term(line.text, in_list=False))


def _starts_anew(text: str) -> bool:
    return text.startswith("{") or bool(_FOOTNOTE.match(text) or _BULLET.match(text))


def _is_row(line: _Line) -> bool:
    return line.text.startswith("|")


def _piece(lines: list[_Line]) -> Piece:
    first = lines[0]
    heading = _HEADING.fullmatch(first.text)
    if heading:
        level = min(len(heading[1]), MAX_HEADING)
        return Piece(PieceKind.HEADING, heading[2] or "", first.number, first.indent, level)
    kind = PieceKind.PARAGRAPH
    if _is_row(first):
        kind = PieceKind.TABLE
    elif _FOOTNOTE.match(first.text):
        kind = PieceKind.FOOTNOTE
    return Piece(kind, _joined(lines), first.number, first.indent)


def _joined(lines: list[_Line]) -> str:
    """Join the lines of a paragraph; lists keep how far their lines stand in from one another."""
    if not any(_BULLET.match(line.text) for line in lines):
        return "\n".join(line.text for line in lines)
    edge = min(line.indent for line in lines)
    return "\n".join(" " * (line.indent - edge) + line.text for line in lines).lstrip()

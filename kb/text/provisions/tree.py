"""Pieces -> drafts: the tree of a legal text, opened label by label.

A stack holds the provisions that are open, the root first. Headings nest by their marks, labels by
their list and indentation (`nesting.py`), dotted numbers by their prefix, definitions side by side.

An unlabelled paragraph belongs to the deepest open provision that does not stand further in; after
that provision's children it is its closing words. Where a text is not indented that is the last
provision, with one exception: words that begin lower case after a list that was opened with a dash
or colon close that list ("(a) …; or / (b) …, / the agent must pay").
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kb.errors import Problem
from kb.text.provisions.attributes import (
    NO_ATTRIBUTES,
    Attributes,
    mend_for,
    take_attributes,
    take_last_attributes,
    wrong_in,
)
from kb.text.provisions.definitions import defined_term, is_definitions_heading
from kb.text.provisions.draft import DEFINITION, OWN, ROOT, UNLABELLED, Draft
from kb.text.provisions.labels import (
    DOTTED,
    ENUMERATOR,
    Label,
    Opening,
    Reading,
    is_label,
    read_labels,
)
from kb.text.provisions.lines import Piece, PieceKind
from kb.text.provisions.model import BlockKind
from kb.text.provisions.nesting import MAX_DEPTH, find_place

_OPENS_LIST = re.compile(r"[—–:-][*_\"”]*$")
_REFERENCE = re.compile(r"\[\^([^\]\s]+)\](:?)")
_INDENTED_HEADING = 4  # fewer blanks before the marks mean nothing, as in Markdown


class TreeBuilder:
    """Reads pieces in order into `root`; what is wrong or doubtful is noted with its line."""

    def __init__(self, pieces: Sequence[Piece], file: str) -> None:
        self.root = Draft(ROOT, 0, -1)
        self.title = ""
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self._file = file
        self._stack = [self.root]
        self._pieces = pieces
        self._openings = [_openings(piece) for piece in pieces]
        self._indented = _is_indented(pieces, self._openings)
        self._noted: dict[str, Draft] = {}  # footnote mark -> the provision that last used it

    def build(self) -> None:
        """Read every piece."""
        for index, piece in enumerate(self._pieces):
            if piece.kind is PieceKind.HEADING:
                self._heading(piece, first=self.root.children == [] and not self.title)
            elif piece.kind is PieceKind.TABLE:
                self._owner(piece).blocks.append((BlockKind.TABLE, piece.text))
                self._inspect(piece.text, piece.line)
            elif piece.kind is PieceKind.FOOTNOTE:
                self._footnote(piece)
            elif not (self._openings[index] and self._labelled(index)):
                self._paragraph(piece)

    def _heading(self, piece: Piece, *, first: bool) -> None:
        attributes, text, wrong = take_last_attributes(piece.text)
        openings = read_labels(text, in_heading=True)
        if first and piece.level == 1 and not attributes.eid and not _is_sectional(openings):
            self.title = text
            return
        self._complain(piece.line, wrong)
        indent = piece.indent if piece.indent >= _INDENTED_HEADING else 0
        self._pop_for_heading(indent, piece.level)
        if not openings:
            self._push(Draft(UNLABELLED, piece.line, indent, piece.level), attributes, text)
        for opening in openings:
            self._open_in_heading(opening, piece, indent)
        if openings:
            self._finish_heading(openings[-1], attributes, piece.line)

    def _open_in_heading(self, opening: Opening, piece: Piece, indent: int) -> None:
        label = opening.label
        reading = _continued(self._stack[-1], label)
        self._push(
            Draft(label.kind, piece.line, indent, piece.level, label, reading, label.number),
            NO_ATTRIBUTES,
            "",
        )

    def _finish_heading(self, opening: Opening, attributes: Attributes, line: int) -> None:
        after, text, wrong = take_attributes(opening.text)
        self._complain(line, wrong)
        draft = self._stack[-1]
        draft.attributes = after if after != NO_ATTRIBUTES else attributes
        draft.number = draft.attributes.number or draft.number
        draft.heading = _plain_start(text)
        self._inspect(text, line)

    def _pop_for_heading(self, indent: int, level: int) -> None:
        while len(self._stack) > 1:
            top = self._stack[-1]
            closes = top.level >= level if top.level else True
            if top.indent < indent or (top.indent == indent and not closes):
                return
            self._stack.pop()

    def _labelled(self, index: int) -> bool:
        """Open what the labels of a line name; False when they turn out to be words."""
        piece, openings = self._pieces[index], self._openings[index]
        first = openings[0]
        if not self._open_first(first.label, piece, index, chained=openings[1:]):
            return False
        for before, opening in pairwise(openings):
            self._words(before.text, piece.line)
            self._open_next(opening.label, piece)
        self._words(openings[-1].text, piece.line)
        return True

    def _open_first(
        self, label: Label, piece: Piece, index: int, *, chained: Sequence[Opening]
    ) -> bool:
        reading = None
        if label.kind == ENUMERATOR:
            place = find_place(
                self._stack,
                label,
                piece.indent,
                following=self._following(index),
                indented=self._indented,
            )
            if place is None:
                return False
            reading = place.reading
            self._doubt(label, reading, place.other, piece)
            del self._stack[place.depth + 1 :]
        else:
            del self._stack[_depth_for(self._stack, label) + 1 :]
        if not (chained and self._reopen(label, chained[0].label)):
            self._line_draft(label, reading, piece)
        return True

    def _reopen(self, label: Label, following: Label) -> bool:
        """Go on in `(a)` where each line says its whole path: `(a)(1)`, then `(a)(2)`."""
        last = self._stack[-1].children[-1] if self._stack[-1].children else None
        if last is None or last.label is None or last.number != label.number:
            return False
        if any(child.number == following.number for child in last.children):
            return False
        self._stack.append(last)
        return True

    def _open_next(self, label: Label, piece: Piece) -> None:
        self._line_draft(label, _continued(self._stack[-1], label), piece)

    def _line_draft(self, label: Label, reading: Reading | None, piece: Piece) -> None:
        draft = Draft(label.kind, piece.line, piece.indent, 0, label, reading, label.number)
        self._push(draft, NO_ATTRIBUTES, "")

    def _following(self, index: int) -> Iterator[Label]:
        """Yield the enumerators after this one, up to the next heading or section."""
        for later in range(index + 1, len(self._pieces)):
            openings = self._openings[later]
            if self._pieces[later].kind is PieceKind.HEADING:
                return
            if openings and openings[0].label.kind != ENUMERATOR:
                return
            if openings:
                yield openings[0].label

    def _doubt(self, label: Label, reading: Reading, other: Reading | None, piece: Piece) -> None:
        by_hand = "{#" in piece.text[: len(label.number) + 4]
        misread = label.bare == "l" and reading.alphabet == "digit"
        if by_hand or not (misread or (other and not self._indented)):
            return
        rival = Reading("lower", 12) if misread else other
        self._warn(
            piece.line,
            f"{label.number} was read as {_say(reading)}; it could be {_say(rival)}.",
            f"Indent what lies deeper, or set the address by hand: {label.number} {{#eid}}.",
        )

    def _paragraph(self, piece: Piece) -> None:
        attributes, text, wrong = take_attributes(piece.text)
        self._complain(piece.line, wrong)
        if attributes != NO_ATTRIBUTES:
            self._own(piece, attributes, text)
            return
        if self._definition(piece, text):
            return
        self._owner(piece).add_words(text)
        self._remember(text)
        self._inspect(text, piece.line)

    def _own(self, piece: Piece, attributes: Attributes, text: str) -> None:
        while len(self._stack) > 1 and not self._stack[-1].level:
            if self._stack[-1].indent < piece.indent:
                break
            self._stack.pop()
        self._push(Draft(OWN, piece.line, piece.indent), attributes, "")
        self._words(text, piece.line)

    def _definition(self, piece: Piece, text: str) -> bool:
        if self._stack[-1].awaits_words:
            return False
        in_list = any(is_definitions_heading(draft.heading) for draft in self._stack)
        term = defined_term(text, in_list=in_list)
        if not term:
            return False
        attributes, text, wrong = take_last_attributes(text)
        self._complain(piece.line, wrong)
        del self._stack[self._depth_for_definition(piece) + 1 :]
        draft = Draft(DEFINITION, piece.line, piece.indent, label=Label(DEFINITION, "", term))
        self._push(draft, attributes, "")
        self._words(text, piece.line)
        return True

    def _depth_for_definition(self, piece: Piece) -> int:
        for depth in range(len(self._stack) - 1, 0, -1):
            draft = self._stack[depth]
            if draft.kind == DEFINITION and abs(draft.indent - piece.indent) <= 1:
                return depth - 1
            if draft.level:
                break
        depths = range(len(self._stack) - 1, -1, -1)
        return next(depth for depth in depths if self._stack[depth].indent <= piece.indent)

    def _footnote(self, piece: Piece) -> None:
        mark = _REFERENCE.match(piece.text)
        noted = self._noted.get(mark[1]) if mark else None
        owner = noted or self._owner(piece)
        owner.blocks.append((BlockKind.TEXT, piece.text))
        self._inspect(piece.text, piece.line)

    def _owner(self, piece: Piece) -> Draft:
        """Close what stands further in, and return the provision that a paragraph belongs to."""
        while self._stack[-1].indent > piece.indent:
            self._stack.pop()
        depth = self._closed_list(piece)
        del self._stack[depth + 1 :]
        if self._stack[-1] is not self.root:
            return self._stack[-1]
        last = self.root.children[-1] if self.root.children else None
        if last is None or last.kind != OWN:
            last = Draft(OWN, piece.line, piece.indent)
            self.root.add_child(last)
        return last

    def _closed_list(self, piece: Piece) -> int:
        """Return the depth of whose list these words close, or of the innermost provision."""
        top = len(self._stack) - 1
        draft = self._stack[top]
        if draft.level or draft.children or not piece.text[:1].islower():
            return top
        if draft.last_words().endswith("."):
            return top
        for depth in range(top - 1, 0, -1):
            above = self._stack[depth]
            if above.indent < piece.indent and not (above.level and piece.indent == 0):
                break
            if _OPENS_LIST.search(above.last_words()):
                return depth
        return top

    def _push(self, draft: Draft, attributes: Attributes, heading: str) -> None:
        del self._stack[MAX_DEPTH:]
        draft.attributes = attributes
        draft.number = attributes.number or draft.number
        draft.heading = _plain_start(heading)
        self._inspect(heading, draft.line)
        self._stack[-1].add_child(draft)
        self._stack.append(draft)

    def _words(self, text: str, line: int) -> None:
        draft = self._stack[-1]
        attributes, text, wrong = take_attributes(text)
        self._complain(line, wrong)
        if attributes != NO_ATTRIBUTES:
            draft.attributes = attributes
            draft.number = attributes.number or draft.number
        if text:
            draft.add_words(text)
            self._remember(text)
            self._inspect(text, line)

    def _remember(self, text: str) -> None:
        for mark in _REFERENCE.finditer(text):
            self._noted[mark[1]] = self._stack[-1]

    def _inspect(self, text: str, line: int) -> None:
        wrong, down = wrong_in(text)
        self._complain(line + down, wrong)

    def _complain(self, line: int, wrong: str) -> None:
        if wrong:
            self.problems.append(Problem(self._file, line, wrong, mend_for(wrong)))

    def _warn(self, line: int, what: str, mend: str) -> None:
        self.warnings.append(Problem(self._file, line, what, mend))


def _openings(piece: Piece) -> tuple[Opening, ...]:
    return read_labels(piece.text) if piece.kind is PieceKind.PARAGRAPH else ()


def _is_indented(pieces: Sequence[Piece], openings: Sequence[tuple[Opening, ...]]) -> bool:
    columns = {piece.indent for piece, found in zip(pieces, openings, strict=True) if found}
    return len(columns) > 1


def _is_sectional(openings: Sequence[Opening]) -> bool:
    return bool(openings) and openings[0].label.kind not in {ENUMERATOR, DOTTED}


def _continued(parent: Draft, label: Label) -> Reading | None:
    """Return what an enumerator means as the next child of `parent`."""
    listed = [child.reading for child in parent.children if child.reading]
    for reading in label.readings:
        if listed and reading.follows(listed[-1]):
            return reading
    firsts = [reading for reading in label.readings if reading.is_first]
    return next(iter([*firsts, *label.readings]), None)


def _depth_for(stack: Sequence[Draft], label: Label) -> int:
    """Return the depth of the parent of a section, a part or a dotted number."""
    if label.kind == DOTTED:
        return _depth_for_dotted(stack, label.bare)
    for depth in range(len(stack) - 1, 0, -1):
        if stack[depth].kind == label.kind:
            return depth - 1
    if label.kind == "sched":
        return 0
    depths = range(len(stack) - 1, -1, -1)
    return next(d for d in depths if stack[d].level or stack[d].is_container)


def _depth_for_dotted(stack: Sequence[Draft], bare: str) -> int:
    parts = bare.split(".")
    for depth in range(len(stack) - 1, 0, -1):
        draft = stack[depth]
        own = draft.label.bare.split(".") if draft.label else []
        if not own or (draft.kind == ENUMERATOR and draft.style != (".", "digit")):
            continue
        if len(own) < len(parts) and own == parts[: len(own)]:
            return depth
        if draft.kind == DOTTED and len(own) == len(parts):
            return depth - 1
    depths = range(len(stack) - 1, -1, -1)
    return next(d for d in depths if stack[d].level or stack[d].kind == ROOT)


def _plain_start(text: str) -> str:
    """Take off the backslash that kept a heading's first word from being a label."""
    bare = text[1:]
    return bare if text.startswith("\\") and is_label(bare, in_heading=True) else text


def _say(reading: Reading | None) -> str:
    names = {
        "digit": "a figure",
        "roman": "a roman numeral",
        "ROMAN": "a roman numeral",
        "double": "the first of a list (aa), (bb)",
    }
    return names.get(reading.alphabet if reading else "", "a letter")

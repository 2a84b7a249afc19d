"""The elements of a document to drafts of provisions: what can be cited, and the words between.

Whatever has a number or a heading becomes a provision; so does a definition, and a part of the
document that stands beside its body (preface, preamble, conclusions, a schedule). An element with
neither is a wrapper: its words belong to what holds it, because that is how they are cited.
"""

import re
from dataclasses import replace

from kb.importers.akoma_ntoso.attached import read_attached
from kb.importers.akoma_ntoso.names import (
    ATTACHED,
    CAPTIONS,
    HIERARCHY,
    OPENING,
    QUOTED,
    UNIT_WORDS,
)
from kb.importers.akoma_ntoso.periods import Periods, id_of, walk_elements
from kb.importers.akoma_ntoso.tables import table_markdown
from kb.importers.akoma_ntoso.words import BREAK, Warn, as_markdown, one_line, pieces, words
from kb.importers.akoma_ntoso.xml import Element
from kb.text.provisions.attributes import Attributes
from kb.text.provisions.draft import DEFINITION, OWN, ROOT, UNLABELLED, Draft
from kb.text.provisions.labels import ENUMERATOR, Label, read_labels
from kb.text.provisions.model import BlockKind

LONGEST_NUMBER = 60  # characters; what is longer is no number but a heading
_NOTHING: frozenset[str] = frozenset()
_LISTS = frozenset(["blockList", "list"])
_QUOTATION_MARKS = re.compile(r"[\s\"'“”‘’«»„(\[]*")
_LEADS_ON = re.compile(r"[:—–-][\"”’]?$")
_BARE_NUMBER = re.compile(r"[^\W_]{1,8}(?:[.-][^\W_]{1,4})*\.?")
_DRESS = " .:()[]§—–-"


class TreeReader:
    """Builds the drafts of one document; the source's own ids become addresses set by hand."""

    def __init__(self, warn: Warn, periods: Periods) -> None:
        self.root = Draft(ROOT, 0, -1)
        self._warn = warn
        self._periods = periods

    def read(self, document: Element) -> None:
        """Read everything that is words in a document, or in what is attached to one."""
        if document.name in ATTACHED and not document.child("meta"):
            self._block(document, self.root)
        else:
            self._walk(document, self.root)

    def _walk(
        self,
        element: Element,
        owner: Draft,
        *,
        without: frozenset[str] | tuple[str, ...] = _NOTHING,
        quoted: bool = False,
    ) -> None:
        """Put the words of `element` and all it holds into `owner`, in order."""
        run: list[str] = []
        defining = not quoted and _may_define(element, owner)
        defined: Draft | None = None
        for piece in pieces(element, self._warn):
            if isinstance(piece, str):
                run.append(piece)
                continue
            self._paragraph("".join(run), owner, element.line)
            run = []
            if piece.name in without:
                continue
            term = _term_of(piece) if defining else ""
            if term:
                defined = self._define(piece, owner, term)
            elif piece.name in _LISTS and defined and _LEADS_ON.search(defined.last_words()):
                self._block(piece, defined)
            else:
                defined = None
                self._block(piece, owner, quoted=quoted)
        self._paragraph("".join(run), owner, element.line)

    def _block(self, element: Element, owner: Draft, *, quoted: bool = False) -> None:
        if element.name == "table":
            self._table(element, owner)
        elif element.name in {"ul", "ol"}:
            self._bullets(element, owner)
        elif quoted or element.name in QUOTED:
            self._quotation(element, owner)
        elif element.name in ATTACHED:
            self._attached(element, owner)
        elif element.name in OPENING and owner is self.root:
            eid = id_of(element) or element.name
            self._walk(element, self._open(element, owner, Draft(OWN, 0, 0), eid))
        elif element.name in HIERARCHY:
            self._unit(element, owner)
        else:
            self._walk(element, owner)

    def _define(self, element: Element, owner: Draft, term: str) -> Draft:
        draft = Draft(DEFINITION, 0, 0, label=Label(DEFINITION, "", term))
        self._open(element, owner, draft, "")
        self._walk(element, draft)
        return draft

    def _unit(self, element: Element, owner: Draft) -> None:
        """Read what has a number or a heading; what has neither is a wrapper."""
        numbers = [words(one, self._warn) for one in element.elements if one.name == "num"]
        headings = [words(one, self._warn) for one in element.elements if one.name in CAPTIONS[1:]]
        number = _printed(element.name, " ".join(filter(None, numbers)))
        heading = " – ".join(filter(None, headings))
        if len(number) > LONGEST_NUMBER:
            number, heading = "", f"{number} {heading}".strip()
        if not number and not heading:
            self._walk(element, owner)
            return
        kind = (HIERARCHY[element.name] or ENUMERATOR) if number else UNLABELLED
        draft = Draft(kind, 0, 0, label=_label(kind, number), number=number, heading=heading)
        self._open(element, owner, draft, id_of(element))
        self._walk(element, draft, without=CAPTIONS)

    def _attached(self, element: Element, owner: Draft) -> None:
        """Read a schedule, an annex, or a document of a collection."""
        found = read_attached(element, self._warn)
        if found is None:
            self._walk(element, owner)
            return
        draft = Draft(UNLABELLED if found.heading else OWN, 0, 0, heading=found.heading)
        if found.label:
            draft.kind, draft.number = found.label.kind, found.label.number
            draft.label = found.label
        self._open(element, owner, draft, found.eid)
        self._walk(found.body, draft, without=CAPTIONS)

    def _quotation(self, element: Element, owner: Draft) -> None:
        """Read words of another text: paragraphs, whose numbers are words."""
        names = {one.name for part in element.elements for one in walk_elements(part)}
        if names & {*HIERARCHY, "table", "ul", "ol"}:
            captions = [words(one, self._warn) for one in element.elements if one.name in CAPTIONS]
            self._paragraph(" ".join(captions), owner, element.line)
            self._walk(element, owner, without=CAPTIONS, quoted=True)
        else:
            self._paragraph(words(element, self._warn), owner, element.line)

    def _table(self, table: Element, owner: Draft) -> None:
        for one in table.elements:
            if one.name == "caption":
                self._paragraph(words(one, self._warn), owner, one.line)
        content = table_markdown(table, self._warn)
        if content:
            self._place_for(owner, table.line).blocks.append((BlockKind.TABLE, content))

    def _bullets(self, element: Element, owner: Draft) -> None:
        items = [words(one, self._warn) for one in element.elements]
        content = "\n".join(f"- {as_markdown(item)}" for item in items if item)
        if content:
            self._add(content, owner, element.line)

    def _paragraph(self, text: str, owner: Draft, line: int) -> None:
        lines = [one_line(part) for part in text.split(BREAK)]
        content = "  \n".join(as_markdown(part) for part in lines if part)
        if content:
            self._add(content, owner, line)

    def _add(self, content: str, owner: Draft, line: int) -> None:
        place = self._place_for(owner, line)
        kind = BlockKind.CLOSING if place.children else BlockKind.TEXT
        place.blocks.append((kind, content))

    def _place_for(self, owner: Draft, line: int) -> Draft:
        """Return where words of `owner` go: at the top they need a provision of their own."""
        if owner is not self.root:
            return owner
        last = owner.children[-1] if owner.children else None
        if last is None or last.kind != OWN or last.attributes.eid:
            last = Draft(OWN, line, 0)
            owner.add_child(last)
        return last

    def _open(self, element: Element, owner: Draft, draft: Draft, eid: str) -> Draft:
        starts, ends = self._periods.of(element)
        draft.line = element.line
        draft.attributes = Attributes(eid=eid, starts=starts, ends=ends)
        owner.add_child(draft)
        return draft


def _printed(name: str, number: str) -> str:
    """Return a number as it is printed: a bare "2" of a chapter is "Chapter 2"."""
    if name in UNIT_WORDS and _BARE_NUMBER.fullmatch(number):
        return f"{UNIT_WORDS[name]} {number.rstrip('.')}"
    return number


def _label(kind: str, number: str) -> Label | None:
    if not number:
        return None
    openings = read_labels(number, in_heading=True)
    known = len(openings) == 1 and not openings[0].text
    bare = openings[0].label.bare if known else number.strip(_DRESS)
    return Label(kind, number, bare or number)


def _may_define(element: Element, owner: Draft) -> bool:
    """True where definitions are provisions: not the one in which `(a)` says what it means."""
    if owner.kind == DEFINITION:
        return False
    return owner.kind != ENUMERATOR or sum(bool(_term_of(one)) for one in element.elements) > 1


def _term_of(element: Element) -> str:
    """Return the term that a paragraph or a list opens by defining, "" where it does not."""
    if element.name in _LISTS:
        intros = (one for one in element.elements if one.name in {"listIntroduction", "intro"})
        first = next(intros, None)
        return _term_of(replace(first, name="p")) if first else ""
    if element.name != "p":
        return ""
    for node in element.nodes:
        if not isinstance(node, str):
            inner = node.name == "def"
            return one_line("".join(map(str, _strings(node)))).strip(" \"'“”‘’:") if inner else ""
        if not _QUOTATION_MARKS.fullmatch(node):
            return ""
    return ""


def _strings(element: Element) -> list[str]:
    found: list[str] = []
    for node in element.nodes:
        found += [node] if isinstance(node, str) else _strings(node)
    return found

"""The entry: the bytes of an Akoma Ntoso file -> an edition, or every reason why not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kb.errors import Problem
from kb.importers.akoma_ntoso.head import Head, read_head, slug_of, titled
from kb.importers.akoma_ntoso.names import DOCUMENT_WORDS, DOCUMENTS
from kb.importers.akoma_ntoso.periods import read_periods, walk_elements
from kb.importers.akoma_ntoso.tree import TreeReader
from kb.importers.akoma_ntoso.xml import Element, XmlError, parse_xml
from kb.importers.records import EditionRecord, Place
from kb.text.provisions import Provision, walk
from kb.text.provisions.draft import Draft, freeze
from kb.text.provisions.eids import assign_eids
from kb.text.provisions.nesting import MAX_DEPTH

FORMAT = "akn.xml"
"""The end of the file's name, after the day."""
CITE_AS = "{citation}, s {number}"
"""Sections are what acts and by-laws are cited by; an article or a schedule brings its own word."""
LONGEST_EID = 300
_SPACES = re.compile(
    r"http://www\.akomantoso\.org/2\.0|http://docs\.oasis-open\.org/legaldocml/ns/akn/3\.0(?:/\w+)?"
)
_EID = re.compile(r"[^\s#\"{}]+")
_LOOK = "Compare it there with the source."
_MOST_NAMED = 3


@dataclass(frozen=True)
class Wanted:
    """What is known of a document before it is read: its original, and its day in force.

    What is not, the document's own metadata says; `or_named` and `or_from` stand in where even
    that is silent.
    """

    slug: str = ""
    day: date | None = None
    or_named: str = ""
    or_from: date | None = None


@dataclass(frozen=True)
class DocumentReading:
    """What a file was read as; no edition where there are problems.

    `doubt` says why the text cannot be taken for law as it is (a bill, a day that had to be
    assumed), "" where it can. `is_law` is false of debates, judgments and the like.
    """

    edition: EditionRecord | None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    doubt: str = ""
    is_law: bool = True


NOTHING_KNOWN = Wanted()


def read_document(raw: bytes, *, file: str, wanted: Wanted = NOTHING_KNOWN) -> DocumentReading:
    """Read an act, a by-law or a bill; never raises. `file` is for messages."""
    try:
        root = parse_xml(raw)
        document = _document_in(root)
    except XmlError as error:
        problem = Problem(file, error.line, error.what, error.mend)
        return DocumentReading(None, (problem,), is_law=not isinstance(error, _NoLawError))
    return _Reader(file, root, document).read(raw, wanted)


class _NoLawError(XmlError):
    """Akoma Ntoso, but of a kind that is never an edition of an original."""


class _Reader:
    """One reading: what it notes, and what it makes of the document."""

    def __init__(self, file: str, root: Element, document: Element) -> None:
        self._file, self._root, self._document = file, root, document
        self._problems: list[Problem] = []
        self._warnings: list[Problem] = []

    def read(self, raw: bytes, wanted: Wanted) -> DocumentReading:
        head = read_head(self._document)
        slug = wanted.slug or head.slug or slug_of(wanted.or_named)
        day = wanted.day or head.day or wanted.or_from
        title = head.title or titled(wanted.or_named or wanted.slug)
        self._check_head(head, wanted, slug=slug, day=day)
        provisions = self._provisions()
        if not provisions and not self._problems:
            self._refuse(self._document.line, "There is no text in the document.", _LOOK)
        edition, is_assumed = None, not (wanted.day or head.day)
        if not self._problems and day:
            head = replace(head, slug=slug, day=day, title=title, citation=head.citation or title)
            edition = replace(_edition(head, raw, provisions, day), place=Place(self._file))
            self._tell_repeal(head)
        return DocumentReading(
            edition,
            _in_order(self._problems),
            _in_order(self._warnings),
            self._doubt(is_assumed=is_assumed),
        )

    def _check_head(self, head: Head, wanted: Wanted, *, slug: str, day: date | None) -> None:
        """Note what the metadata does not say: as a problem where nothing can stand in for it."""
        if not (wanted.slug or head.slug):
            what = "The document does not say which work it is."
            mend = f'It is called "{slug}" here; name another with --slug.' if slug else _NAME_IT
            self._missing(what, mend, is_known=bool(slug))
        if not (wanted.day or head.day):
            what = "The document does not say from when it is in force."
            mend = f"{day} was assumed; say --in-force-from." if day else _DATE_IT
            self._missing(what, mend, is_known=day is not None)
        if not head.title:
            mend = "It is called by its file's name. Give FRBRWork an FRBRalias with the title."
            self._missing("The document has no title.", mend, is_known=bool(slug))

    def _tell_repeal(self, head: Head) -> None:
        repealed = _repealed(head)
        if repealed:
            what = f"This law was repealed on {repealed}."
            mend = "Its provisions are marked as ended; withdraw its answers if callers ask for it."
            self._warnings.append(Problem(self._file, self._document.line, what, mend))

    def _missing(self, what: str, mend: str, *, is_known: bool) -> None:
        notes = self._warnings if is_known else self._problems
        notes.append(Problem(self._file, self._document.line, what, mend))

    def _doubt(self, *, is_assumed: bool) -> str:
        names = {one.name for one in walk_elements(self._root)}
        if "bill" in names and "act" not in names:
            return "a bill is not law yet"
        return "it does not say from when it is in force" if is_assumed else ""

    def _provisions(self) -> tuple[Provision, ...]:
        reader = TreeReader(self._note, read_periods(self._document.child("meta")))
        for one in self._root.elements:
            reader.read(one)
        self._settle_ids(reader.root)
        assign_eids(reader.root, refuse=lambda *_: None, warn=lambda *_: None)
        found = tuple(freeze(child) for child in reader.root.children)
        self._check_tree(reader.root, found)
        return found

    def _settle_ids(self, root: Draft) -> None:
        """Keep the source's ids where they can be addresses; of two that are equal, the first."""
        taken: set[str] = set()
        lines: dict[str, int] = {}
        for draft in _below(root):
            eid = draft.attributes.eid
            if eid in taken:
                lines.setdefault(eid, draft.line)
            if eid in taken or len(eid) > LONGEST_EID or not _EID.fullmatch(eid):
                draft.attributes = replace(draft.attributes, eid="")
            taken |= {eid} - {""}
        if lines:
            self._warn_of_repeated(lines)

    def _warn_of_repeated(self, lines: dict[str, int]) -> None:
        some = ", ".join(list(lines)[:_MOST_NAMED]) + (", …" if len(lines) > _MOST_NAMED else "")
        ids = "One id stands" if len(lines) == 1 else f"{len(lines):,} ids stand"
        what = f"{ids} on more than one provision ({some})."
        mend = "The first one keeps it; the others were given addresses of their own."
        self._warnings.append(Problem(self._file, min(lines.values()), what, mend))

    def _check_tree(self, root: Draft, provisions: tuple[Provision, ...]) -> None:
        for draft, depth in _with_depth(root):
            if depth > MAX_DEPTH:
                what = f"Provisions are nested more than {MAX_DEPTH} deep; no law is."
                self._refuse(draft.line, what, "Look for an element that is closed too late.")
                return
        for provision, _ in walk(provisions):
            if len(provision.eid) > LONGEST_EID:
                what = f"The address of this provision would be longer than {LONGEST_EID} signs."
                self._refuse(provision.line, what, "Give it and what holds it shorter ids.")

    def _note(self, element: Element, what: str) -> None:
        self._warnings.append(Problem(self._file, element.line, what, _LOOK))

    def _refuse(self, line: int, what: str, mend: str) -> None:
        self._problems.append(Problem(self._file, line, what, mend))


def _document_in(root: Element) -> Element:
    """Return the act or bill of a file. Raises XmlError where there is none."""
    if root.name == "html":
        raise XmlError(root.line, "This is an HTML page, not Akoma Ntoso XML.", _LAW_ONLY)
    if root.name != "akomaNtoso":
        raise XmlError(
            root.line, f"This is XML, but not Akoma Ntoso: it holds <{root.name}>.", _LAW_ONLY
        )
    if not _SPACES.fullmatch(root.space):
        what = f'Its version of Akoma Ntoso ("{root.space}") cannot be read.'
        raise XmlError(root.line, what, "Convert it to version 3.0; 2.0 is read too.")
    document = next((one for one in root.elements if one.name != "components"), None)
    if document is None:
        raise XmlError(root.line, "There is no document in the file.", _LAW_ONLY)
    holds_law = any(one.name in {"act", "bill"} for one in walk_elements(root))
    if document.name not in DOCUMENTS or not holds_law:
        name = DOCUMENT_WORDS.get(document.name, f"a document of the kind {document.name}")
        what = f"This is {name}: only acts, by-laws, regulations and bills are imported."
        raise _NoLawError(document.line, what, "Leave it out.")
    return document


_LAW_ONLY = "Import acts, by-laws, regulations and bills as Akoma Ntoso 2.0 or 3.0."


_NAME_IT = "Give FRBRWork an FRBRuri like /za/act/1998/117, or name the original with --slug."
_DATE_IT = "Give FRBRExpression an FRBRdate like 2026-04-01, or say --in-force-from."


def _edition(head: Head, raw: bytes, provisions: tuple[Provision, ...], day: date) -> EditionRecord:
    return EditionRecord(
        original=head.slug,
        in_force_from=day,
        title=head.title,
        source=raw,
        format=FORMAT,
        provisions=_within(provisions, day, _repealed(head)),
        citation=head.citation,
        cite_as=CITE_AS,
        kind=head.kind,
        jurisdiction=head.jurisdiction,
        history=head.events,
    )


def _within(
    provisions: tuple[Provision, ...], day: date, repealed: date | None
) -> tuple[Provision, ...]:
    """Leave out beginnings no later than the edition's own; let all of it end with a repeal."""
    last = repealed - timedelta(days=1) if repealed else None
    return tuple(
        replace(
            one,
            starts=one.starts if one.starts and one.starts > day else None,
            ends=min(filter(None, (one.ends, last)), default=None),
            children=_within(one.children, day, None),
        )
        for one in provisions
    )


def _repealed(head: Head) -> date | None:
    """Return the day of the law's repeal, None while it stands."""
    return next((event.day for event in head.events if event.what == "repeal"), None)


def _below(draft: Draft) -> Iterator[Draft]:
    return (one for one, _ in _with_depth(draft))


def _with_depth(root: Draft) -> Iterator[tuple[Draft, int]]:
    """Yield every draft below `root` with its depth, in document order."""
    waiting = [(child, 1) for child in reversed(root.children)]
    while waiting:
        draft, depth = waiting.pop()
        yield draft, depth
        waiting += [(child, depth + 1) for child in reversed(draft.children)]


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.line))

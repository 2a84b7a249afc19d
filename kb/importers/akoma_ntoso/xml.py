"""Bytes to a tree of XML elements, safely: the only place that parses a stranger's XML.

Expat of the standard library, without anything that lets a file reach further than its own words:
a document type declaration is refused as soon as it begins, so there are no entities to expand
and no files to fetch; depth and number of elements are limited before memory is. Every element
keeps its line, so that messages can say where.
"""

import re
from dataclasses import dataclass, field
from xml.parsers import expat

DEEPEST = 100
"""Elements inside one another; a real by-law has about twenty."""
MOST_ELEMENTS = 100_000
"""A by-law with 2,600 provisions has 17,000."""

_SIGNATURES = (
    (b"PK\x03\x04", "a ZIP archive or a Word document"),
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"{\\rtf", "an RTF document"),
)
_SAVE_AS = "Ask who publishes the text for its Akoma Ntoso XML."
_HTML = re.compile(rb"\s*(?:<!doctype\s+html|<html[\s>])", re.IGNORECASE)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.-]{1,40})")
_CODES = expat.errors.codes
_INVALID = {_CODES[expat.errors.XML_ERROR_INVALID_TOKEN], _CODES["partial character"]}
_ENCODINGS = {
    _CODES[expat.errors.XML_ERROR_UNKNOWN_ENCODING],
    _CODES[expat.errors.XML_ERROR_INCORRECT_ENCODING],
}


class XmlError(Exception):
    """What is wrong with the bytes: the line, a sentence, and how to mend it."""

    def __init__(self, line: int, what: str, mend: str) -> None:
        super().__init__(what)
        self.line, self.what, self.mend = line, what, mend


@dataclass(slots=True)
class Element:
    """One element: its local name, namespace, attributes by local name, and what it holds."""

    name: str
    space: str
    attributes: dict[str, str]
    line: int
    nodes: "list[str | Element]" = field(default_factory=list)

    @property
    def elements(self) -> "list[Element]":
        """The elements directly inside, in order."""
        return [node for node in self.nodes if isinstance(node, Element)]

    def child(self, name: str) -> "Element | None":
        """Return the first element of that name directly inside."""
        return next((one for one in self.elements if one.name == name), None)

    def get(self, name: str) -> str:
        """Return an attribute without blanks at its ends, "" where it is absent."""
        return self.attributes.get(name, "").strip()


def parse_xml(raw: bytes) -> Element:
    """Return the root element of `raw`. Raises XmlError with the line where it cannot be read."""
    _refuse_other_files(raw)
    builder = _Builder()
    try:
        builder.parser.Parse(raw, True)  # noqa: FBT003 - Expat takes its arguments by place
    except expat.ExpatError as error:
        raise _explained(error, raw) from error
    except (LookupError, ValueError) as error:  # an encoding that Python or Expat does not know
        raise XmlError(1, f"Its encoding cannot be read: {error}.", _AS_UTF8) from error
    if builder.root is None:
        raise XmlError(1, "There is no XML element in the file.", _SAVE_AS)
    return builder.root


_AS_UTF8 = "Save the file as UTF-8, and say so in its first line."


class _Builder:
    """Receives what Expat reports and builds the tree."""

    def __init__(self) -> None:
        self.root: Element | None = None
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype
        self._open: list[Element] = []
        self._count = 0

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        line = self.parser.CurrentLineNumber
        self._count += 1
        if len(self._open) >= DEEPEST:
            what = f"Elements are nested more than {DEEPEST} deep; no law is."
            raise XmlError(line, what, "Look for a closing tag that is missing above this line.")
        if self._count > MOST_ELEMENTS:
            what = f"The file has more than {MOST_ELEMENTS:,} elements."
            raise XmlError(line, what, "Split it: one act or by-law in each file.")
        space, _, name = tag.rpartition(" ")
        local = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        element = Element(name, space, local, line)
        if self._open:
            self._open[-1].nodes.append(element)
        else:
            self.root = element
        self._open.append(element)

    def _end(self, tag: str) -> None:
        del tag
        self._open.pop()

    def _text(self, text: str) -> None:
        self._open[-1].nodes.append(text)

    def _doctype(self, name: str, *others: object) -> None:
        del others
        if name.lower() == "html":
            raise _html()
        what = "The file declares a document type (<!DOCTYPE …>), which could name other files."
        mend = "Remove the declaration and every &name; that needs it: Akoma Ntoso has none."
        raise XmlError(self.parser.CurrentLineNumber, what, mend)


def _refuse_other_files(raw: bytes) -> None:
    bare = raw.lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    if not bare:
        raise XmlError(1, "The file is empty.", "Export the text again from where it comes from.")
    for signature, name in _SIGNATURES:
        if raw.startswith(signature):
            raise XmlError(1, f"This is {name}, not XML.", _SAVE_AS)
    if _HTML.match(bare):
        raise _html()
    if not bare.startswith((b"<", *_MARKS)):
        raise XmlError(1, "This is not XML: it does not begin with <.", _SAVE_AS)


def _html() -> XmlError:
    return XmlError(1, "This is an HTML page, not Akoma Ntoso XML.", _SAVE_AS)


def _explained(error: expat.ExpatError, raw: bytes) -> XmlError:
    """Return the error in plain words; what Expat calls an invalid token is often an encoding."""
    said = expat.ErrorString(error.code)
    declared = _DECLARED.match(raw.removeprefix(_MARKS[0]))
    name = declared[1].decode("ascii") if declared else "UTF-8"
    if error.code in _ENCODINGS:
        what = f'The file says that its encoding is "{name}", and its bytes are not that.'
        return XmlError(1, what, _AS_UTF8)
    if error.code in _INVALID and name.upper() == "UTF-8" and not _is_utf8(raw):
        return XmlError(error.lineno, "This is not UTF-8 text, as it should be.", _AS_UTF8)
    what = f"This is not well-formed XML: {said}, at column {error.offset + 1}."
    return XmlError(error.lineno, what, "Mend the XML here, or get the file again.")


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True

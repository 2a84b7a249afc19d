"""Headings `## Title {#id key="value"}` and what stands below each.

Attributes become a mapping of the same kind as front matter, so that one set of declared keys
reads both. A `{…}` that does not parse is a problem, never text.
"""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass, field

from kb.importers.library.decode import clean_line
from kb.importers.library.escapes import escape_heading, unescape_heading
from kb.importers.library.front_matter import Line
from kb.importers.library.notes import NAME, FileNotes
from kb.importers.library.yaml_in import Mapping, Scalar

_HEADING = re.compile(r" {0,3}(#{1,2})(?!#)(.*)")
_BRACE = re.compile(r"(?<!\\)(?:\\\\)*(\{)")
_ATTRIBUTE = re.compile(r'\s*(?:#(?P<id>[^\s"{}#]*)|(?P<key>[a-z]+)="(?P<value>(?:[^"\\]|\\.)*)")')
_ATTRIBUTES = re.compile(rf"\{{(?:{re.sub('[?]P<[a-z]+>', '?:', _ATTRIBUTE.pattern)})*\s*\}}\s*")


@dataclass
class Section:
    """A heading, its attributes, and the lines below it."""

    line: int
    title: str = ""
    id: str = ""
    attributes: Mapping = field(default_factory=lambda: Mapping((), 0))
    lines: list[Line] = field(default_factory=list)


def read_sections(lines: Iterable[Line], notes: FileNotes) -> tuple[list[Line], list[Section]]:
    """Return the lines before the first heading, and the sections."""
    intro: list[Line] = []
    sections: list[Section] = []
    for line in lines:
        found = _HEADING.match(line.text)
        if found and _is_heading(found, line, notes):
            sections.append(_read_heading(found[2], line.number, notes))
        else:
            (sections[-1].lines if sections else intro).append(line)
    return intro, sections


def _is_heading(found: re.Match[str], line: Line, notes: FileNotes) -> bool:
    marks, rest = found[1], found[2]
    spaced = not rest or rest[0] in " \t"
    if marks == "##" and not spaced:
        notes.problem(line.number, "A heading needs a blank after ##.", "Write a blank after ##.")
    elif marks == "#" and spaced:
        mend = "Write ## for a heading, or a backslash before # for a text."
        notes.problem(line.number, "Headings here begin with ##, not #.", mend)
    return marks == "##"


def _read_heading(text: str, number: int, notes: FileNotes) -> Section:
    brace = _BRACE.search(text)
    split = brace.start(1) if brace else len(text)
    section = Section(number, unescape_heading(text[:split].strip(" \t")))
    section.attributes = Mapping((), number)
    if not section.title:
        notes.problem(number, "This heading has no text.", "Write its text after ##.")
    if brace:
        _read_attributes(text[split:], section, notes)
    return section


def _read_attributes(text: str, section: Section, notes: FileNotes) -> None:
    if not _ATTRIBUTES.fullmatch(text):
        mend = 'Write {#id key="value"}, or a backslash before { for a text.'
        notes.problem(section.line, "What stands in {…} cannot be read.", mend)
        return
    entries: dict[str, Scalar] = {}
    for found in _ATTRIBUTE.finditer(text[1:]):
        if found["key"] is None:
            section.id = found["id"]
        elif found["key"] in entries:
            what = f'"{found["key"]}" stands here twice.'
            notes.problem(section.line, what, "Remove one of the two.")
        else:
            value = re.sub(r"\\(.)", r"\1", found["value"])
            entries[found["key"]] = Scalar(value.strip(" \t"), section.line)
    pairs = tuple((Scalar(key, section.line), value) for key, value in entries.items())
    section.attributes = Mapping(pairs, section.line)


def check_id(section: Section, notes: FileNotes) -> bool:
    """Return whether the section has a usable id; if not, a problem is noted."""
    if NAME.fullmatch(section.id):
        return True
    if section.id:
        mend = "Use lower-case letters a to z, digits and hyphens."
        notes.problem(section.line, f'"{section.id}" cannot be an id.', mend)
    else:
        mend = "Add {#some-name} at the end of the heading."
        notes.problem(section.line, "This heading has no id.", mend)
    return False


def write_heading(title: str, name: str = "", attributes: Map[str, str] | None = None) -> str:
    """Return a heading line; attributes without a value are left out."""
    heading = f"## {escape_heading(clean_line(title))}"
    if not name:
        return heading
    parts = [f"#{name}"]
    for key, value in (attributes or {}).items():
        if value:
            quoted = re.sub(r'[\\"]', r"\\\g<0>", clean_line(value))
            parts.append(f'{key}="{quoted}"')
    return f"{heading} {{{' '.join(parts)}}}"


def text_of(lines: Sequence[Line]) -> str:
    """Return lines as one text: no blanks at its ends, nothing on lines of blanks."""
    texts = (line.text if line.text.strip(" \t") else "" for line in lines)
    return "\n".join(texts).strip(" \t\n")

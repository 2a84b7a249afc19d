"""The text of one edition outside a file: pasted, uploaded, corrected beside the tree it makes.

`take_apart` lifts what front matter says out of a text, so that a form can show it; `put_together`
makes the file's bytes again; `read_edition` reads them exactly as a load would, with lines counted
in the text alone. docs/formats.md has the keys.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from kb.errors import Problem
from kb.importers.akoma_ntoso import FORMAT as AKOMA_NTOSO
from kb.importers.akoma_ntoso import read_document
from kb.importers.library.contents import read_contents
from kb.importers.library.fields import Fields
from kb.importers.library.formats.editions import KEYS
from kb.importers.library.front_matter import FENCE, read_page, write_page
from kb.importers.library.keys import Shape
from kb.importers.library.notes import FileNotes
from kb.importers.library.yaml_out import Names, Raw, Value
from kb.importers.records import EditionRecord
from kb.text.provisions import Provision

TEXT = "the text"
"""How messages call a text that is in no file."""
MARKDOWN = "md"
XML = AKOMA_NTOSO
_OPTIONAL = tuple(replace(key, required=False) for key in KEYS)
_LISTS = frozenset(key.name for key in KEYS if key.shape is Shape.NAMES)
_DEFAULTS = {key.name: key.default for key in KEYS}

Facts = Mapping[str, str]
"""What the front matter says, by key; lists as names with blanks between them."""


@dataclass(frozen=True)
class EditionReading:
    """What a text was read as. Problems on line 0 are about the facts, not the text."""

    record: EditionRecord | None
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def format_of(text: str) -> str:
    """Return the format that a text is written in, by how it begins: XML, or our own Markdown."""
    return XML if text.lstrip("\ufeff \t\r\n").startswith("<") else MARKDOWN


def take_apart(text: str) -> tuple[dict[str, str], str, tuple[Problem, ...]]:
    """Return (facts, the text below them, problems) of a Markdown text that may have front matter.

    With a problem nothing is lifted, so that its lines stay those of the text.
    """
    if text.lstrip("\ufeff").split("\n", 1)[0].rstrip() != FENCE:
        return {}, text, ()
    notes = FileNotes(TEXT)
    page = read_page(text.lstrip("\ufeff"), notes)
    if page is None:
        return {}, text, tuple(notes.problems)
    fields = Fields(page.head, _OPTIONAL, notes=notes, where="in the front matter")
    said = {
        name: " ".join(fields.names(name)) if name in _LISTS else fields.text(name)
        for name in (key.value for key, _ in page.head.entries)
        if name in _DEFAULTS
    }
    if notes.problems:
        return {}, text, tuple(notes.problems)
    return said, "\n".join(line.text for line in page.body).lstrip("\n"), ()


def facts_in(text: str) -> dict[str, str]:
    """Return what an Akoma Ntoso document says of itself, by the keys of front matter."""
    found = read_document(text.encode(), file=TEXT).edition
    if found is None:
        return {}
    return {
        "title": found.title,
        "citation": found.citation,
        "cite_as": found.cite_as,
        "kind": found.kind.value,
        "jurisdiction": found.jurisdiction,
        "in_force_from": found.in_force_from.isoformat(),
    }


def put_together(facts: Facts, body: str) -> bytes:
    """Return the bytes of the file that says `facts` above `body`; defaults are left out."""
    head: dict[str, Value] = {}
    for key in KEYS:
        value = facts.get(key.name, "").strip()
        if not value or (value == key.default and not key.required):
            continue
        head[key.name] = _value(key.shape, value)
    return write_page(head, [body.strip("\n")]).encode()


def _value(shape: Shape, value: str) -> Value:
    if shape is Shape.NAMES:
        return Names(value.split())
    return Raw(value) if shape is Shape.DATE else value


def read_edition(slug: str, day: date, source: bytes, *, text_format: str) -> EditionReading:
    """Read `source` as the edition of `slug` in force from `day`."""
    contents = read_contents(f"content/originals/{slug}/{day}.{text_format}", source)
    records = (one for one in contents.records if isinstance(one, EditionRecord))
    above = _lines_above(source) if text_format == MARKDOWN else 0
    return EditionReading(
        record=next((_lifted(one, above) for one in records), None),
        problems=tuple(_placed(problem, above) for problem in contents.notes.problems),
        warnings=tuple(_placed(warning, above) for warning in contents.notes.warnings),
    )


def _lines_above(source: bytes) -> int:
    """Return how many lines the front matter takes."""
    lines = source.split(b"\n")
    fence = FENCE.encode()
    ends = (at for at, line in enumerate(lines[1:], start=2) if line.rstrip() == fence)
    return next(ends, 0) if lines[0].rstrip() == fence else 0


def _lifted(record: EditionRecord, above: int) -> EditionRecord:
    """Return a record whose provisions count their lines in the text alone."""
    return replace(record, provisions=tuple(_at(one, above) for one in record.provisions))


def _at(provision: Provision, above: int) -> Provision:
    children = tuple(_at(child, above) for child in provision.children)
    return replace(provision, line=max(provision.line - above, 0), children=children)


def _placed(problem: Problem, above: int) -> Problem:
    return replace(problem, file=TEXT, line=max(problem.line - above, 0))

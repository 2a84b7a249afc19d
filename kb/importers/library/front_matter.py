"""Front matter: the keys between two lines `---` at the top of a Markdown file."""

from collections.abc import Mapping as Map
from dataclasses import dataclass

from kb.importers.library.notes import FileNotes
from kb.importers.library.yaml_in import Mapping, read_yaml
from kb.importers.library.yaml_out import Value, write_yaml

FENCE = "---"


@dataclass(frozen=True)
class Line:
    """One line of a file, with its number from 1."""

    number: int
    text: str


@dataclass(frozen=True)
class Page:
    """A Markdown file: its front matter, and the lines below."""

    head: Mapping
    body: tuple[Line, ...]


def read_page(text: str, notes: FileNotes) -> Page | None:
    """Return the parts of a file, or `None` with a problem noted."""
    lines = [Line(number, line) for number, line in enumerate(text.split("\n"), start=1)]
    end = _end_of_head(lines, notes)
    if end is None:
        return None
    head = "\n".join(line.text for line in lines[1:end])
    if not head.strip():
        return Page(Mapping((), 1), tuple(lines[end + 1 :]))
    mapping = read_yaml(head, notes, first_line=2)
    return None if mapping is None else Page(mapping, tuple(lines[end + 1 :]))


def _end_of_head(lines: list[Line], notes: FileNotes) -> int | None:
    if lines[0].text.rstrip() != FENCE:
        mend = "Begin the file with a line ---, its keys, and another line ---."
        notes.problem(1, "The front matter is missing.", mend)
        return None
    for index, line in enumerate(lines[1:], start=1):
        if line.text.rstrip() == FENCE:
            return index
    notes.problem(1, "The front matter does not end.", "Write a line --- after its last key.")
    return None


def write_page(head: Map[str, Value], parts: list[str]) -> str:
    """Return a file of front matter and parts, an empty line between parts."""
    body = "\n\n".join(part for part in parts if part)
    return f"{FENCE}\n{write_yaml(head)}{FENCE}\n{body}" + ("\n" if body else "")

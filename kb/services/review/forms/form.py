"""What a form is: inputs in groups, a record written into them, and a record read from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from kb.importers.records import Placed

Fields = dict[str, list[str]]
"""What stands in a form, as browsers send it: every name has a list of texts."""


class Shape(StrEnum):
    """How an input looks on the page."""

    LINE = "line"
    TEXT = "text"
    LINES = "lines"
    FLAG = "flag"
    CHOICE = "choice"
    CODE = "code"
    PIECES = "pieces"
    COVERS = "covers"
    REASONS = "reasons"
    FINDINGS = "findings"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Input:
    """One input, or several names that only mean something together (`names`)."""

    name: str
    label: str
    shape: Shape = Shape.LINE
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """The names under which its texts are kept."""
        return self.names or (self.name,)

    @property
    def is_read(self) -> bool:
        """True of what people read and compare; the rest goes along with it."""
        return self.shape not in {Shape.FINDINGS, Shape.HIDDEN}


@dataclass(frozen=True)
class FieldProblem:
    """What is wrong in one input ("" for the whole), in which line of it, and how to mend it."""

    field: str
    what: str
    mend: str
    line: int = 0


@dataclass(frozen=True)
class Reading:
    """What a form says: a record, or None with the problems that keep it from being one."""

    record: Placed | None
    problems: tuple[FieldProblem, ...] = ()


class Form(Protocol):
    """Fields of one kind of thing."""

    @property
    def inputs(self) -> tuple[Input, ...]:
        """The inputs, in the order in which they are filled in."""
        ...

    def blank(self, key: str) -> Fields:
        """Return what stands in the form of a thing that is to be."""
        ...

    def write(self, record: Placed) -> Fields:
        """Return what stands in the form of `record`."""
        ...

    def read(self, key: str, fields: Mapping[str, list[str]]) -> Reading:
        """Return the record that is meant. Its names are not looked up yet."""
        ...


def first(fields: Mapping[str, list[str]], name: str) -> str:
    """Return the first text of a name, without blanks at its ends; "" where there is none."""
    texts = fields.get(name, [])
    return texts[0].replace("\r\n", "\n").strip() if texts else ""


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines that hold words, without blanks at their ends."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())

"""What is noticed while one file is read: problems, and the names it defines and refers to.

Readers never look at other files. They note what they define and what they refer to, with the
line; `checks` compares the notes of all files afterwards.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kb.errors import Problem

NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,119}")
"""Names of things in files and addresses: `billing-desk`."""
EID = re.compile(r"[^\s#\"{}]+")
"""A provision's address inside one edition."""
VALUE_USE = re.compile(r"\{\{[ \t]{0,9}value:[ \t]{0,9}([^\s{}]*)[ \t]{0,9}\}\}")
"""Where a text prints a dated amount."""
_LIMIT_WHAT = 300


class Kind(StrEnum):
    """What a library file can define; the value is how messages call it."""

    DEPARTMENT = "department"
    TEAM = "team"
    LINE = "line of business"
    TOPIC = "topic"
    DRIVER = "driver"
    CONTACT_POINT = "contact point"
    VALUE = "value"
    TERM = "term"
    PLAIN_WORD = "plain word"
    MISSION = "mission"
    OBJECTIVE = "objective"
    KPI = "KPI"
    ORIGINAL = "original"
    EDITION = "edition"  # name: `slug@2026-04-01`
    PROVISION = "provision"  # name: `slug#eid`
    TRANSLATION = "translation"  # name: `en/slug`
    ANSWER = "answer"  # name: `en/slug#id`; referred to as `slug#id`, in whatever language
    PROCESS = "process"


@dataclass(frozen=True)
class Definition:
    """A name that a file gives to something."""

    kind: Kind
    name: str
    line: int = 0


@dataclass(frozen=True)
class Reference:
    """A name that a file uses.

    A provision is looked up in `edition` of its original, in any edition where `any_edition`
    says so, otherwise in the newest one.
    """

    kind: Kind
    name: str
    line: int
    edition: date | None = None
    any_edition: bool = False


@dataclass
class FileNotes:
    """The notes on one file.

    `warnings` are what a person should look at though the file loads; `lost` are the kinds of
    things that the file would define but cannot say.
    """

    file: str
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    lost: set[tuple[Kind, str]] = field(default_factory=set)

    def problem(self, line: int, what: str, mend: str) -> None:
        """Note something that must be mended before the file can be loaded."""
        self.problems.append(Problem(self.file, line, _short(what), mend))

    def defines(self, kind: Kind, name: str, line: int = 0) -> None:
        """Note a name that this file gives."""
        self.definitions.append(Definition(kind, name, line))

    def refers(self, kind: Kind, name: str, line: int) -> None:
        """Note a name that this file uses; no name is no reference."""
        if name:
            self.references.append(Reference(kind, name, line))

    def refers_to_provision(
        self, name: str, line: int, *, edition: date | None = None, any_edition: bool = False
    ) -> None:
        """Note `slug#eid`, and in which edition it is to be found."""
        reference = Reference(Kind.PROVISION, name, line, edition, any_edition)
        self.references.append(reference)

    def refers_to_values(self, text: str, line: int) -> None:
        """Note every `{{ value:name }}` in one line of text."""
        for found in VALUE_USE.finditer(text):
            self.references.append(Reference(Kind.VALUE, found[1], line))


def _short(what: str) -> str:
    """Cut a sentence that quotes a whole file by mistake."""
    return what if len(what) <= _LIMIT_WHAT else f"{what[:_LIMIT_WHAT]}…"

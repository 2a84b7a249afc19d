"""A process as the text of its library file: whole processes are written faster than clicked.

Mistakes are told by line, by the same reader that a load uses.
"""

from collections.abc import Mapping

from kb.importers.library.contents import read_contents
from kb.importers.library.writing import write_library
from kb.importers.records import Library, Placed, ProcessRecord
from kb.services.review.forms.form import (
    FieldProblem,
    Fields,
    Input,
    Reading,
    Shape,
    first,
)

BLANK = """---
title:
---
## First step {#first kind="ask"}

What the agent does here.

> Say: "What the agent says."

- [One outcome](#end)
- [Another outcome](#end)

## Last step {#end kind="do"}

A step without outcomes ends the process.
"""
INPUTS = (
    Input(
        "text",
        "The process",
        Shape.CODE,
        "## begins a step, {#name} names it, - [outcome](#name) leads to the next one.",
    ),
)


class ProcessForm:
    """The form of a process: one text."""

    inputs = INPUTS

    def blank(self, key: str) -> Fields:
        """Return a process of two steps that says how the others are written."""
        del key
        return {"text": [BLANK]}

    def write(self, record: Placed) -> Fields:
        """Return the text of a process, as an export writes it."""
        if not isinstance(record, ProcessRecord):
            raise TypeError(f"{type(record).__name__} is no process.")
        _, raw = next(iter(write_library(Library(processes=(record,)))))
        return {"text": [raw.decode()]}

    def read(self, key: str, fields: Mapping[str, list[str]]) -> Reading:
        """Return the process, or every line that cannot be read."""
        text = f"{first(fields, 'text')}\n"
        contents = read_contents(f"content/processes/{key}.md", text.encode())
        problems = tuple(
            FieldProblem("text", one.what, one.mend, one.line) for one in contents.notes.problems
        )
        if problems or not contents.records:
            return Reading(None, problems)
        return Reading(contents.records[0])

"""What keeps words from being submitted: found by the same rules that a load goes by.

A record is written as a library file would hold it and read back with every name that exists, so
that an editor and a file are told the same: a dead end, a loop without exit, an unknown name.
"""

from dataclasses import replace
from typing import Any

from kb.errors import InvalidError, Problem
from kb.importers.library import LibraryReading, read_files, write_library
from kb.importers.records import (
    AnswerRecord,
    ContactPointRecord,
    KpiRecord,
    Library,
    MissionRecord,
    NoticeRecord,
    Placed,
    ProcessRecord,
    TermRecord,
    TranslationRecord,
    ValueRecord,
)
from kb.services.library.known import known_names
from kb.services.unit import Unit

FIELDS: dict[type[Placed], str] = {
    TranslationRecord: "translations",
    AnswerRecord: "answers",
    ProcessRecord: "processes",
    TermRecord: "terms",
    KpiRecord: "kpis",
    ContactPointRecord: "contact_points",
    ValueRecord: "values",
}
"""Where a library keeps the records of each kind; notices are in no file."""


def find_problems(unit: Unit, record: Placed) -> tuple[Problem, ...]:
    """Return everything that is wrong with `record`, with the line of its file; () if it is right.

    Takes the part of `Problem.file` only as a name: nothing is written anywhere.
    """
    if isinstance(record, NoticeRecord):
        return _missing_words(record)
    return _own_problems(record) + read_back(unit, record).problems


def canonical(unit: Unit, record: Placed) -> Placed:
    """Return `record` as a file gives it back, so that an export and a load change nothing (I8)."""
    if isinstance(record, NoticeRecord):
        return record
    library = read_back(unit, record).library
    if isinstance(record, AnswerRecord):
        found = library.answers[0]
        return replace(found, edition=record.edition, position=record.position)
    if isinstance(record, MissionRecord):
        return library.mission or record
    things: tuple[Placed, ...] = getattr(library, FIELDS[type(record)])
    return things[0]


def read_back(unit: Unit, record: Placed) -> LibraryReading:
    """Return how a library that holds `record` alone would be read."""
    return read_files(write_library(library_of(record)), known=known_names(unit))


def library_of(record: Placed) -> Library:
    """Return a library that holds this record alone."""
    if isinstance(record, MissionRecord):
        return Library(mission=record)
    if isinstance(record, AnswerRecord):
        head = TranslationRecord(record.language, record.original, edition=record.edition)
        return Library(translations=(head,), answers=(replace(record, edition=None),))
    parts: dict[str, Any] = {FIELDS[type(record)]: (record,)}
    return Library(**parts)


def require_right(unit: Unit, record: Placed) -> None:
    """Raise InvalidError saying everything that is wrong with `record`."""
    problems = find_problems(unit, record)
    if problems:
        raise InvalidError(" ".join(f"{one.what} {one.mend}" for one in problems))


def _own_problems(record: Placed) -> tuple[Problem, ...]:
    """Return what a file may leave out, but a text to be signed off may not."""
    if isinstance(record, AnswerRecord):
        spoken = [block for block in record.blocks if block.text.strip()]
        if not record.question.strip():
            return (Problem("", 0, "The question is missing.", "Write it as a customer asks."),)
        if not spoken:
            return (Problem("", 0, "There is nothing to say.", "Write what to say."),)
    if isinstance(record, TermRecord) and not record.plain.strip():
        return (Problem("", 0, "The plain word is missing.", "Write what a customer calls it."),)
    return ()


def _missing_words(record: NoticeRecord) -> tuple[Problem, ...]:
    if record.title.strip() and record.say.strip():
        return ()
    return (Problem("", 0, "A notice needs a title and what to say.", "Write both."),)

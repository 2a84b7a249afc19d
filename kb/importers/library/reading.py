"""Files to a library: every problem of all files at once, and the files that are right.

A file is *wrong* when it has a problem, and *waits* when it refers to something that only a
wrong file defines. The records of the other files can be loaded as they are.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kb.errors import Problem
from kb.importers.library.assembling import assemble
from kb.importers.library.checks import find_problems, find_waiting
from kb.importers.library.contents import FileContents, order, read_contents, unreadable
from kb.importers.library.discover import find_files, read_bytes
from kb.importers.library.known import NOTHING_KNOWN, KnownNames
from kb.importers.library.notes import FileNotes, Kind
from kb.importers.records import Library

Progress = Callable[[int, int, str], None]
"""Called before each file with its number from 1, how many there are, and its path."""


class FileState(StrEnum):
    """Whether a file can be loaded."""

    RIGHT = "right"
    WRONG = "wrong"
    WAITS = "waits"


@dataclass(frozen=True)
class FileRead:
    """A file that was read; `keys` are the names it defines, `waits_for` files to mend first."""

    path: str
    sha256: str
    keys: tuple[tuple[Kind, str], ...] = ()
    state: FileState = FileState.RIGHT
    waits_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class LibraryReading:
    """What was read. `library` holds the records of the right files, all of them if all are."""

    library: Library
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    files: tuple[FileRead, ...]

    @property
    def is_right(self) -> bool:
        """True when there is no problem at all."""
        return not self.problems


def read_library(
    paths: Sequence[Path],
    *,
    max_bytes: int,
    progress: Progress | None = None,
    known: KnownNames = NOTHING_KNOWN,
) -> LibraryReading:
    """Read the library files in and below `paths`; never raises for what stands in them.

    A file of more than `max_bytes` is a problem. `known` are names that exist already.
    """
    found, problems = find_files(paths)
    contents = []
    for number, file in enumerate(found, start=1):
        if progress is not None:
            progress(number, len(found), file.path)
        notes = FileNotes(file.path)
        raw = read_bytes(file, notes, max_bytes=max_bytes)
        read = unreadable(file.path, notes) if raw is None else read_contents(file.path, raw)
        contents.append(read)
    return _judge(contents, known, problems)


def read_files(
    files: Iterable[tuple[str, bytes]], *, known: KnownNames = NOTHING_KNOWN
) -> LibraryReading:
    """Read files that are already in memory, as `write_library` yields them."""
    return _judge(
        [read_contents(path, raw) for path, raw in sorted(files, key=lambda file: order(file[0]))],
        known,
        [],
    )


def _judge(
    contents: list[FileContents], known: KnownNames, problems: list[Problem]
) -> LibraryReading:
    for file in contents:
        problems.extend(file.notes.problems)
    problems.extend(find_problems(contents, known))
    wrong = {problem.file for problem in problems}
    waiting = find_waiting(contents, wrong=wrong, known=known)
    right = [file for file in contents if file.path not in wrong and file.path not in waiting]
    return LibraryReading(
        library=assemble(record for file in right for record in file.records),
        problems=_in_order(problems),
        warnings=_in_order(warning for file in contents for warning in file.notes.warnings),
        files=tuple(_report(file, wrong, waiting) for file in contents),
    )


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(dict.fromkeys(problems), key=lambda found: (found.file, found.line)))


def _report(file: FileContents, wrong: set[str], waiting: dict[str, tuple[str, ...]]) -> FileRead:
    state = FileState.RIGHT
    if file.path in wrong:
        state = FileState.WRONG
    elif file.path in waiting:
        state = FileState.WAITS
    keys = tuple((found.kind, found.name) for found in file.notes.definitions)
    return FileRead(file.path, file.sha256, keys, state, waiting.get(file.path, ()))

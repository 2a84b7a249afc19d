"""What must hold across files: names exist once and are found, processes lead to an end.

`find_problems` runs every rule; `find_waiting` says which right files depend on wrong ones.
"""

from collections.abc import Collection, Iterator

from kb.errors import Problem
from kb.importers.library.checks.duplicates import find_duplicates
from kb.importers.library.checks.names import Names, lost_names, names_of
from kb.importers.library.checks.references import find_dangling, is_lost, missing
from kb.importers.library.checks.steps import find_broken_steps
from kb.importers.library.checks.uses import find_circles
from kb.importers.library.contents import FileContents
from kb.importers.library.known import KnownNames
from kb.importers.library.notes import Reference

__all__ = ["find_problems", "find_waiting"]


def find_problems(files: Collection[FileContents], known: KnownNames) -> Iterator[Problem]:
    """Yield what is wrong between files."""
    yield from find_duplicates(files)
    yield from find_dangling(files, names_of(files, known))
    yield from find_broken_steps(files)
    yield from find_circles(files)


def find_waiting(
    files: Collection[FileContents], *, wrong: Collection[str], known: KnownNames
) -> dict[str, tuple[str, ...]]:
    """Return the right files that need a wrong one, and which; need is handed on."""
    newest = names_of(files, known).newest
    waiting: dict[str, tuple[str, ...]] = {}
    while True:
        out = {*wrong, *waiting}
        names = names_of([file for file in files if file.path not in out], known, newest=newest)
        found = {
            file.path: _needed(file, names, [other for other in files if other.path in out])
            for file in files
            if file.path not in out
        }
        found = {path: needed for path, needed in found.items() if needed}
        if not found:
            return waiting
        waiting |= found


def _needed(file: FileContents, names: Names, out: list[FileContents]) -> tuple[str, ...]:
    needed = {
        other.path
        for reference in file.notes.references
        if missing(reference, names) is not None
        for other in out
        if _gives(other, reference)
    }
    return tuple(sorted(needed))


def _gives(file: FileContents, reference: Reference) -> bool:
    return is_lost(reference, lost_names([file])) or missing(reference, names_of([file])) is None

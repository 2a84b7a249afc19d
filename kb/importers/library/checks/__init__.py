"""What must hold across files: names exist once and are found, processes lead to an end.

`find_problems` runs every rule; `find_waiting` says which right files depend on wrong ones.
"""

from collections.abc import Collection, Iterator, Mapping

from kb.errors import Problem
from kb.importers.library.checks.duplicates import find_duplicates
from kb.importers.library.checks.facts import find_stray_facts
from kb.importers.library.checks.names import Names, names_of
from kb.importers.library.checks.references import find_dangling, is_found, is_lost
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
    yield from find_stray_facts(files)
    yield from find_broken_steps(files)
    yield from find_circles(files)


def find_waiting(
    files: Collection[FileContents], *, wrong: Collection[str], known: KnownNames
) -> dict[str, tuple[str, ...]]:
    """Return the right files that need a wrong one, and which; need is handed on."""
    newest = names_of(files, known).newest
    own = {file.path: names_of([file]) for file in files} if wrong else {}
    waiting: dict[str, tuple[str, ...]] = {}
    while True:
        out = {*wrong, *waiting}
        names = names_of([file for file in files if file.path not in out], known, newest=newest)
        out_names = {path: own[path] for path in out if path in own}
        found = {
            file.path: _givers(lacking, out_names)
            for file in files
            if file.path not in out and (lacking := _lacking(file, names))
        }
        if not found:
            return waiting
        waiting |= found


def _lacking(file: FileContents, names: Names) -> list[Reference]:
    return [found for found in file.notes.references if not is_found(found, names)]


def _givers(lacking: list[Reference], out: Mapping[str, Names]) -> tuple[str, ...]:
    return tuple(
        sorted(
            path
            for path, own in out.items()
            if any(is_lost(found, own.lost) or is_found(found, own) for found in lacking)
        )
    )

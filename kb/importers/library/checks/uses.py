"""Processes that use each other do not go round in a circle."""

from collections.abc import Collection, Iterator

from kb.errors import Problem
from kb.importers.library.checks.steps import reachable
from kb.importers.library.contents import FileContents
from kb.importers.library.notes import Kind


def find_circles(files: Collection[FileContents]) -> Iterator[Problem]:
    """Yield a problem where a process uses one that leads back to it."""
    uses: dict[str, tuple[str, ...]] = {}
    for file in files:
        for process in _defined(file):
            named = (found.name for found in file.notes.references if found.kind is Kind.PROCESS)
            uses[process] = tuple(named)
    for file in files:
        for process in _defined(file):
            yield from _find_in(process, file, uses)


def _defined(file: FileContents) -> list[str]:
    return [found.name for found in file.notes.definitions if found.kind is Kind.PROCESS]


def _find_in(
    process: str, file: FileContents, uses: dict[str, tuple[str, ...]]
) -> Iterator[Problem]:
    for found in file.notes.references:
        if found.kind is Kind.PROCESS and process in reachable(uses, [found.name]):
            what = f'The process "{process}" uses "{found.name}", which leads back to it.'
            yield Problem(file.path, found.line, what, "Remove one of these uses.")

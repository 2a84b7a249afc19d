"""A name is given once."""

from collections.abc import Iterable, Iterator

from kb.errors import Problem
from kb.importers.library.contents import FileContents
from kb.importers.library.notes import Kind

_GIVEN_BY_MANY = frozenset({Kind.ORIGINAL})
"""Every edition of an original names it."""


def find_duplicates(files: Iterable[FileContents]) -> Iterator[Problem]:
    """Yield a problem for each name that is given a second time."""
    first: dict[tuple[Kind, str], str] = {}
    for file in files:
        for found in file.notes.definitions:
            if found.kind in _GIVEN_BY_MANY:
                continue
            key, here = (found.kind, found.name), f"{file.path}:{found.line}"
            if key in first:
                what = f'The {found.kind} "{found.name}" is already defined in {first[key]}.'
                mend = "Rename one of the two, or remove it."
                yield Problem(file.path, found.line, what, mend)
            first.setdefault(key, here)

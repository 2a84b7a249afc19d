"""Errors without HTTP: each says what is wrong, where, and how to mend it.

`web/errors.py` turns them into a status and a plain page, `cli.py` into a line and an exit status.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one place of a library file; `line` counts from 1, 0 is the whole file."""

    file: str
    line: int
    what: str
    mend: str

    def __str__(self) -> str:
        """Print as compilers do, so that editors can jump there."""
        place = f"{self.file}:{self.line}" if self.line else self.file  # 0: the whole file
        return f"{place}: {self.what} {self.mend}"


class KbError(Exception):
    """What went wrong, in a sentence a person can act on."""


class NotFoundError(KbError):
    """Nothing by that name, or nothing the actor may know of."""


class NotAllowedError(KbError):
    """The actor may not do that to this."""


class InvalidError(KbError):
    """Input that cannot be used; the sentence says how to mend it."""


class ConflictError(KbError):
    """Somebody else changed it first; both versions are named, nothing is lost."""


class ThrottledError(KbError):
    """Too many tries; `wait_s` seconds until the next one counts."""

    def __init__(self, message: str, wait_s: int) -> None:
        super().__init__(message)
        self.wait_s = wait_s


class BusyError(KbError):
    """Another change held the database for too long; nothing of this one was done."""

    wait_s = 5

    def __init__(self) -> None:
        super().__init__(
            "A large change is being stored, and this could not wait any longer. "
            "Nothing of it was done: try again in a few seconds."
        )


class EndpointError(KbError):
    """The drafting service gave nothing of use; the sentence says why, in none of its words."""


class LibraryError(KbError):
    """A library that cannot be loaded as it is: every problem at once, in file and line order."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems, key=lambda problem: (problem.file, problem.line))
        count = len(self.problems)
        noun = "problem" if count == 1 else "problems"
        super().__init__(f"{count} {noun}. Nothing was loaded.")


class DatabaseVersionError(KbError):
    """The database was made by a newer release, or is not ours."""


class IndexBrokenError(KbError):
    """The index on disk cannot be read; it is rebuilt from the database."""


class TamperedError(KbError):
    """The audit record does not hold together; the message names the first bad entry."""

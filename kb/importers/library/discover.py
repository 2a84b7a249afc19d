"""Which files a load means: folders and single files to paths within the library, and bytes.

A path may be a folder that holds `content` or `translations`, one of these two, anything below
them, or a single file. Hidden files and READMEs are passed over.
"""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kb.errors import Problem
from kb.importers.library.contents import order
from kb.importers.library.notes import FileNotes

FOLDERS = ("content", "translations")
_PASSED_OVER = frozenset({"README", "README.md", "README.txt", "LICENSE", "LICENCE"})
"""Exactly these: an original may well be called `license-fees`."""


@dataclass(frozen=True)
class Found:
    """A file on disk: its path in the library, where it is, and the folder it must be in."""

    path: str
    real: Path
    root: Path


def find_files(paths: Sequence[Path]) -> tuple[list[Found], list[Problem]]:
    """Return the files below `paths`, each once, in the order of their names."""
    found: dict[tuple[str, Path], Found] = {}
    problems: list[Problem] = []
    for path in paths:
        here = Path(os.path.abspath(path))  # noqa: PTH100 - a link named `content` keeps its name
        root = _root_of(here)
        if root is None:
            problems.append(_not_a_library(path, exists=here.exists()))
            continue
        for file in _files_below(here, root):
            name = os.fsencode(file.relative_to(root).as_posix()).decode("utf-8", "replace")
            found[name, root] = Found(name, file, root)
    return sorted(found.values(), key=lambda file: order(file.path)), problems


def read_bytes(file: Found, notes: FileNotes, *, max_bytes: int) -> bytes | None:
    """Return a file's bytes, or `None` with a problem noted; at most `max_bytes` are read."""
    try:
        if not file.real.resolve().is_relative_to(file.root.resolve()):
            mend = "Copy the file into the folder instead of linking to it."
            notes.problem(0, "This is a link to a place outside the library.", mend)
            return None
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle
        _note_unreadable(error, notes)
        return None
    return read_file(file.real, notes, max_bytes=max_bytes)


def read_file(path: Path, notes: FileNotes, *, max_bytes: int) -> bytes | None:
    """Return the bytes of any file, as `read_bytes` does, wherever it lies."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            notes.problem(0, "This is not a file.", "Remove it, or replace a link by its files.")
            return None
        with path.open("rb") as opened:
            raw = opened.read(max_bytes + 1)
    except (OSError, RuntimeError) as error:
        _note_unreadable(error, notes)
        return None
    if len(raw) <= max_bytes:
        return raw
    what = f"The file is larger than the limit of {max_bytes:,} bytes."
    notes.problem(0, what, "Split it, or raise the limit in the settings.")
    return None


def _note_unreadable(error: OSError | RuntimeError, notes: FileNotes) -> None:
    reason = getattr(error, "strerror", None) or "links in a circle"
    mend = "Check that it exists and that you may read it."
    notes.problem(0, f"This cannot be read ({reason}).", mend)


def _root_of(path: Path) -> Path | None:
    if path.is_dir() and any((path / folder).is_dir() for folder in FOLDERS):
        return path
    if not os.path.lexists(path):
        return None
    inside = [parent for parent in (path, *path.parents) if parent.name in FOLDERS]
    return inside[0].parent if inside else None


def _not_a_library(path: Path, *, exists: bool) -> Problem:
    if not exists:
        what = "There is no file or folder of this name."
        return Problem(str(path), 0, what, "Check the spelling and where you are.")
    mend = "Name a folder that holds content or translations, or a file below one of them."
    return Problem(str(path), 0, "This is not part of a library.", mend)


def _files_below(path: Path, root: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    tops = [path / folder for folder in FOLDERS] if path == root else [path]
    for top in tops:
        for folder, folders, files in os.walk(top):
            links = [name for name in folders if Path(folder, name).is_symlink()]
            folders[:] = [name for name in folders if not name.startswith(".")]
            yield from (Path(folder, name) for name in [*files, *links] if _is_meant(name))


def _is_meant(name: str) -> bool:
    hidden = name.startswith(".") or name.endswith("~")
    return not hidden and name not in _PASSED_OVER

"""Folders on disk: which generation is current, and the switch to another.

    <folder>/CURRENT       one line: the name of the current generation
    <folder>/gen-xxxxxxxx  a whole index, of whatever engine

A generation is filled under a name that nobody reads; then CURRENT is replaced in one step and
flushed to the disk. A crash before that leaves the old generation, after it the new one. What an
index holds is not for everyone (texts of tomorrow are in it, and Whoosh unpickles its files), so
the folders are open to their owner only.
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from kb.errors import IndexBrokenError

CURRENT = "CURRENT"
PREFIX = "gen-"
TRIES = 3

Index = TypeVar("Index")


def create(folder: Path) -> Path:
    """Make a new, empty folder for a generation in `folder`; it is not current yet."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    return Path(tempfile.mkdtemp(prefix=PREFIX, dir=folder))


def current(folder: Path) -> Path:
    """Return the current generation of `folder`; raise IndexBrokenError if there is none."""
    try:
        name = (folder / CURRENT).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise IndexBrokenError(
            f"No search index is current in {folder}. Build it again."
        ) from error
    generation = folder / name
    # Only a name that `create` gave: never a path elsewhere, whose files would be trusted.
    if not name.startswith(PREFIX) or generation.parent != folder or not generation.is_dir():
        raise IndexBrokenError(f"{folder / CURRENT} names no search index. Build it again.")
    return generation


def read_current(folder: Path, read: Callable[[Path], Index]) -> Index:
    """Return what `read` makes of the current generation of `folder`.

    A commit or a switch may take files away while they are opened; then it is read anew. Raises
    IndexBrokenError when that does not help.
    """
    for _ in range(TRIES - 1):
        with suppress(IndexBrokenError):
            return read(current(folder))
    return read(current(folder))


def switch(folder: Path, generation: Path) -> None:
    """Make `generation` the current one, at once and for good."""
    with tempfile.NamedTemporaryFile("w", dir=folder, prefix="current-", delete=False) as file:
        file.write(generation.name + "\n")
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(folder / CURRENT)
    _flush_folder(folder)


def remove_others(folder: Path, kept: Path) -> None:
    """Remove every generation but `kept`; open readers keep the files that they hold."""
    for path in folder.glob(f"{PREFIX}*"):
        if path != kept:
            shutil.rmtree(path, ignore_errors=True)
    for path in folder.glob("current-*"):
        path.unlink(missing_ok=True)


def _flush_folder(folder: Path) -> None:
    """Write the folder's list of names to the disk, where the system can (Windows cannot)."""
    with suppress(PermissionError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

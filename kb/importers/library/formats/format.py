"""What a file format of the library is: a path, its keys, a reader and a writer."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kb.importers.library.keys import Key
from kb.importers.library.notes import NAME, FileNotes, Kind
from kb.importers.records import Library, Place, Placed


@dataclass(frozen=True)
class Source:
    """A file on its way in: its path in the library, the path's parts, its bytes and text."""

    path: str
    parts: Mapping[str, str]
    raw: bytes
    text: str

    def place(self, line: int = 1) -> Place:
        """Return where a record of this file stands."""
        return Place(self.path, line)


Reader = Callable[[Source, FileNotes], list[Placed] | None]
Writer = Callable[[Library], Iterator[tuple[str, bytes]]]


@dataclass(frozen=True)
class Format:
    """One kind of file. A reader returns `None` where it cannot say what the file defines.

    `keys` are the keys by the part of the file in which they stand; docs/formats.md has the same.
    `is_text` is false, given the parts of a path, of a file that says its encoding itself.
    """

    path: re.Pattern[str]
    keys: Mapping[str, tuple[Key, ...]]
    defines: tuple[Kind, ...]
    read: Reader
    write: Writer
    is_text: Callable[[Mapping[str, str]], bool] = lambda _: True


def check_name(source: Source, part: str, notes: FileNotes) -> str:
    """Return a part of the file's path, noted as a problem where it cannot be a name."""
    name = source.parts[part]
    if not NAME.fullmatch(name):
        mend = "Rename it: lower-case letters a to z, digits and hyphens."
        notes.problem(0, f'"{name}" in the file\'s path cannot be a name.', mend)
    return name

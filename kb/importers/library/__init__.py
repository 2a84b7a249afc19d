"""The library on disk, in and out: `content/` and `translations/` to records and back.

docs/formats.md shows every file; `formats` has one module for each. Reading a file never looks
at another one; `checks` compares them afterwards. No database and no Flask here.
"""

from kb.importers.library.assembling import add_facts
from kb.importers.library.known import NOTHING_KNOWN, KnownNames
from kb.importers.library.notes import Kind
from kb.importers.library.reading import (
    FileRead,
    FileState,
    LibraryReading,
    read_files,
    read_library,
)
from kb.importers.library.writing import write_library

__all__ = [
    "NOTHING_KNOWN",
    "FileRead",
    "FileState",
    "Kind",
    "KnownNames",
    "LibraryReading",
    "add_facts",
    "read_files",
    "read_library",
    "write_library",
]

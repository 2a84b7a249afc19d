"""A library to files, in one canonical form: the same library is the same bytes (I8)."""

from collections.abc import Iterator

from kb.importers.library.formats import FORMATS
from kb.importers.records import Library


def write_library(library: Library) -> Iterator[tuple[str, bytes]]:
    r"""Yield every file as (path relative to the library's folder, bytes).

    Keys and attributes stand in a fixed order, defaults are left out, lines end with `\n`, texts
    stay wrapped as they are stored, editions are their `source`. What `read_library` makes of the
    files is `library` again, provided that its texts are as files hold them: without blanks at
    their ends and without control characters (the writer takes both away).
    """
    for file_format in FORMATS:
        yield from file_format.write(library)

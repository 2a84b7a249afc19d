"""content/lines.yaml: the lines of business that agents work in."""

import re
from collections.abc import Iterator

from kb.importers.library.fields import Fields
from kb.importers.library.formats.format import Format, Source
from kb.importers.library.formats.table import NAME_KEY, read_table, spoken, write_table
from kb.importers.library.notes import FileNotes, Kind
from kb.importers.records import Library, LineRecord, Place, Placed

FILE = "content/lines.yaml"
KEYS = (NAME_KEY,)


def read(source: Source, notes: FileNotes) -> list[Placed] | None:
    """Return one record per line of business."""
    return read_table(source, notes, kind=Kind.LINE, keys=KEYS, make=_make)


def _make(slug: str, fields: Fields, place: Place) -> LineRecord:
    return LineRecord(slug, fields.text("name") or spoken(slug), place=place)


def write(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield the file."""
    yield from write_table(FILE, ((record.slug, {"name": record.name}) for record in library.lines))


FORMAT = Format(
    path=re.compile(re.escape(FILE)),
    keys={"each line of business": KEYS},
    defines=(Kind.LINE,),
    read=read,
    write=write,
)

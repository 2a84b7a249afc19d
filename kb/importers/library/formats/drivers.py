"""content/drivers.yaml: the causes of contacts, each owned by a department."""

import re
from collections.abc import Iterator

from kb.importers.library.fields import Fields
from kb.importers.library.formats.format import Format, Source
from kb.importers.library.formats.table import NAME_KEY, read_table, spoken, write_table
from kb.importers.library.keys import Key, Shape
from kb.importers.library.notes import FileNotes, Kind
from kb.importers.library.yaml_out import Names, Value
from kb.importers.records import DriverRecord, Library, Place, Placed

FILE = "content/drivers.yaml"
KEYS = (
    NAME_KEY,
    Key("department", Shape.NAME, refers=Kind.DEPARTMENT),
    Key("about"),
    Key("topics", Shape.NAMES, refers=Kind.TOPIC),
)


def read(source: Source, notes: FileNotes) -> list[Placed] | None:
    """Return one record per driver."""
    return read_table(source, notes, kind=Kind.DRIVER, keys=KEYS, make=_make)


def _make(slug: str, fields: Fields, place: Place) -> DriverRecord:
    return DriverRecord(
        slug=slug,
        name=fields.text("name") or spoken(slug),
        department=fields.name("department"),
        about=fields.text("about"),
        topics=fields.names("topics"),
        place=place,
    )


def write(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield the file."""
    yield from write_table(FILE, ((record.slug, _values(record)) for record in library.drivers))


def _values(record: DriverRecord) -> dict[str, Value]:
    return {
        "name": record.name,
        "department": record.department,
        "about": record.about,
        "topics": Names(record.topics),
    }


FORMAT = Format(
    path=re.compile(re.escape(FILE)),
    keys={"each driver": KEYS},
    defines=(Kind.DRIVER,),
    read=read,
    write=write,
)

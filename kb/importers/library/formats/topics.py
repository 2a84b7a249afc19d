"""content/topics.yaml: what originals, answers and processes are about."""

import re
from collections.abc import Iterator

from kb.importers.library.fields import Fields
from kb.importers.library.formats.format import Format, Source
from kb.importers.library.formats.table import NAME_KEY, read_table, spoken, write_table
from kb.importers.library.keys import Key, Shape
from kb.importers.library.notes import FileNotes, Kind
from kb.importers.records import Library, Place, Placed, TopicRecord

FILE = "content/topics.yaml"
KEYS = (NAME_KEY, Key("line", Shape.NAME, refers=Kind.LINE))


def read(source: Source, notes: FileNotes) -> list[Placed] | None:
    """Return one record per topic."""
    return read_table(source, notes, kind=Kind.TOPIC, keys=KEYS, make=_make)


def _make(slug: str, fields: Fields, place: Place) -> TopicRecord:
    name = fields.text("name") or spoken(slug)
    return TopicRecord(slug, name, fields.name("line"), place=place)


def write(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield the file."""
    yield from write_table(
        FILE,
        ((record.slug, {"name": record.name, "line": record.line}) for record in library.topics),
    )


FORMAT = Format(
    path=re.compile(re.escape(FILE)),
    keys={"each topic": KEYS},
    defines=(Kind.TOPIC,),
    read=read,
    write=write,
)

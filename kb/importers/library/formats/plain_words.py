"""content/plain-words.yaml: words that customers do not use, and what to say instead."""

import re
from collections.abc import Iterator

from kb.importers.library.fields import Fields
from kb.importers.library.formats.format import Format, Source
from kb.importers.library.formats.table import read_table, write_table
from kb.importers.library.keys import Key, Shape
from kb.importers.library.notes import FileNotes, Kind
from kb.importers.library.yaml_out import Raw, Value
from kb.importers.records import Library, Place, Placed, PlainWordRecord

FILE = "content/plain-words.yaml"
KEYS = (
    Key("word", otherwise="the entry's own name, in words"),
    Key("instead", Shape.TEXTS, otherwise="it can be left out"),
    Key("keep", Shape.FLAG, default="false"),
    Key("why"),
)


def read(source: Source, notes: FileNotes) -> list[Placed] | None:
    """Return one record per word."""
    return read_table(source, notes, kind=Kind.PLAIN_WORD, keys=KEYS, make=_make)


def _make(slug: str, fields: Fields, place: Place) -> PlainWordRecord:
    return PlainWordRecord(
        slug=slug,
        word=fields.text("word") or slug.replace("-", " "),
        instead=fields.texts("instead"),
        keep=fields.flag("keep"),
        why=fields.text("why"),
        place=place,
    )


def write(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield the file."""
    words = ((record.slug, _values(record)) for record in library.plain_words)
    yield from write_table(FILE, words)


def _values(record: PlainWordRecord) -> dict[str, Value]:
    return {
        "word": record.word,
        "instead": record.instead,
        "keep": Raw("true") if record.keep else "",
        "why": record.why,
    }


FORMAT = Format(
    path=re.compile(re.escape(FILE)),
    keys={"each word": KEYS},
    defines=(Kind.PLAIN_WORD,),
    read=read,
    write=write,
)

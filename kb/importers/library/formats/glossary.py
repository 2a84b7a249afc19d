"""content/glossary.yaml: the lawyer's words and the plain words for them."""

import re
from collections.abc import Iterator

from kb.importers.library.fields import Fields
from kb.importers.library.formats.format import Format, Source
from kb.importers.library.formats.table import read_table, write_table
from kb.importers.library.keys import Key, Shape
from kb.importers.library.notes import FileNotes, Kind
from kb.importers.library.yaml_out import Raw, Value
from kb.importers.records import Library, Place, Placed, TermRecord

FILE = "content/glossary.yaml"
KEYS = (
    Key("term", otherwise="the entry's own name, in words"),
    Key("plain"),
    Key("definition"),
    Key("source", Shape.PROVISION),
    Key("keep", Shape.FLAG, default="false"),
)


def read(source: Source, notes: FileNotes) -> list[Placed] | None:
    """Return one record per term."""
    return read_table(source, notes, kind=Kind.TERM, keys=KEYS, make=_make)


def _make(slug: str, fields: Fields, place: Place) -> TermRecord:
    return TermRecord(
        slug=slug,
        term=fields.text("term") or slug.replace("-", " "),
        plain=fields.text("plain"),
        definition=fields.text("definition"),
        source=fields.provision("source"),
        keep=fields.flag("keep"),
        place=place,
    )


def write(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield the file."""
    yield from write_table(FILE, ((record.slug, _values(record)) for record in library.terms))


def _values(record: TermRecord) -> dict[str, Value]:
    source = record.source
    return {
        "term": record.term,
        "plain": record.plain,
        "definition": record.definition,
        "source": str(source) if source else "",
        "keep": Raw("true") if record.keep else "",
    }


FORMAT = Format(
    path=re.compile(re.escape(FILE)),
    keys={"each term": KEYS},
    defines=(Kind.TERM,),
    read=read,
    write=write,
)

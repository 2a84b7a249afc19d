"""content/departments.yaml: who owns texts, processes and causes of calls."""

import re
from collections.abc import Iterator
from functools import partial

from kb.importers.library.fields import Fields
from kb.importers.library.formats.format import Format, Source
from kb.importers.library.formats.table import (
    NAME_KEY,
    is_defined,
    read_table,
    spoken,
    write_table,
)
from kb.importers.library.keys import Key, Shape
from kb.importers.library.notes import FileNotes, Kind
from kb.importers.records import DepartmentRecord, Library, Place, Placed

FILE = "content/departments.yaml"
KEYS = (NAME_KEY, Key("does"), Key("teams", Shape.PAIRS))


def read(source: Source, notes: FileNotes) -> list[Placed] | None:
    """Return one record per department."""
    make = partial(_make, notes=notes)
    return read_table(source, notes, kind=Kind.DEPARTMENT, keys=KEYS, make=make)


def _make(slug: str, fields: Fields, place: Place, *, notes: FileNotes) -> DepartmentRecord:
    teams = tuple(
        (key.value, name or spoken(key.value))
        for key, name in fields.text_pairs("teams")
        if is_defined(Kind.TEAM, key, notes)
    )
    name = fields.text("name") or spoken(slug)
    return DepartmentRecord(slug, name, fields.text("does"), teams, place=place)


def write(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield the file."""
    yield from write_table(
        FILE,
        (
            (record.slug, {"name": record.name, "does": record.does, "teams": dict(record.teams)})
            for record in library.departments
        ),
    )


FORMAT = Format(
    path=re.compile(re.escape(FILE)),
    keys={"each department": KEYS},
    defines=(Kind.DEPARTMENT, Kind.TEAM),
    read=read,
    write=write,
)

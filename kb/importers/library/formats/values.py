"""content/values.yaml: amounts that change on a day, printed by `{{ value:name }}`.

Amounts are texts as written: `1.50` stays "1.50".
"""

import re
from collections.abc import Iterator
from datetime import date

from kb.importers.library.decode import clean
from kb.importers.library.fields import Fields, as_day
from kb.importers.library.formats.format import Format, Source
from kb.importers.library.formats.table import read_table, write_table
from kb.importers.library.keys import Key, Shape
from kb.importers.library.notes import FileNotes, Kind
from kb.importers.library.yaml_out import Flow, Raw, Value
from kb.importers.records import Library, Place, Placed, ValueRecord

FILE = "content/values.yaml"
KEYS = (
    Key("name"),
    Key("unit"),
    Key("basis", Shape.PROVISION),
    Key("from", Shape.PAIRS, required=True),
)
_NUMBER = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)


def read(source: Source, notes: FileNotes) -> list[Placed] | None:
    """Return one record per amount."""

    def make(slug: str, fields: Fields, place: Place) -> ValueRecord:
        return ValueRecord(
            slug=slug,
            amounts=tuple(sorted(_read_amounts(fields, notes))),
            unit=fields.text("unit"),
            name=fields.text("name"),
            basis=fields.provision("basis"),
            place=place,
        )

    return read_table(source, notes, kind=Kind.VALUE, keys=KEYS, make=make)


def _read_amounts(fields: Fields, notes: FileNotes) -> Iterator[tuple[date, str]]:
    for key, amount in fields.text_pairs("from"):
        day = as_day(key.value)
        if day is None:
            what = f'"{key.value}" is not a day of the calendar.'
            notes.problem(key.line, what, "Write the day like 2026-04-01.")
        elif not amount:
            notes.problem(key.line, f"The amount from {day} is missing.", "Write it after the day.")
        else:
            yield day, amount


def write(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield the file."""
    yield from write_table(FILE, ((record.slug, _values(record)) for record in library.values))


def _values(record: ValueRecord) -> dict[str, Value]:
    basis = record.basis
    return {
        "name": record.name,
        "unit": record.unit,
        "basis": str(basis) if basis else "",
        "from": Flow({day.isoformat(): _amount(text) for day, text in record.amounts}),
    }


def _amount(text: str) -> str | Raw:
    return Raw(text) if _NUMBER.fullmatch(text) else clean(text)


FORMAT = Format(
    path=re.compile(re.escape(FILE)),
    keys={"each amount": KEYS},
    defines=(Kind.VALUE,),
    read=read,
    write=write,
)

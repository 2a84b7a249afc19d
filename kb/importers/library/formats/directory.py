"""content/directory.yaml: whom to transfer to, when they answer and what to tell them."""

import re
from collections.abc import Iterator

from kb.importers.library.fields import Fields
from kb.importers.library.formats.format import Format, Source
from kb.importers.library.formats.table import NAME_KEY, read_table, spoken, write_table
from kb.importers.library.keys import Key, Shape
from kb.importers.library.notes import FileNotes, Kind
from kb.importers.library.yaml_out import Flow, Names, Raw, Value
from kb.importers.records import ContactPointRecord, Library, Place, Placed

FILE = "content/directory.yaml"
KEYS = (
    NAME_KEY,
    Key("department", Shape.NAME, refers=Kind.DEPARTMENT),
    Key("phone"),
    Key("email"),
    Key("hours", Shape.PAIRS),
    Key("takes"),
    Key("tell"),
    Key("topics", Shape.NAMES, refers=Kind.TOPIC),
)
_DAY = "(?:mon|tue|wed|thu|fri|sat|sun|holidays)"
_DAYS = re.compile(rf"{_DAY}(?:-{_DAY})?")
_TIME = r"((?:[01]\d|2[0-3]):[0-5]\d|24:00)"
_SPAN = re.compile(rf"{_TIME}-{_TIME}", re.ASCII)

Hours = tuple[tuple[str, str, str], ...]


def read(source: Source, notes: FileNotes) -> list[Placed] | None:
    """Return one record per contact point."""

    def make(slug: str, fields: Fields, place: Place) -> ContactPointRecord:
        return ContactPointRecord(
            slug=slug,
            name=fields.text("name") or spoken(slug),
            department=fields.name("department"),
            phone=fields.text("phone"),
            email=fields.text("email"),
            hours=tuple(_read_hours(fields, notes)),
            takes=fields.text("takes"),
            tell=fields.text("tell"),
            topics=fields.names("topics"),
            place=place,
        )

    return read_table(source, notes, kind=Kind.CONTACT_POINT, keys=KEYS, make=make)


def _read_hours(fields: Fields, notes: FileNotes) -> Iterator[tuple[str, str, str]]:
    for days, text in fields.text_pairs("hours"):
        if not _DAYS.fullmatch(days.value):
            what = f'"{days.value}" does not name days of the week.'
            notes.problem(days.line, what, "Write days like mon, sat or mon-fri, or holidays.")
            continue
        for span in text.split(","):
            found = _SPAN.fullmatch(span.strip())
            if found:
                yield days.value, found[1], found[2]
                continue
            what = f'"{span.strip()}" is not a time from and to.'
            notes.problem(days.line, what, 'Write times like "08:30-17:00", in quotation marks.')


def write(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield the file."""
    yield from write_table(
        FILE, ((record.slug, _values(record)) for record in library.contact_points)
    )


def _values(record: ContactPointRecord) -> dict[str, Value]:
    hours: dict[str, str | Raw] = {}
    for days, opens, closes in record.hours:
        before = f"{hours[days]}, " if days in hours else ""
        hours[days] = f"{before}{opens}-{closes}"
    return {
        "name": record.name,
        "department": record.department,
        "phone": record.phone,
        "email": record.email,
        "hours": Flow(hours),
        "takes": record.takes,
        "tell": record.tell,
        "topics": Names(record.topics),
    }


FORMAT = Format(
    path=re.compile(re.escape(FILE)),
    keys={"each contact point": KEYS},
    defines=(Kind.CONTACT_POINT,),
    read=read,
    write=write,
)

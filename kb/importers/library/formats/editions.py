"""content/originals/<slug>/<date>.md: the text of an original in force from a day.

The file's bytes are kept as they are and written back unchanged. Other formats of the same
text (`<date>.akn.xml`) are in `READERS` under the end of their file name; what such a text
cannot say of itself stands beside it (`edition_facts`).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from kb.importers.akoma_ntoso import FORMAT as AKOMA_NTOSO
from kb.importers.akoma_ntoso import Wanted, read_document
from kb.importers.library.fields import Fields, as_day
from kb.importers.library.formats.format import Format, Source, check_name
from kb.importers.library.front_matter import Page, read_page
from kb.importers.library.keys import Key, Shape
from kb.importers.library.notes import FileNotes, Kind
from kb.importers.records import EditionRecord, Library, Placed
from kb.text.provisions import Provision, read_provisions
from kb.vocabulary import OriginalKind

KEYS = (
    Key("title", required=True),
    Key("citation"),
    Key("cite_as", default="{citation} {number}"),
    Key("kind", Shape.WORD, default=OriginalKind.POLICY, words=tuple(OriginalKind)),
    Key("jurisdiction"),
    Key("department", Shape.NAME, refers=Kind.DEPARTMENT),
    Key("made_under", Shape.NAME, refers=Kind.ORIGINAL),
    Key("topics", Shape.NAMES, refers=Kind.TOPIC),
    Key("objectives", Shape.NAMES, refers=Kind.OBJECTIVE),
    Key("in_force_from", Shape.DATE, otherwise="the day in the file's name"),
)


def read(source: Source, notes: FileNotes) -> list[Placed] | None:
    """Return the one record of the file."""
    slug = check_name(source, "slug", notes)
    notes.defines(Kind.ORIGINAL, slug)
    day, reader = as_day(source.parts["day"]), READERS.get(source.parts["format"])
    if day is None:
        what = f'"{source.parts["day"]}" in the file\'s name is not a day.'
        notes.problem(0, what, "Rename the file like 2026-04-01.md.")
    if reader is None:
        what = f'Editions in the format "{source.parts["format"]}" cannot be read.'
        notes.problem(0, what, f"Use one of: {', '.join(READERS)}.")
    if day is None or reader is None:
        return None
    notes.defines(Kind.EDITION, f"{slug}@{day}")
    return reader(source, day, notes)


def read_markdown(source: Source, day: date, notes: FileNotes) -> list[Placed] | None:
    """Return the record of an edition in our own Markdown."""
    page = read_page(source.text, notes)
    if page is None:
        return None
    fields = Fields(page.head, KEYS, notes=notes, where="in the front matter")
    _check_day(fields, day, notes)
    edition = EditionRecord(
        original=source.parts["slug"],
        in_force_from=day,
        title=fields.text("title"),
        source=source.raw,
        format=source.parts["format"],
        provisions=_read_body(page, source.parts["slug"], notes),
        citation=fields.text("citation"),
        cite_as=fields.text("cite_as"),
        kind=OriginalKind(fields.word("kind")),
        jurisdiction=fields.text("jurisdiction"),
        department=fields.name("department"),
        made_under=fields.name("made_under"),
        topics=fields.names("topics"),
        objectives=fields.names("objectives"),
        place=source.place(),
    )
    return [edition]


def _read_body(page: Page, slug: str, notes: FileNotes) -> tuple[Provision, ...]:
    body = "\n".join(line.text for line in page.body)
    first_line = page.body[0].number if page.body else 1
    reading = read_provisions(body, file=notes.file, first_line=first_line)
    notes.problems.extend(reading.problems)
    notes.warnings.extend(reading.warnings)
    if reading.problems:  # some eids may be missing: nobody else is to blame for that
        notes.lost.add((Kind.PROVISION, slug))
    return reading.provisions


def _check_day(fields: Fields, day: date, notes: FileNotes) -> None:
    written = fields.day("in_force_from")
    if written not in (None, day):
        what = f"The text says in force from {written}, the file's name says {day}."
        mend = f"Rename the file to {written}, or correct in_force_from."
        notes.problem(fields.line_of("in_force_from"), what, mend)


def read_akoma_ntoso(source: Source, day: date, notes: FileNotes) -> list[Placed] | None:
    """Return the record of an act, a by-law or a bill in Akoma Ntoso; its bytes stay as they are.

    The file's name says which original and from when: that need not be the day in the text.
    """
    wanted = Wanted(slug=source.parts["slug"], day=day)
    reading = read_document(source.raw, file=source.path, wanted=wanted)
    notes.problems.extend(reading.problems)
    notes.warnings.extend(reading.warnings)
    return [reading.edition] if reading.edition else None


MARKDOWN = "md"
READERS: Mapping[str, Callable[[Source, date, FileNotes], list[Placed] | None]] = {
    MARKDOWN: read_markdown,
    AKOMA_NTOSO: read_akoma_ntoso,
}
"""Readers of editions by the end of the file name, after the day."""


def write(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield one file per edition, byte for byte as it came."""
    for edition in library.editions:
        name = f"{edition.in_force_from}.{edition.format}"
        yield f"content/originals/{edition.original}/{name}", edition.source


FORMAT = Format(
    path=re.compile(
        r"content/originals/(?P<slug>[^/]+)/(?P<day>[^/.]+)\.(?P<format>[^/]+)", re.DOTALL
    ),
    keys={"front matter": KEYS},
    defines=(Kind.ORIGINAL, Kind.EDITION, Kind.PROVISION),
    read=read,
    write=write,
    is_text=lambda parts: parts["format"] != AKOMA_NTOSO,
)

"""content/kpis/<slug>.md: a measure with its elevator speech, customer, agent, business."""

import re
from collections.abc import Iterator

from kb.importers.library.blocks import read_text, write_text
from kb.importers.library.fields import Fields
from kb.importers.library.formats.format import Format, Source, check_name
from kb.importers.library.formats.table import filled
from kb.importers.library.front_matter import Line, read_page, write_page
from kb.importers.library.keys import Key, Shape
from kb.importers.library.notes import FileNotes, Kind
from kb.importers.library.sections import Section, read_sections, write_heading
from kb.importers.library.yaml_out import Names, Value
from kb.importers.records import KpiRecord, Library, Placed

KEYS = (
    Key("title", required=True),
    Key("unit"),
    Key("department", Shape.NAME, refers=Kind.DEPARTMENT),
    Key("objectives", Shape.NAMES, refers=Kind.OBJECTIVE),
)
HEADINGS = (
    "What",
    "Why",
    "How to improve it",
    "For the customer",
    "For the agent",
    "For the business",
)
"""The sections of a KPI, all of them, in this order."""
LIMIT_WORDS = 75
"""What can be said in half a minute."""


def read(source: Source, notes: FileNotes) -> list[Placed] | None:
    """Return the one record of the file."""
    slug = check_name(source, "slug", notes)
    page = read_page(source.text, notes)
    notes.defines(Kind.KPI, slug)
    if page is None:
        return None
    fields = Fields(page.head, KEYS, notes=notes, where="in the front matter")
    speech = _read_speech(page.body, notes)
    kpi = KpiRecord(
        slug,
        fields.text("title"),
        *speech,
        unit=fields.text("unit"),
        department=fields.name("department"),
        objectives=fields.names("objectives"),
        place=source.place(),
    )
    return [kpi]


def _read_speech(body: tuple[Line, ...], notes: FileNotes) -> tuple[str, str, str, str, str, str]:
    intro, sections = read_sections(body, notes)
    for line in intro:
        if line.text.strip():
            what = "There is text before the first heading."
            notes.problem(line.number, what, f"Move it below ## {HEADINGS[0]}.")
            break
    last = max((line.number for line in body if line.text.strip()), default=1)
    _check_order(sections, last, notes)
    by_title = {section.title: section for section in reversed(sections)}
    for line in (line for section in sections for line in section.lines):
        notes.refers_to_values(line.text, line.number)
    what, why, improve, customer, agent, business = (
        read_text(by_title[title].lines) if title in by_title else "" for title in HEADINGS
    )
    speech = (what, why, improve, customer, agent, business)
    _check_words(speech, sections, notes)
    return speech


def _check_order(sections: list[Section], last: int, notes: FileNotes) -> None:
    found = [section.title for section in sections]
    for section in sections:
        if section.title not in HEADINGS or section.id or section.attributes.entries:
            what = f'"{section.title}" is not a heading of a KPI.'
            notes.problem(section.line, what, f"Use exactly: {', '.join(HEADINGS)}.")
        elif not read_text(section.lines):
            what = f'There is no text below "{section.title}".'
            notes.problem(section.line, what, "Write one short sentence.")
    for title in HEADINGS:
        if title not in found:
            what = f'The section "{title}" is missing.'
            notes.problem(last, what, f"Add ## {title} and one short sentence.")
    known = [title for title in found if title in HEADINGS]
    if known != [title for title in HEADINGS if title in known]:
        what = "The sections are not in their order, or one stands twice."
        notes.problem(sections[0].line, what, f"Order them: {', '.join(HEADINGS)}.")


def _check_words(speech: tuple[str, ...], sections: list[Section], notes: FileNotes) -> None:
    words = sum(len(text.split()) for text in speech)
    if words > LIMIT_WORDS:
        what = f"The sections have {words} words together; {LIMIT_WORDS} can be said in a lift."
        notes.problem(sections[0].line, what, "Shorten the longest section.")


def write(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield one file per KPI."""
    for record in library.kpis:
        yield f"content/kpis/{record.slug}.md", _text(record).encode()


def _text(record: KpiRecord) -> str:
    head: dict[str, Value] = {
        "title": record.title,
        "unit": record.unit,
        "department": record.department,
        "objectives": Names(record.objectives),
    }
    speech = (
        record.what,
        record.why,
        record.improve,
        record.customer,
        record.agent,
        record.business,
    )
    parts = (
        (write_heading(title), write_text(text))
        for title, text in zip(HEADINGS, speech, strict=True)
    )
    return write_page(filled(head), [part for pair in parts for part in pair])


FORMAT = Format(
    path=re.compile(r"content/kpis/(?P<slug>[^/]+)\.md"),
    keys={"front matter": KEYS},
    defines=(Kind.KPI,),
    read=read,
    write=write,
)

"""content/processes/<slug>.md: a business process, one section per step."""

import re
from collections.abc import Iterator

from kb.importers.library.blocks import read_text, write_text
from kb.importers.library.fields import Fields
from kb.importers.library.formats.format import Format, Source, check_name
from kb.importers.library.formats.steps import STEP_KEYS, read_step, write_step
from kb.importers.library.formats.table import filled
from kb.importers.library.front_matter import read_page, write_page
from kb.importers.library.keys import Key, Shape
from kb.importers.library.notes import FileNotes, Kind
from kb.importers.library.sections import check_id, read_sections
from kb.importers.library.yaml_out import Names, Value
from kb.importers.records import Library, Placed, ProcessRecord

KEYS = (
    Key("title", required=True),
    Key("department", Shape.NAME, refers=Kind.DEPARTMENT),
    Key("topics", Shape.NAMES, refers=Kind.TOPIC),
    Key("answers", Shape.ANSWERS),
    Key("uses", Shape.NAMES, refers=Kind.PROCESS),
    Key("objectives", Shape.NAMES, refers=Kind.OBJECTIVE),
)


def read(source: Source, notes: FileNotes) -> list[Placed] | None:
    """Return the one record of the file."""
    slug = check_name(source, "slug", notes)
    notes.defines(Kind.PROCESS, slug)
    page = read_page(source.text, notes)
    if page is None:
        return None
    fields = Fields(page.head, KEYS, notes=notes, where="in the front matter")
    for line in page.body:
        notes.refers_to_values(line.text, line.number)
    intro, sections = read_sections(page.body, notes)
    named = [section for section in sections if check_id(section, notes)]
    ids = {section.id for section in named}
    process = ProcessRecord(
        slug=slug,
        title=fields.text("title"),
        steps=tuple(read_step(section, ids, notes) for section in named),
        about=read_text(intro),
        department=fields.name("department"),
        answers=fields.answers("answers"),
        uses=fields.names("uses"),
        topics=fields.names("topics"),
        objectives=fields.names("objectives"),
        place=source.place(),
    )
    return [process]


def write(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield one file per process."""
    for record in library.processes:
        yield f"content/processes/{record.slug}.md", _text(record).encode()


def _text(record: ProcessRecord) -> str:
    head: dict[str, Value] = {
        "title": record.title,
        "department": record.department,
        "topics": Names(record.topics),
        "answers": Names([f"{original}#{answer}" for original, answer in record.answers]),
        "uses": Names(record.uses),
        "objectives": Names(record.objectives),
    }
    parts = [
        write_text(record.about),
        *(part for step in record.steps for part in write_step(step)),
    ]
    return write_page(filled(head), parts)


FORMAT = Format(
    path=re.compile(r"content/processes/(?P<slug>[^/]+)\.md"),
    keys={"front matter": KEYS, "each step": STEP_KEYS},
    defines=(Kind.PROCESS,),
    read=read,
    write=write,
)

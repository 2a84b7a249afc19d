"""content/originals/<slug>/<day>.yaml: what is said of an edition whose own file cannot say it.

A text in another format than ours (`<day>.akn.xml`) is kept byte for byte, so what this house adds
(department, topics) or puts right (title, rank) stands in a file beside it. An export writes only
what differs from what the text says itself.
"""

import re
from collections.abc import Iterator

from kb.importers.library.fields import Fields, as_day
from kb.importers.library.formats.editions import MARKDOWN, READERS
from kb.importers.library.formats.format import Format, Source, check_name
from kb.importers.library.keys import Key, Shape
from kb.importers.library.notes import FileNotes, Kind
from kb.importers.library.yaml_in import read_yaml
from kb.importers.library.yaml_out import Names, Value, write_yaml
from kb.importers.records import EditionFacts, EditionRecord, Library, Placed
from kb.vocabulary import OriginalKind

AS_TEXT = "as the text says"
KEYS = (
    Key("title", otherwise=AS_TEXT),
    Key("citation", otherwise=AS_TEXT),
    Key("cite_as", otherwise=AS_TEXT),
    Key("kind", Shape.WORD, words=tuple(OriginalKind), otherwise=AS_TEXT),
    Key("jurisdiction", otherwise=AS_TEXT),
    Key("department", Shape.NAME, refers=Kind.DEPARTMENT),
    Key("made_under", Shape.NAME, refers=Kind.ORIGINAL),
    Key("topics", Shape.NAMES, refers=Kind.TOPIC),
    Key("objectives", Shape.NAMES, refers=Kind.OBJECTIVE),
)


def read(source: Source, notes: FileNotes) -> list[Placed] | None:
    """Return the one record of the file."""
    slug, day = check_name(source, "slug", notes), as_day(source.parts["day"])
    if day is None:
        what = f'"{source.parts["day"]}" in the file\'s name is not a day.'
        notes.problem(0, what, "Rename the file like the text beside it: 2026-04-01.yaml.")
        return None
    mapping = read_yaml(source.text, notes)
    if mapping is None:
        return None
    fields = Fields(mapping, KEYS, notes=notes)
    kind = fields.word("kind")
    facts = EditionFacts(
        original=slug,
        in_force_from=day,
        title=fields.text("title"),
        citation=fields.text("citation"),
        cite_as=fields.text("cite_as"),
        kind=OriginalKind(kind) if kind else None,
        jurisdiction=fields.text("jurisdiction"),
        department=fields.name("department"),
        made_under=fields.name("made_under"),
        topics=fields.names("topics"),
        objectives=fields.names("objectives"),
        place=source.place(),
    )
    return [facts]


def write(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield a file for each edition of which more is known than its text says."""
    for edition in library.editions:
        said = _said(edition) if edition.format != MARKDOWN else {}
        if said:
            path = f"content/originals/{edition.original}/{edition.in_force_from}.yaml"
            yield path, write_yaml(said).encode()


def facts_beside(edition: EditionRecord) -> EditionFacts:
    """Return what is known of an edition beyond what its text says."""
    own = _as_read(edition)
    return EditionFacts(
        edition.original,
        edition.in_force_from,
        **{key.name: vars(edition)[key.name] for key in KEYS if _differs(edition, own, key.name)},
    )


def _differs(edition: EditionRecord, own: EditionRecord | None, name: str) -> bool:
    return own is None or vars(edition)[name] != vars(own)[name]


def _said(edition: EditionRecord) -> dict[str, Value]:
    facts = vars(facts_beside(edition))
    return {
        key.name: Names(facts[key.name]) if key.shape is Shape.NAMES else str(facts[key.name])
        for key in KEYS
        if facts[key.name]
    }


def _as_read(edition: EditionRecord) -> EditionRecord | None:
    """Return what a reading of the source alone makes of the edition."""
    parts = {
        "slug": edition.original,
        "day": edition.in_force_from.isoformat(),
        "format": edition.format,
    }
    source = Source("", parts, edition.source, "")
    found = READERS[edition.format](source, edition.in_force_from, FileNotes(""))
    return next((one for one in found or () if isinstance(one, EditionRecord)), None)


FORMAT = Format(
    path=re.compile(r"content/originals/(?P<slug>[^/]+)/(?P<day>[^/.]+)\.yaml", re.DOTALL),
    keys={"beside a text": KEYS},
    defines=(),
    read=read,
    write=write,
)

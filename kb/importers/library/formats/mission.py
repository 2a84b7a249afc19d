"""content/mission.yaml: what we do, how and why; what everything else serves."""

import re
from collections.abc import Iterator

from kb.importers.library.fields import Fields
from kb.importers.library.formats.format import Format, Source
from kb.importers.library.formats.table import (
    NAME_KEY,
    as_mapping,
    filled,
    is_defined,
    spoken,
)
from kb.importers.library.keys import Key, Shape
from kb.importers.library.notes import FileNotes, Kind
from kb.importers.library.yaml_in import read_yaml
from kb.importers.library.yaml_out import Value, write_yaml
from kb.importers.records import Library, MissionRecord, ObjectiveRecord, Placed

FILE = "content/mission.yaml"
KEYS = (
    Key("what"),
    Key("how"),
    Key("why"),
    Key("vision"),
    Key("values", Shape.TEXTS),
    Key("objectives", Shape.PAIRS),
)
OBJECTIVE_KEYS = (NAME_KEY, Key("why"))


def read(source: Source, notes: FileNotes) -> list[Placed] | None:
    """Return the one record of the mission."""
    mapping = read_yaml(source.text, notes)
    if mapping is None:
        return None
    fields = Fields(mapping, KEYS, notes=notes, where="in the mission")
    notes.defines(Kind.MISSION, "mission", mapping.line)
    mission = MissionRecord(
        what=fields.text("what"),
        how=fields.text("how"),
        why=fields.text("why"),
        vision=fields.text("vision"),
        values=fields.texts("values"),
        objectives=tuple(_read_objectives(fields, notes)),
        place=source.place(mapping.line),
    )
    return [mission]


def _read_objectives(fields: Fields, notes: FileNotes) -> Iterator[ObjectiveRecord]:
    for key, node in fields.pairs("objectives"):
        where = f'in the objective "{key.value}"'
        entry = Fields(as_mapping(key, node, notes), OBJECTIVE_KEYS, notes=notes, where=where)
        if is_defined(Kind.OBJECTIVE, key, notes):
            name = entry.text("name") or spoken(key.value)
            yield ObjectiveRecord(key.value, name, entry.text("why"))


def write(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield the file, or nothing where there is no mission."""
    if library.mission is not None:
        yield FILE, (write_yaml(filled(_values(library.mission))) or "{}\n").encode()


def _values(mission: MissionRecord) -> dict[str, Value]:
    return {
        "what": mission.what,
        "how": mission.how,
        "why": mission.why,
        "vision": mission.vision,
        "values": list(mission.values),
        "objectives": {
            objective.slug: filled({"name": objective.name, "why": objective.why})
            for objective in mission.objectives
        },
    }


FORMAT = Format(
    path=re.compile(re.escape(FILE)),
    keys={"the mission": KEYS, "each objective": OBJECTIVE_KEYS},
    defines=(Kind.MISSION, Kind.OBJECTIVE),
    read=read,
    write=write,
)

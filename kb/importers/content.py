"""Records as JSON and back: what a revision stores, hashes and compares.

The only door to Pydantic (already here with spaCy): it turns the frozen dataclasses of `records`
into plain JSON values and checks them on the way back. Where a record stood is left out.
"""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter

from kb.importers import records
from kb.vocabulary import ThingKind

RECORDS: dict[ThingKind, type[records.Placed]] = {
    ThingKind.TRANSLATION: records.TranslationRecord,
    ThingKind.ANSWER: records.AnswerRecord,
    ThingKind.PROCESS: records.ProcessRecord,
    ThingKind.TERM: records.TermRecord,
    ThingKind.PLAIN_WORD: records.PlainWordRecord,
    ThingKind.KPI: records.KpiRecord,
    ThingKind.MISSION: records.MissionRecord,
    ThingKind.CONTACT_POINT: records.ContactPointRecord,
    ThingKind.VALUE: records.ValueRecord,
    ThingKind.NOTICE: records.NoticeRecord,
}
"""The record class of each kind of reviewed thing."""

_KIND_OF = {record: kind for kind, record in RECORDS.items()}
_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {
    record: TypeAdapter(record) for record in RECORDS.values()
}
_PLACES: Any = {"place": True, "steps": {"__all__": {"line"}}}
_SINCE_ADDED = ("findings",)
"""Left out where they say nothing, so that what was stored before they were known says the same."""

R = TypeVar("R", bound=records.Placed)


@dataclass(frozen=True)
class Content:
    """A record as it is stored: JSON values and the hash of their canonical form."""

    values: dict[str, Any]
    hash: str


def kind_for(record_class: type[records.Placed]) -> ThingKind:
    """Return the kind of thing that records of this class describe."""
    return _KIND_OF[record_class]


def pack(record: records.Placed) -> Content:
    """Return `record` as JSON values with their hash (SHA-256, hex)."""
    values = _ADAPTERS[type(record)].dump_python(record, mode="json", exclude=_PLACES)
    for name in _SINCE_ADDED:
        if not values.get(name, True):
            del values[name]
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return Content(values, sha256(text.encode()).hexdigest())


def unpack(record_class: type[R], values: dict[str, Any]) -> R:
    """Return the record that `values` stand for. Raises pydantic.ValidationError on others."""
    return cast("R", _ADAPTERS[record_class].validate_python(values))

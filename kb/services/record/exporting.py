"""The audit record as a file: CSV for a spreadsheet, or one JSON object a line.

Who took it, and what of it, is itself an entry, written before the first line leaves.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from enum import StrEnum
from typing import Any

from kb.services.actor import Actor
from kb.services.permits import require
from kb.services.record.reading import Entry, Wanted
from kb.services.unit import Unit
from kb.vocabulary import Verb


class Format(StrEnum):
    """How the file is written."""

    CSV = "csv"
    JSON = "json"


COLUMNS = tuple(Entry.__dataclass_fields__)
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def note_export(unit: Unit, actor: Actor, wanted: Wanted, file_format: Format) -> int:
    """Record that `actor` takes these entries; return the number of the last one they take.

    Raises NotAllowedError.
    """
    require(actor, Verb.READ_AUDIT)
    details: dict[str, Any] = {"format": file_format, "asked_for": wanted.as_values()}
    unit.record(actor, "export_audit", "audit", details=details)
    return unit.chain.audit_count if unit.chain else 0


def written(entries: Iterable[Entry], file_format: Format) -> Iterator[str]:
    """Yield the lines of the file."""
    yield from WRITERS[file_format](entries)


def _as_csv(entries: Iterable[Entry]) -> Iterator[str]:
    yield _csv_line(COLUMNS)
    for entry in entries:
        yield _csv_line(_cell(value) for value in _values(entry).values())


def _csv_line(cells: Iterable[object]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _cell(value: object) -> object:
    """Return what a cell holds; words that a spreadsheet would compute are set off (CWE-1236)."""
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _as_json(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        yield json.dumps(_values(entry), ensure_ascii=False) + "\n"


def _values(entry: Entry) -> dict[str, Any]:
    return asdict(entry) | {"at": entry.at.isoformat()}


WRITERS: dict[Format, Callable[[Iterable[Entry]], Iterator[str]]] = {
    Format.CSV: _as_csv,
    Format.JSON: _as_json,
}

"""Which history of the database an index follows: a mark beside it, of one row of the outbox.

A backup that is put back can have come as far by its numbers as the index, with other changes
under them. The mark says when a row was written and of what; where the database says otherwise,
the index follows another history and is built anew.

The mark is written before the rows that it names are applied, and forgotten before a rebuild, so
that a crash in between costs a rebuild at most.
"""

import json
import os
import tempfile
from pathlib import Path

from kb.models import OutboxRow
from kb.services.unit import Unit


class HistoryMark:
    """The mark in `file`, which lies beside the index. One process at a time writes it."""

    def __init__(self, file: Path) -> None:
        """Remember where the mark is; nothing is read yet."""
        self._file = file

    def fits(self, unit: Unit) -> bool:
        """True when the database still has the row that was marked; False without a mark."""
        marked = self._read()
        return bool(marked) and marked == _stamp(unit, marked.get("sequence"))

    def set(self, unit: Unit, sequence: int) -> None:
        """Mark the row `sequence`; a history without rows has no mark."""
        stamp = _stamp(unit, sequence)
        if stamp:
            self._write(json.dumps(stamp))

    def forget(self) -> None:
        """Take the mark away: the index fits no history until it is marked again."""
        self._file.unlink(missing_ok=True)

    def _read(self) -> dict[str, object]:
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _write(self, text: str) -> None:
        """Replace the mark in one step, flushed to the disk."""
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=self._file.parent, prefix=self._file.name, delete=False
        ) as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(self._file)


def _stamp(unit: Unit, sequence: object) -> dict[str, object]:
    """Return what tells one row of the outbox from any other; {} where it is not there."""
    row = unit.session.get(OutboxRow, sequence) if isinstance(sequence, int) else None
    if row is None:
        return {}
    return {"sequence": row.sequence, "group": row.group, "at": row.at.isoformat()}

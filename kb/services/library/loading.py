"""What every step of one load shares."""

from collections.abc import Mapping
from dataclasses import dataclass

from kb.importers.records import Placed
from kb.services.actor import Actor
from kb.services.library.covers import Shelf
from kb.services.unit import Unit


@dataclass(frozen=True)
class Load:
    """What every step of one load shares."""

    unit: Unit
    actor: Actor
    shelf: Shelf
    file_hashes: Mapping[str, str]
    as_draft: bool

    def origin_of(self, record: Placed) -> dict[str, str]:
        """Return the file of `record` and its hash, for the audit."""
        file = record.place.file
        return {"file": file, "file_hash": self.file_hashes.get(file, "")}

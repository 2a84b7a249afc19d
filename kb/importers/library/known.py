"""What exists already: names a library may refer to without defining them.

A load may be partial (one folder, one file); the names in the database then count too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kb.importers.library.notes import Kind

Editions = Mapping[str, Mapping[date, frozenset[str]]]
"""By original and day in force: the eids of that edition."""


@dataclass(frozen=True)
class KnownNames:
    """Names that exist. `answers` are (original, id), in whatever language."""

    departments: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    objectives: frozenset[str] = frozenset()
    contact_points: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()
    processes: frozenset[str] = frozenset()
    answers: frozenset[tuple[str, str]] = frozenset()
    editions: Editions = field(default_factory=dict)

    def by_kind(self) -> dict[Kind, frozenset[str]]:
        """Return the names by kind, written as references write them."""
        days = ((slug, day) for slug, editions in self.editions.items() for day in editions)
        return {
            Kind.DEPARTMENT: self.departments,
            Kind.LINE: self.lines,
            Kind.TOPIC: self.topics,
            Kind.OBJECTIVE: self.objectives,
            Kind.CONTACT_POINT: self.contact_points,
            Kind.VALUE: self.values,
            Kind.PROCESS: self.processes,
            Kind.ANSWER: frozenset(f"{original}#{answer}" for original, answer in self.answers),
            Kind.ORIGINAL: frozenset(self.editions),
            Kind.EDITION: frozenset(f"{slug}@{day}" for slug, day in days),
        }


NOTHING_KNOWN = KnownNames()

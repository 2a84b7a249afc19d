"""Records in the order of their files to the one value that holds a whole library."""

from collections.abc import Iterable
from typing import TypeVar

from kb.importers import records
from kb.importers.records import Library, Placed

R = TypeVar("R", bound=Placed)


def assemble(found: Iterable[Placed]) -> Library:
    """Return the library of `found`, each kind in the order in which it comes."""
    by_class: dict[type[Placed], list[Placed]] = {}
    for record in found:
        by_class.setdefault(type(record), []).append(record)

    def of(kind: type[R]) -> tuple[R, ...]:
        return tuple(record for record in by_class.get(kind, ()) if isinstance(record, kind))

    return Library(
        departments=of(records.DepartmentRecord),
        lines=of(records.LineRecord),
        topics=of(records.TopicRecord),
        drivers=of(records.DriverRecord),
        contact_points=of(records.ContactPointRecord),
        values=of(records.ValueRecord),
        terms=of(records.TermRecord),
        mission=next(iter(of(records.MissionRecord)), None),
        kpis=of(records.KpiRecord),
        editions=of(records.EditionRecord),
        translations=of(records.TranslationRecord),
        answers=of(records.AnswerRecord),
        processes=of(records.ProcessRecord),
    )

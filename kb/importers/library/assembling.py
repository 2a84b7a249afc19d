"""Records in the order of their files to the one value that holds a whole library."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from typing import TypeVar

from kb.importers import records
from kb.importers.records import EditionFacts, EditionRecord, Library, Placed

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
        plain_words=of(records.PlainWordRecord),
        mission=next(iter(of(records.MissionRecord)), None),
        kpis=of(records.KpiRecord),
        editions=tuple(_with_facts(of(records.EditionRecord), of(records.EditionFacts))),
        translations=of(records.TranslationRecord),
        answers=of(records.AnswerRecord),
        processes=of(records.ProcessRecord),
    )


def _with_facts(
    editions: Iterable[EditionRecord], facts: Iterable[EditionFacts]
) -> Iterator[EditionRecord]:
    """Yield the editions with what stands beside them put in the place of what they say."""
    beside = {(one.original, one.in_force_from): one for one in facts}
    for edition in editions:
        found = beside.get((edition.original, edition.in_force_from))
        yield add_facts(edition, found) if found else edition


def add_facts(edition: EditionRecord, facts: EditionFacts) -> EditionRecord:
    """Return `edition` with what `facts` say of it."""
    said = {name: value for name, value in vars(facts).items() if value and name in _FACTS}
    return replace(edition, **said)


_FACTS = {one.name for one in fields(EditionFacts)} - {"original", "in_force_from", "place"}

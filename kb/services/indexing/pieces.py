"""Documents over time: what a text says may change by itself, when a day comes that is known now.

An answer prints a dated amount and lies beneath the title of the edition in force. So the span in
which it is shown is cut at those days, and what is the same on both sides is joined again.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select

from kb.importers.content import unpack
from kb.importers.records import ValueRecord
from kb.models import Edition, Revision, StateChange, Thing
from kb.search.documents import Document
from kb.services.indexing.spans import start_of
from kb.services.publishing.timeline import Span
from kb.services.unit import Unit
from kb.text.markup import value_names
from kb.vocabulary import ThingKind


def pieces(unit: Unit, revision: Revision, span: Span) -> list[Span]:
    """Return `span` cut at every coming moment at which the revision may print something else."""
    inside = {
        moment
        for moment in _coming_moments(unit, revision)
        if span.start < moment and (span.end is None or moment < span.end)
    }
    starts = [span.start, *sorted(inside)]
    return [Span(start, end) for start, end in zip(starts, [*starts[1:], span.end], strict=True)]


def append_joined(documents: list[Document], document: Document) -> None:
    """Add a document, or lengthen the one before it where it says the same."""
    before = documents[-1] if documents else None
    if before is not None and before.shown_to == document.shown_from:
        longer = replace(before, shown_to=document.shown_to)
        if longer == replace(document, uid=before.uid, shown_from=before.shown_from):
            documents[-1] = longer
            return
    documents.append(document)


def values_named(content: object) -> set[str]:
    """Return the slugs of the values that a revision's content prints."""
    return set(value_names(json.dumps(content, ensure_ascii=False)))


def days_of_amounts(unit: Unit, slugs: Collection[str]) -> list[date]:
    """Return the days on which an amount of the values `slugs` begins."""
    query = (
        select(Revision.content)
        .join(Thing, Revision.thing_id == Thing.id)
        .where(Thing.kind == ThingKind.VALUE, Thing.key.in_(slugs))
    )
    records = (unpack(ValueRecord, content) for content in unit.session.scalars(query))
    return [day for record in records for day, _ in record.amounts]


def moments_of_values(unit: Unit, slugs: Collection[str]) -> Iterator[datetime]:
    """Yield the coming moments at which other amounts of the values `slugs` are shown."""
    query = (
        select(StateChange.effective_at)
        .join(Thing, StateChange.thing_id == Thing.id)
        .where(
            Thing.kind == ThingKind.VALUE,
            Thing.key.in_(slugs),
            StateChange.effective_at > unit.now,
        )
    )
    yield from unit.session.scalars(query)


def _coming_moments(unit: Unit, revision: Revision) -> Iterator[datetime]:
    days = [*_days_of_editions(unit, revision.thing.original_id)]
    named = values_named(revision.content)
    if named:
        days += days_of_amounts(unit, named)
        yield from moments_of_values(unit, named)
    yield from (start_of(day, unit.zone) for day in days if day > unit.today)


def _days_of_editions(unit: Unit, original_id: int | None) -> list[date]:
    if original_id is None:
        return []
    query = select(Edition.in_force_from).where(
        Edition.original_id == original_id, Edition.in_force_from > unit.today
    )
    return list(unit.session.scalars(query))

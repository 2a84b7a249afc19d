"""Everything that is released, as the library that files hold; `load`'s inverse (I8).

Editions are named only where a load into an empty database would choose another, so that what
was confirmed against an older edition stays confirmed against that one.
"""

from dataclasses import replace
from typing import TypeVar, cast

from kb.importers.library import add_facts
from kb.importers.records import (
    AnswerRecord,
    ContactPointRecord,
    Cover,
    EditionRecord,
    KpiRecord,
    Library,
    MissionRecord,
    Placed,
    PlainWordRecord,
    ProcessRecord,
    StepRecord,
    TermRecord,
    TranslationRecord,
    ValueRecord,
)
from kb.models import Edition
from kb.services.actor import Actor
from kb.services.library.covers import Shelf, map_covers
from kb.services.library.edition_facts import facts_of
from kb.services.library.export_references import departments, drivers, lines, topics
from kb.services.library.outgoing import outgoing_things
from kb.services.library.released import released_editions
from kb.services.permits import require
from kb.services.unit import Unit
from kb.vocabulary import Verb

R = TypeVar("R", bound=Placed)


def export_library(unit: Unit) -> Library:
    """Return what is released now, in the fixed order of files: by slug, answers by position."""
    shelf = Shelf(unit)
    heads = _things(unit, TranslationRecord)
    return Library(
        departments=departments(unit),
        lines=lines(unit),
        topics=topics(unit),
        drivers=drivers(unit),
        contact_points=_things(unit, ContactPointRecord),
        values=_with_open_links(shelf, _things(unit, ValueRecord)),
        terms=_with_open_links(shelf, _things(unit, TermRecord)),
        plain_words=_things(unit, PlainWordRecord),
        mission=next(iter(_things(unit, MissionRecord)), None),
        kpis=_things(unit, KpiRecord),
        editions=_editions(unit),
        translations=heads,
        answers=_answers(unit, shelf, heads),
        processes=_processes(unit, shelf),
    )


def note_export(unit: Unit, actor: Actor, *, files: int) -> None:
    """Record that `actor` took the library out as so many files. Raises NotAllowedError."""
    require(actor, Verb.EXPORT)
    unit.record(actor, "export", "library", details={"files": files})


def _things(unit: Unit, record_class: type[R]) -> tuple[R, ...]:
    return tuple(outgoing_things(unit, record_class).values())


def _with_open_links(shelf: Shelf, things: tuple[R, ...]) -> tuple[R, ...]:
    return tuple(_with_open_link(shelf, record) for record in things)


def _with_open_link(shelf: Shelf, record: R) -> R:
    def leave_open(cover: Cover) -> Cover:
        bare = replace(cover, edition=None)
        return bare if cover.edition == shelf.meant(bare) else cover

    return cast("R", map_covers(record, leave_open))


def _answers(
    unit: Unit, shelf: Shelf, heads: tuple[TranslationRecord, ...]
) -> tuple[AnswerRecord, ...]:
    editions = {(head.language, head.original): head.edition for head in heads}
    found = [
        replace(answer, edition=None)
        if answer.edition == editions.get((answer.language, answer.original))
        else answer
        for answer in _with_open_links(shelf, _things(unit, AnswerRecord))
    ]
    return tuple(sorted(found, key=lambda one: (one.language, one.original, one.position, one.id)))


def _processes(unit: Unit, shelf: Shelf) -> tuple[ProcessRecord, ...]:
    """Return processes without their links to what is not exported: a file may not name it."""
    found = _with_open_links(shelf, _things(unit, ProcessRecord))
    answers = {(one.original, one.id) for one in _things(unit, AnswerRecord)}
    contacts = frozenset(one.slug for one in _things(unit, ContactPointRecord))
    slugs = frozenset(process.slug for process in found)
    return tuple(
        replace(
            process,
            answers=tuple(one for one in process.answers if one in answers),
            uses=tuple(slug for slug in process.uses if slug in slugs),
            steps=tuple(_step(step, slugs, contacts) for step in process.steps),
        )
        for process in found
    )


def _step(step: StepRecord, slugs: frozenset[str], contacts: frozenset[str]) -> StepRecord:
    uses = step.uses if step.uses in slugs else ""
    return replace(step, uses=uses, contact=step.contact if step.contact in contacts else "")


def _editions(unit: Unit) -> tuple[EditionRecord, ...]:
    """Return the newest released version of every edition, past, present and scheduled."""
    found = released_editions(unit)
    return tuple(_edition(unit, slug, edition) for (slug, _), edition in found.items())


def _edition(unit: Unit, slug: str, edition: Edition) -> EditionRecord:
    """Return what the writer needs: the source byte for byte, and what stands beside it."""
    record = EditionRecord(
        original=slug,
        in_force_from=edition.in_force_from,
        title=edition.title,
        source=edition.source,
        format=edition.source_format,
        provisions=(),
    )
    return add_facts(record, facts_of(unit, slug, edition))

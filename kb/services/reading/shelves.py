"""What belongs together: originals, answers and processes of a topic or department, as rows.

Only what is shown now. Contact points are `read_contact`'s.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from kb.importers.content import unpack
from kb.importers.records import AnswerRecord, ProcessRecord
from kb.models import Edition, Revision
from kb.services.propagation.outdated import outdated_keys
from kb.services.publishing.published import editions_in_force, shown_revisions
from kb.services.reading.read_process import ProcessRow, process_row
from kb.services.unit import Unit
from kb.vocabulary import ThingKind


@dataclass(frozen=True)
class OriginalRow:
    """An original, as it is in force today."""

    slug: str
    title: str
    citation: str
    kind: str  # vocabulary.OriginalKind
    in_force_from: date


@dataclass(frozen=True)
class AnswerRow:
    """An answer, in the language named first; `languages` are all that it is shown in."""

    language: str
    original: str
    id: str
    question: str
    is_outdated: bool
    languages: tuple[str, ...]


def originals_of(unit: Unit, keep: Callable[[Edition], bool]) -> tuple[OriginalRow, ...]:
    """Return the originals in force that `keep` says belong, by title."""
    rows = (
        OriginalRow(slug, one.title, one.citation, one.kind, one.in_force_from)
        for slug, one in editions_in_force(unit).items()
        if keep(one)
    )
    return tuple(sorted(rows, key=lambda row: row.title.casefold()))


def processes_of(unit: Unit, keep: Callable[[ProcessRecord], bool]) -> tuple[ProcessRow, ...]:
    """Return the processes that belong, by title."""
    shown = shown_revisions(unit, ThingKind.PROCESS)
    records = (unpack(ProcessRecord, one.content) for one in shown.values())
    rows = (process_row(record) for record in records if keep(record))
    return tuple(sorted(rows, key=lambda row: row.title.casefold()))


def answers_of(unit: Unit, topic: str) -> tuple[AnswerRow, ...]:
    """Return the answers on a topic: their own topics, or those of their original."""
    inherited = {slug: one.topics for slug, one in editions_in_force(unit).items()}

    def is_on_it(one: Revision) -> bool:
        return topic in (one.content["topics"] or inherited.get(one.content["original"], ()))

    found = shown_revisions(unit, ThingKind.ANSWER)
    return _rows(unit, {key: one for key, one in found.items() if is_on_it(one)})


def every_answer(unit: Unit) -> tuple[AnswerRow, ...]:
    """Return every answer, each once."""
    return _rows(unit, shown_revisions(unit, ThingKind.ANSWER))


def _rows(unit: Unit, shown: Mapping[str, Revision]) -> tuple[AnswerRow, ...]:
    outdated = outdated_keys(unit, ThingKind.ANSWER, shown)
    records = {key: unpack(AnswerRecord, one.content) for key, one in shown.items()}
    return _in_one_language(records, outdated)


def _in_one_language(
    records: Mapping[str, AnswerRecord], outdated: frozenset[str]
) -> tuple[AnswerRow, ...]:
    """Return each answer once, originals by slug, answers as their file has them."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, one in sorted(records.items(), key=_place):
        found[one.original, one.id].append(key)
    return tuple(
        AnswerRow(
            language=records[keys[0]].language,
            original=original,
            id=answer,
            question=records[keys[0]].question,
            is_outdated=not outdated.isdisjoint(keys),
            languages=tuple(records[key].language for key in keys),
        )
        for (original, answer), keys in found.items()
    )


def _place(pair: tuple[str, AnswerRecord]) -> tuple[str, str, int]:
    record = pair[1]
    return record.original, record.language, record.position

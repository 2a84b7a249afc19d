"""Read the word list: what lawyers write, and what to say instead, or why the word stays."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kb.importers.content import unpack
from kb.importers.records import PlainWordRecord
from kb.services.actor import Actor
from kb.services.permits import Matter, require
from kb.services.publishing.published import shown_revisions
from kb.services.unit import Unit
from kb.text.normal import collapse
from kb.vocabulary import ThingKind, Verb

MOST_CHARS = 100  # of what is looked for; no word is longer


class Treatment(StrEnum):
    """What the list says to do with a word."""

    REPLACE = "replace"
    LEAVE_OUT = "leave_out"
    KEEP = "keep"


@dataclass(frozen=True)
class PlainWordRow:
    """A word as the list shows it."""

    record: PlainWordRecord
    treatment: Treatment


@dataclass(frozen=True)
class PlainWordsPage:
    """The words that hold `words` and are treated so (None: in any way); `count` is of all."""

    rows: tuple[PlainWordRow, ...]
    count: int
    counts: dict[Treatment, int]
    words: str
    treatment: Treatment | None


def read_plain_words(
    unit: Unit, actor: Actor, *, words: str = "", treatment: str = ""
) -> PlainWordsPage:
    """Return the word list by its words; `words` may stand in a word, its plain one or the reason.

    Raises NotAllowedError for whoever does not write it.
    """
    require(actor, Verb.WRITE, Matter(kind=ThingKind.PLAIN_WORD))
    wanted = collapse(words[:MOST_CHARS])
    chosen = Treatment(treatment) if treatment in set(Treatment) else None
    every = sorted(_rows(unit), key=lambda row: row.record.word.casefold())
    found = [row for row in every if wanted.casefold() in _said_of(row.record)]
    return PlainWordsPage(
        rows=tuple(row for row in found if chosen in {None, row.treatment}),
        count=len(every),
        counts={one: sum(row.treatment is one for row in found) for one in Treatment},
        words=wanted,
        treatment=chosen,
    )


def _rows(unit: Unit) -> Iterator[PlainWordRow]:
    for revision in shown_revisions(unit, ThingKind.PLAIN_WORD).values():
        record = unpack(PlainWordRecord, revision.content)
        yield PlainWordRow(record, _treatment(record))


def _treatment(record: PlainWordRecord) -> Treatment:
    if record.keep:
        return Treatment.KEEP
    return Treatment.REPLACE if record.instead else Treatment.LEAVE_OUT


def _said_of(record: PlainWordRecord) -> str:
    return "\n".join((record.word, *record.instead, record.why)).casefold()

"""An answer against its law, and against the rules of plain language.

What is added or changed is judged by what the customer hears of this answer. What is lost is
judged over the whole translation: one answer may leave out what another one says of the same
provisions, and what is only to know is not lost.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from kb.importers.content import unpack
from kb.importers.records import AnswerRecord
from kb.models import Thing
from kb.plain.checks import Remark, remarks
from kb.plain.fidelity import Finding, Severity, Sort, check_fidelity
from kb.plain.grade import reading_grade
from kb.plain.language import Parsed
from kb.plain.words import WordList
from kb.services.publishing.published import shown_revisions
from kb.services.unit import Unit
from kb.services.workshop.quotes import Quote, quote
from kb.services.workshop.texts import (
    HEARD,
    KNOWN,
    OWN_WORDS,
    CoveredLaw,
    law_around,
    own_law,
    provisions_of,
    said,
)
from kb.services.workshop.words import lexicon_of, word_list
from kb.services.workshop.workshop import Workshop
from kb.text.speech import spoken_seconds
from kb.vocabulary import ThingKind

LANGUAGE = "en"
"""The language whose grammar is read; others get what needs none, and are told so."""


@dataclass(frozen=True)
class Difference:
    """A finding with the words of both sides that it is about; None where one has none."""

    kind: str
    sort: Sort
    severity: Severity
    says: str
    law: Quote | None
    plain: Quote | None


@dataclass(frozen=True)
class Checked:
    """What was found in an answer. `heard` is what the remarks' places are in."""

    heard: str
    findings: tuple[Difference, ...]
    remarks: tuple[Remark, ...]
    grade: float
    seconds: int
    reads_grammar: bool


def check_answer(unit: Unit, workshop: Workshop, record: AnswerRecord) -> Checked:
    """Compare an answer with the provisions that it stands for, and look for plainer words."""
    words = word_list(unit)
    reads = record.language == LANGUAGE and not workshop.language.is_blank
    own = workshop.read(said(record, OWN_WORDS))
    return Checked(
        heard=own.text,
        findings=tuple(_findings(unit, workshop, record, words)) if reads else (),
        remarks=tuple(remarks(own, words)) if record.language == LANGUAGE else (),
        grade=reading_grade(own),
        seconds=spoken_seconds(said(record, HEARD)),
        reads_grammar=reads,
    )


def _findings(
    unit: Unit, workshop: Workshop, record: AnswerRecord, words: WordList
) -> Iterator[Difference]:
    lexicon, covers = lexicon_of(words), provisions_of(unit, record)
    heard = workshop.read(said(record, HEARD))
    around = workshop.read(law_around(unit, covers))
    for one in check_fidelity(around, heard, lexicon).findings:
        if one.sort is not Sort.LOST:
            yield _difference(one, around, heard)
    law = Parsed.joined([workshop.read(text) for text in own_law(unit, covers)])
    everything = [said(one, KNOWN) for one in (record, *_beside(unit, record, covers))]
    whole = Parsed.joined([workshop.read(text) for text in everything])
    for one in check_fidelity(law, whole, lexicon).findings:
        if one.sort is Sort.LOST:
            yield _difference(one, law, whole)


def _difference(one: Finding, law: Parsed, plain: Parsed) -> Difference:
    words = quote(law.text, one.law), quote(plain.text, one.plain)
    return Difference(one.kind, one.sort, one.severity, one.says, *words)


def _beside(
    unit: Unit, record: AnswerRecord, covers: Sequence[CoveredLaw]
) -> Iterator[AnswerRecord]:
    """Yield the other answers of the same language that stand for some of the same law."""
    wanted = {(one.edition.original.slug, one.eid) for one in covers}
    query = select(Thing.key).where(
        Thing.kind == ThingKind.ANSWER,
        Thing.original_id.in_({one.edition.original_id for one in covers}),
        Thing.key.startswith(f"{record.language}/"),
    )
    shown = shown_revisions(unit, ThingKind.ANSWER, set(unit.session.scalars(query)))
    for _, revision in sorted(shown.items()):
        other = unpack(AnswerRecord, revision.content)
        is_itself = (other.original, other.id) == (record.original, record.id)
        if not is_itself and wanted & {(one.original, one.eid) for one in other.covers}:
            yield other

"""An answer against its law, and against the rules of plain language.

What is added or changed is judged by what the customer hears of this answer. What is lost is
judged over the whole translation: one answer may leave out what another one says of the same
provisions, and what is only to know is not lost.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

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
from kb.services.publishing.values import value_lookup
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
from kb.text.finding_keys import finding_key
from kb.text.speech import spoken_seconds
from kb.vocabulary import ThingKind

MOST_CHARS = 20_000
"""Of an answer that is compared: nobody reads out twenty minutes, and each letter asks anew."""
LANGUAGE = "en"
"""The language whose grammar is read; others get what needs none, and are told so."""


@dataclass(frozen=True)
class Difference:
    """A finding with the words of both sides that it is about; None where one has none.

    `law_words` and `plain_words` are the same words whole, on one line, "" where there are none.
    """

    kind: str
    sort: Sort
    severity: Severity
    says: str
    law: Quote | None
    plain: Quote | None
    law_words: str
    plain_words: str

    @property
    def key(self) -> str:
        """What it is known by, wherever the words stand."""
        return finding_key(self.kind, self.law_words, self.plain_words)


@dataclass(frozen=True)
class Checked:
    """What was found in an answer. `heard` is what the remarks' places are in.

    `law_hash` and `plain_hash` (SHA-256, hex) are of the two texts that were compared. `kept` of
    the law's `facts` are said, by this answer or by another one to the same provisions.
    """

    heard: str
    findings: tuple[Difference, ...]
    remarks: tuple[Remark, ...]
    grade: float
    seconds: int
    reads_grammar: bool
    law_hash: str
    plain_hash: str
    facts: int
    kept: int


def check_answer(
    unit: Unit,
    workshop: Workshop,
    record: AnswerRecord,
    *,
    covers: Sequence[CoveredLaw] | None = None,
) -> Checked:
    """Compare an answer with the provisions that it stands for, and look for plainer words.

    `covers` are these provisions where they are to be read in other editions than it names.
    """
    law = provisions_of(unit, record) if covers is None else covers
    words = word_list(unit)
    reads = record.language == LANGUAGE and not workshop.language.is_blank
    own = workshop.read(said(record, OWN_WORDS))
    compared = _compared(unit, workshop, record, (words, law)) if reads else Compared((), 0, 0)
    return Checked(
        heard=own.text,
        findings=compared.findings,
        remarks=tuple(remarks(own, words)) if record.language == LANGUAGE else (),
        grade=reading_grade(own),
        seconds=spoken_seconds(said(record, HEARD)),
        reads_grammar=reads,
        law_hash=hash_of_law(unit, law),
        plain_hash=_hash(said(record, HEARD)),
        facts=compared.facts,
        kept=compared.kept,
    )


def hash_of_all(unit: Unit, record: AnswerRecord) -> str:
    """Return the hash of everything that `check_answer` goes by: its result is the same with it."""
    law = provisions_of(unit, record)
    texts = (
        said(record, HEARD),
        said(record, OWN_WORDS),
        law_around(unit, law),
        *own_law(unit, law),
        *_everything(unit, record, law),
        repr(word_list(unit)),
    )
    return _hash("\0".join(texts))


def is_too_long(record: AnswerRecord) -> bool:
    """True of an answer that is not compared."""
    return sum(len(block.text) for block in record.blocks) > MOST_CHARS


def hash_of_law(unit: Unit, covers: Sequence[CoveredLaw]) -> str:
    """Return the hash of the law that an answer with these provisions is compared with."""
    return _hash(law_around(unit, covers))


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Compared:
    """Findings, and how many of the law's facts are said."""

    findings: tuple[Difference, ...]
    facts: int
    kept: int


def _compared(
    unit: Unit,
    workshop: Workshop,
    record: AnswerRecord,
    against: tuple[WordList, Sequence[CoveredLaw]],
) -> Compared:
    words, covers = against
    lexicon = lexicon_of(words)
    heard = workshop.read(said(record, HEARD))
    around = workshop.read(law_around(unit, covers))
    here = check_fidelity(around, heard, lexicon)
    law = Parsed.joined([workshop.read(text) for text in own_law(unit, covers)])
    whole = Parsed.joined([workshop.read(text) for text in _everything(unit, record, covers)])
    everywhere = check_fidelity(law, whole, lexicon)
    told = [_difference(one, around, heard) for one in here.findings if one.sort is not Sort.LOST]
    lost = [_difference(one, law, whole) for one in everywhere.findings if one.sort is Sort.LOST]
    return Compared((*told, *lost), everywhere.facts, everywhere.kept)


def _everything(unit: Unit, record: AnswerRecord, covers: Sequence[CoveredLaw]) -> tuple[str, ...]:
    """Return what is said of the same law, by this answer and by those beside it."""
    values = value_lookup(unit)
    return tuple(said(one, KNOWN, values) for one in (record, *_beside(unit, record, covers)))


def _difference(one: Finding, law: Parsed, plain: Parsed) -> Difference:
    quotes = quote(law.text, one.law), quote(plain.text, one.plain)
    words = _words(law.text, one.law), _words(plain.text, one.plain)
    return Difference(one.kind, one.sort, one.severity, one.says, *quotes, *words)


def _words(text: str, span: tuple[int, int] | None) -> str:
    return " ".join(text[span[0] : span[1]].split()) if span else ""


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

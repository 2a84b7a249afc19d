"""Read the glossary: a lawyer's word, the plain one for it, its source, where both are used."""

import json
import re
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Text, cast, or_, select

from kb.errors import NotFoundError
from kb.importers.content import unpack
from kb.importers.records import AnswerRecord, TermRecord
from kb.models import Provision, Revision, Thing
from kb.services.actor import Actor
from kb.services.law.nodes import citation_of
from kb.services.law.overtaken import Overtaken, overtaken
from kb.services.law.pane import LawPart, law_pane
from kb.services.permits import require
from kb.services.propagation.covered import covered
from kb.services.propagation.outdated import outdated
from kb.services.propagation.to_check import ToCheck, checks_for
from kb.services.publishing.published import editions_in_force, shown_revision, shown_revisions
from kb.services.publishing.standing import Standing
from kb.services.unit import Unit
from kb.text.normal import collapse
from kb.vocabulary import ThingKind, Verb

MOST_SHOWN = 30  # uses listed; a word that is everywhere is better searched for


@dataclass(frozen=True)
class AnswerUse:
    """An answer that says the word, or the plain one for it."""

    language: str
    original: str
    id: str
    question: str


@dataclass(frozen=True)
class ProvisionUse:
    """A provision in force that uses the word."""

    original: str
    eid: str
    citation: str
    text: str


@dataclass(frozen=True)
class TermPage:
    """A term with its source in force and its first MOST_SHOWN uses; counts are of all."""

    record: TermRecord
    source: tuple[LawPart, ...]
    answers: tuple[AnswerUse, ...]
    answers_count: int
    provisions: tuple[ProvisionUse, ...]
    provisions_count: int
    overtaken: Overtaken | None
    checks: tuple[ToCheck, ...]


def read_term(unit: Unit, actor: Actor, slug: str) -> TermPage:
    """Return one term. Raises NotFoundError where none is published by that name."""
    require(actor, Verb.READ)
    revision = shown_revision(unit, ThingKind.TERM, slug)
    if revision is None:
        raise NotFoundError(f"There is no term “{slug}”. Look in the list at /t/.")
    record = unpack(TermRecord, revision.content)
    law, own = Standing.of_day(unit), {slug: revision}
    source = law_pane(unit, covered(unit, revision, standing=law))
    out = outdated(unit, ThingKind.TERM, own, standing=law).get(slug)
    answers = _answers(unit, record)
    provisions = _provisions(unit, record.term)
    return TermPage(
        record=record,
        source=source,
        answers=tuple(answers[:MOST_SHOWN]),
        answers_count=len(answers),
        provisions=tuple(provisions[:MOST_SHOWN]),
        provisions_count=len(provisions),
        overtaken=overtaken(unit, out, source, "en"),
        checks=checks_for(actor, law, ThingKind.TERM, own),
    )


def read_terms(unit: Unit, actor: Actor) -> tuple[TermRecord, ...]:
    """Return the whole glossary, by the lawyer's word."""
    require(actor, Verb.READ)
    shown = shown_revisions(unit, ThingKind.TERM)
    records = (unpack(TermRecord, one.content) for one in shown.values())
    return tuple(sorted(records, key=lambda record: record.term.casefold()))


def says(word: str, text: str) -> bool:
    """True when `text` holds `word` as whole words, in one or in many, in any case.

    >>> says("payer", "Two payers."), says("payer", "A taxpayer.")
    (True, False)
    """
    return re.search(rf"(?<!\w){re.escape(word)}(?:e?s)?(?!\w)", text, re.IGNORECASE) is not None


def _answers(unit: Unit, record: TermRecord) -> list[AnswerUse]:
    words = [word for word in (record.term, record.plain) if word]
    stored = cast(Revision.content, Text)
    as_stored = (json.dumps(word)[1:-1] for word in words)  # JSON writes “ as an escape
    query = (
        select(Thing.key)
        .join(Revision, Revision.thing_id == Thing.id)
        .where(Thing.kind == ThingKind.ANSWER)
        .where(or_(*(stored.icontains(word, autoescape=True) for word in as_stored)))
    )
    keys = set(unit.session.scalars(query)) if words else set()
    shown = shown_revisions(unit, ThingKind.ANSWER, keys)
    records = (unpack(AnswerRecord, one.content) for _, one in sorted(shown.items()))
    return [
        AnswerUse(one.language, one.original, one.id, one.question)
        for one in records
        if any(map(partial(_is_in_answer, one), words))
    ]


def _is_in_answer(answer: AnswerRecord, word: str) -> bool:
    return says(word, "\n".join([answer.question, *(block.text for block in answer.blocks)]))


def _provisions(unit: Unit, word: str) -> list[ProvisionUse]:
    editions = {edition.id: (slug, edition) for slug, edition in editions_in_force(unit).items()}
    query = select(Provision).where(Provision.text.icontains(word, autoescape=True))
    rows = unit.session.scalars(query.order_by(Provision.edition_id, Provision.position))
    return [
        ProvisionUse(
            original=editions[row.edition_id][0],
            eid=row.eid,
            citation=citation_of(editions[row.edition_id][1], row),
            text=row.text.removeprefix(collapse(row.heading)).strip(),
        )
        for row in rows
        if row.edition_id in editions and says(word, row.text)
    ]

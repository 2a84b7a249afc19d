"""Documents for reviewed things: answers, processes with their steps, terms and the rest."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from sqlalchemy import select

from kb.importers.content import unpack
from kb.importers.records import (
    AnswerRecord,
    Block,
    ContactPointRecord,
    KpiRecord,
    NoticeRecord,
    ProcessRecord,
    StepRecord,
    TermRecord,
)
from kb.models import Edition, Revision, Thing
from kb.search.documents import Document
from kb.services.indexing.lines import lines_of
from kb.services.indexing.pieces import append_joined, pieces
from kb.services.indexing.reigns import NEVER, Chosen, chosen, for_every_day, with_reigns
from kb.services.indexing.spans import revision_spans
from kb.services.publishing.published import edition_in_force, visible_editions
from kb.services.publishing.timeline import Span
from kb.services.publishing.values import value_lookup
from kb.services.unit import Unit
from kb.text.markup import fill_values, to_text
from kb.vocabulary import BlockKind, ResultKind, ThingKind

Grouped = dict[str, tuple[Document, ...]]
"""{group: documents}; a group without documents is removed from the index."""


@dataclass(frozen=True)
class Words:
    """What of a text is found: its name, other ways to ask for it, and what it says."""

    title: str
    body: str
    phrasings: tuple[str, ...] = ()
    context: str = ""
    parent: str = ""
    topics: tuple[str, ...] = ()


Described = Iterable[tuple[str, ResultKind, Words]]
Describe = Callable[[Unit, Revision], Described]


def thing_documents(unit: Unit, thing: Thing) -> Grouped:
    """Return the documents of a thing, and of everything that is found on its own within it."""
    describe = DESCRIPTIONS.get(ThingKind(thing.kind))
    if describe is None:
        return {}
    found: dict[str, list[Document]] = {group: [] for group in _groups_ever(unit, thing)}
    for revision, span in revision_spans(unit, thing):
        for piece in pieces(unit, revision, span):
            then = replace(unit, now=max(unit.now, piece.start))
            for key, kind, words in describe(then, revision):
                document = _document(then, revision, piece, key=key, kind=kind, words=words)
                append_joined(found.setdefault(document.group, []), document)
    best = chosen(unit, thing)
    if best is None:
        return {group: tuple(map(for_every_day, some)) for group, some in found.items()}
    looked_up = _for_other_days(best, describe)
    return {
        group: tuple(with_reigns(found.get(group, ()), looked_up.get(group, ())))
        for group in dict.fromkeys([*found, *looked_up])
    }


def _for_other_days(best: Iterable[Chosen], describe: Describe) -> dict[str, list[Document]]:
    """Return {group: documents}, each with the days for whose law it is the best."""
    found: dict[str, list[Document]] = {}
    for one in best:
        for key, kind, words in describe(one.unit, one.revision):
            span = Span(NEVER, NEVER)
            document = _document(one.unit, one.revision, span, key=key, kind=kind, words=words)
            uid = f"{document.group}@{one.revision.number:06d}@{one.reign.name}"
            found.setdefault(document.group, []).append(replace(document, uid=uid, reign=one.reign))
    return found


def _document(
    unit: Unit, revision: Revision, span: Span, *, key: str, kind: ResultKind, words: Words
) -> Document:
    group = f"{kind}:{revision.language}/{key}" if revision.language else f"{kind}:{key}"
    fill = value_lookup(unit)
    return Document(
        uid=f"{group}@{revision.number:06d}@{span.start:%Y-%m-%dT%H:%M:%S}",
        group=group,
        kind=kind,
        key=key,
        language=revision.language,
        title=words.title,
        phrasings=words.phrasings,
        body=to_text(fill_values(words.body, fill)),
        context=words.context,
        parent=words.parent,
        shown_from=span.start,
        shown_to=span.end,
        lines=lines_of(unit, words.topics),
    )


def _groups_ever(unit: Unit, thing: Thing) -> list[str]:
    """Return the groups that any revision of a thing may have left in the index."""
    groups = [f"{thing.kind}:{thing.key}"]
    if thing.kind == ThingKind.PROCESS:
        contents = unit.session.scalars(
            select(Revision.content).where(Revision.thing_id == thing.id)
        )
        steps = {step["id"] for content in contents for step in content["steps"]}
        groups += [f"step:{thing.key}#{step}" for step in sorted(steps)]
    return groups


def _answer(unit: Unit, revision: Revision) -> Described:
    record = unpack(AnswerRecord, revision.content)
    edition = edition_in_force(unit, record.original) or _first_edition(unit, record.original)
    words = Words(
        title=record.question,
        body=_spoken(record.blocks),
        phrasings=record.phrasings,
        context=edition.title if edition else "",
        parent=record.original,
        topics=record.topics or tuple(edition.topics if edition else ()),
    )
    yield f"{record.original}#{record.id}", ResultKind.ANSWER, words


def _first_edition(unit: Unit, slug: str) -> Edition | None:
    """Return what a text is found under on days before its law was made."""
    editions = visible_editions(unit, slug) if unit.as_of else []
    return editions[0] if editions else None


def _process(unit: Unit, revision: Revision) -> Described:
    del unit
    record = unpack(ProcessRecord, revision.content)
    titles = " · ".join(step.title for step in record.steps)
    about = f"{record.about}\n\n{titles}"
    words = Words(record.title, about, parent=record.slug, topics=record.topics)
    yield record.slug, ResultKind.PROCESS, words
    for step in record.steps:
        yield f"{record.slug}#{step.id}", ResultKind.STEP, _step(record, step)


def _step(record: ProcessRecord, step: StepRecord) -> Words:
    outcomes = " · ".join(outcome.label for outcome in step.outcomes)
    body = f"{_spoken(step.blocks)}\n\n{step.authority}\n\n{outcomes}"
    return Words(step.title, body, context=record.title, parent=record.slug, topics=record.topics)


def _term(unit: Unit, revision: Revision) -> Described:
    del unit
    record = unpack(TermRecord, revision.content)
    words = Words(record.term, f"{record.plain}\n\n{record.definition}", phrasings=(record.plain,))
    yield record.slug, ResultKind.TERM, words


def _contact_point(unit: Unit, revision: Revision) -> Described:
    del unit
    record = unpack(ContactPointRecord, revision.content)
    body = f"{record.takes}\n\n{record.tell}\n\n{record.phone} {record.email}"
    yield record.slug, ResultKind.CONTACT_POINT, Words(record.name, body, topics=record.topics)


def _kpi(unit: Unit, revision: Revision) -> Described:
    del unit
    record = unpack(KpiRecord, revision.content)
    parts = [record.what, record.why, record.improve]
    body = "\n\n".join([*parts, record.customer, record.agent, record.business])
    yield record.slug, ResultKind.KPI, Words(record.title, body)


def _notice(unit: Unit, revision: Revision) -> Described:
    del unit
    record = unpack(NoticeRecord, revision.content)
    yield record.slug, ResultKind.NOTICE, Words(record.title, record.say, topics=record.topics)


DESCRIPTIONS: dict[ThingKind, Describe] = {
    ThingKind.ANSWER: _answer,
    ThingKind.PROCESS: _process,
    ThingKind.TERM: _term,
    ThingKind.CONTACT_POINT: _contact_point,
    ThingKind.KPI: _kpi,
    ThingKind.NOTICE: _notice,
}


def _spoken(blocks: Iterable[Block]) -> str:
    """Return what a search may match: all but what must not be said."""
    return "\n\n".join(block.text for block in blocks if block.kind is not BlockKind.DO_NOT_SAY)

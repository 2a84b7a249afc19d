"""What a result says, kind by kind, straight from what is published."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

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
from kb.models import Edition, Provision, Revision
from kb.services.law.nodes import citation_of
from kb.services.propagation.outdated import Outdated, outdated
from kb.services.publishing.knowledge import knowledge
from kb.services.publishing.published import editions_in_force, shown_revisions
from kb.services.publishing.values import Lookup, value_lookup
from kb.services.unit import Unit
from kb.text.dates import day_words
from kb.text.markup import fill_values, to_text
from kb.text.speech import first_sentence
from kb.vocabulary import BlockKind, Size, ThingKind

Key = tuple[str, str]
"""(language, public id)"""

OUTDATED = "outdated"
"""The mark of a result whose law changed."""
ALOUD = frozenset({BlockKind.SAY, BlockKind.WORD_FOR_WORD})
MOST_PRINTED = 4_096  # a page or two of words each
DEFINED = re.compile(r"[“\"]?\*\*(.+?)\*\*")  # as lawyers set the term: bold, at the start


@dataclass(frozen=True)
class Printed:
    """What is shown of one thing that was found: `text` is where the excerpt is taken from."""

    title: str
    lead: str
    text: str
    mark: str = ""


def print_things(unit: Unit, kind: ThingKind, keys: Sequence[str]) -> dict[Key, Printed]:
    """Return what is published of reviewed things; their public id is the key less its language."""
    found = unit.memory.recall_each(
        ("printed", kind, knowledge(unit)),
        keys,
        lambda missing: _print_things(unit, kind, missing),
        most=MOST_PRINTED,
    )
    return dict(found.values())


def _print_things(
    unit: Unit, kind: ThingKind, keys: Sequence[str]
) -> dict[str, tuple[Key, Printed]]:
    shown = shown_revisions(unit, kind, keys)
    out = outdated(unit, kind, shown)
    fill = value_lookup(unit)
    found: dict[str, tuple[Key, Printed]] = {}
    for key, revision in shown.items():
        printed = Printed(*PRINTERS[kind](revision, fill))
        public = key.partition("/")[2] if kind is ThingKind.ANSWER else key
        marked = _marked(printed, out.get(key), has_words=kind is not ThingKind.PROCESS)
        found[key] = ((revision.language, public), marked)
    return found


def _marked(printed: Printed, why: Outdated | None, *, has_words: bool = True) -> Printed:
    """Mark what is outdated; words that a major change overtook are not shown in a list either."""
    if why is None:
        return printed
    if why.size is not Size.MAJOR or not has_words:
        return replace(printed, mark=OUTDATED)
    line = f"The law changed on {day_words(why.changed_on)}: open it before you say anything."
    return Printed(printed.title, line, line, OUTDATED)


def print_steps(unit: Unit, keys: Sequence[str]) -> dict[Key, Printed]:
    """Return what is published of steps, by `process#step`."""
    found = unit.memory.recall_each(
        ("printed", "steps", knowledge(unit)),
        [key.partition("#")[0] for key in keys],
        lambda missing: _print_steps(unit, missing),
        most=MOST_PRINTED,
    )
    return {("", key): step for steps in found.values() for key, step in steps.items()}


def _print_steps(unit: Unit, slugs: Sequence[str]) -> dict[str, dict[str, Printed]]:
    """Return {slug: {process#step: what it says}}."""
    shown = shown_revisions(unit, ThingKind.PROCESS, slugs)
    out = outdated(unit, ThingKind.PROCESS, shown)
    fill = value_lookup(unit)
    found: dict[str, dict[str, Printed]] = {}
    for slug, revision in shown.items():
        process = unpack(ProcessRecord, revision.content)
        found[slug] = {
            f"{slug}#{step.id}": _marked(
                _step(process, step, fill), out[slug].of_part(step.id) if slug in out else None
            )
            for step in process.steps
        }
    return found


def print_provisions(unit: Unit, keys: Sequence[str]) -> dict[Key, Printed]:
    """Return provisions of the editions in force, by `slug#eid`; others are left out."""
    found = unit.memory.recall_each(
        ("printed", "provisions", knowledge(unit)),
        keys,
        lambda missing: _print_provisions(unit, missing),
        most=MOST_PRINTED,
    )
    return {("", key): printed for key, printed in found.items()}


def _print_provisions(unit: Unit, keys: Sequence[str]) -> dict[str, Printed]:
    addresses = [key.partition("#")[::2] for key in keys]
    editions = editions_in_force(unit, {slug for slug, _ in addresses})
    slugs = {edition.id: slug for slug, edition in editions.items()}
    query = select(Provision).where(
        Provision.edition_id.in_(slugs), Provision.eid.in_({eid for _, eid in addresses})
    )
    found: dict[str, Printed] = {}
    for one in unit.session.scalars(query):
        key = f"{slugs[one.edition_id]}#{one.eid}"
        if key in keys and _is_in_force(one, unit):
            found[key] = _provision(editions[slugs[one.edition_id]], one)
    return found


def _provision(edition: Edition, provision: Provision) -> Printed:
    words = to_text(provision.text)
    name = provision.heading or _defined_term(provision)
    heading = f" · {name}" if name else ""
    return Printed(citation_of(edition, provision) + heading, first_sentence(words), words)


def _defined_term(provision: Provision) -> str:
    """Return the term that a definition defines; it has no number of its own to be named by."""
    term = None if provision.number else DEFINED.match(provision.text)
    return to_text(term[1]) if term else ""


def _is_in_force(provision: Provision, unit: Unit) -> bool:
    has_begun = provision.starts is None or provision.starts <= unit.day
    return has_begun and (provision.ends is None or unit.day <= provision.ends)


def _text(blocks: Sequence[Block], fill: Lookup, kinds: frozenset[BlockKind] | None = None) -> str:
    wanted = (block.text for block in blocks if kinds is None or block.kind in kinds)
    return to_text(fill_values("\n\n".join(wanted), fill))


def _step(process: ProcessRecord, step: StepRecord, fill: Lookup) -> Printed:
    text = _text(step.blocks, fill)
    return Printed(f"{process.title}: {step.title}", first_sentence(text) or step.title, text)


Lines = tuple[str, str, str]
"""Title, lead and text."""


def _answer(revision: Revision, fill: Lookup) -> Lines:
    record = unpack(AnswerRecord, revision.content)
    spoken = _text(record.blocks, fill, ALOUD)
    return record.question, first_sentence(spoken), spoken


def _process(revision: Revision, fill: Lookup) -> Lines:
    record = unpack(ProcessRecord, revision.content)
    titles = " · ".join(step.title for step in record.steps)
    about = to_text(fill_values(record.about, fill))
    return record.title, f"{len(record.steps)} steps", f"{about} {titles}".strip()


def _term(revision: Revision, fill: Lookup) -> Lines:
    del fill
    record = unpack(TermRecord, revision.content)
    return record.term, record.plain, to_text(f"{record.plain}. {record.definition}")


def _contact_point(revision: Revision, fill: Lookup) -> Lines:
    del fill
    record = unpack(ContactPointRecord, revision.content)
    return record.name, record.phone or record.email, to_text(f"{record.takes} {record.tell}")


def _kpi(revision: Revision, fill: Lookup) -> Lines:
    del fill
    record = unpack(KpiRecord, revision.content)
    text = to_text(f"{record.what} {record.why} {record.improve}")
    return record.title, first_sentence(to_text(record.what)), text


def _notice(revision: Revision, fill: Lookup) -> Lines:
    record = unpack(NoticeRecord, revision.content)
    text = to_text(fill_values(record.say, fill))
    return record.title, first_sentence(text), text


PRINTERS: dict[ThingKind, Callable[[Revision, Lookup], Any]] = {
    ThingKind.ANSWER: _answer,
    ThingKind.PROCESS: _process,
    ThingKind.TERM: _term,
    ThingKind.CONTACT_POINT: _contact_point,
    ThingKind.KPI: _kpi,
    ThingKind.NOTICE: _notice,
}

"""What stands for the provisions of an edition: answers, steps of processes, or a reason for none.

A link is stored as (edition, eid). On the page of another edition of the same original it goes
where the same words went. An answer that is outdated by anything it stands for is shown so here
too: it is one text. Where the words are gone, it stands beside nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import select

from kb.importers.content import unpack
from kb.importers.records import TranslationRecord
from kb.models import Edition, Provision, Revision, Thing
from kb.services.propagation.links import links_of, standing_for
from kb.services.propagation.outdated import Outdated, outdated
from kb.services.publishing.knowledge import knowledge
from kb.services.publishing.published import shown_revisions, visible_editions
from kb.services.publishing.standing import Standing
from kb.services.publishing.texts import text_of
from kb.services.unit import Unit
from kb.text.provisions import BlockKind
from kb.vocabulary import ThingKind


class Mark(StrEnum):
    """Whether a provision has a published answer, an outdated one, needs none, or has neither."""

    ANSWERED = "answered"
    OUTDATED = "outdated"
    NO_EFFECT = "no_effect"
    OPEN = "open"


@dataclass(frozen=True)
class AnswerLink:
    """An answer that stands for a provision."""

    language: str
    original: str
    id: str
    question: str
    is_outdated: bool


@dataclass(frozen=True)
class StepLink:
    """A step of a process that rests on a provision."""

    process: str
    process_title: str
    step: str
    step_title: str
    is_outdated: bool


@dataclass(frozen=True)
class Coverage:
    """By eid of one edition: its answers, its steps, and the reasons why it needs no answer."""

    answers: Mapping[str, tuple[AnswerLink, ...]]
    steps: Mapping[str, tuple[StepLink, ...]]
    no_effect: Mapping[str, str]

    def mark(self, eid: str) -> Mark:
        """Return how the provision at `eid` stands; one answer in step is enough."""
        answers = self.answers.get(eid, ())
        if any(not link.is_outdated for link in answers):
            return Mark.ANSWERED
        if answers:
            return Mark.OUTDATED
        return Mark.NO_EFFECT if eid in self.no_effect else Mark.OPEN


@dataclass(frozen=True)
class _Link:
    """A stored link of what is shown now, at its place in this edition."""

    key: str
    revision: Revision
    part: str
    eid: str
    is_outdated: bool


def read_coverage(unit: Unit, edition: Edition) -> Coverage:
    """Return what is shown now for each provision of `edition`: a few queries in all."""
    law = _law_with(unit, edition)
    answers = _links(law, edition, ThingKind.ANSWER)
    steps = _links(law, edition, ThingKind.PROCESS)
    return Coverage(
        answers=_grouped((link.eid, _answer_link(link)) for link in answers),
        steps=_grouped((link.eid, _step_link(link)) for link in steps),
        no_effect=_no_effect(law, edition),
    )


def provision_marks(unit: Unit, edition: Edition) -> tuple[tuple[str, Mark], ...]:
    """Return (eid, mark) of each provision with words of its own, in order; remembered.

    Desks ask for many editions at every visit, and the answer changes only with what is known.
    """
    key = ("marks", edition.id, knowledge(unit))
    return unit.memory.recall(key, lambda: _read_marks(unit, edition))


def _read_marks(unit: Unit, edition: Edition) -> tuple[tuple[str, Mark], ...]:
    coverage = read_coverage(unit, edition)
    query = select(Provision.eid, Provision.blocks).where(Provision.edition_id == edition.id)
    return tuple(
        (eid, coverage.mark(eid))
        for eid, blocks in unit.session.execute(query.order_by(Provision.position))
        if any(kind != BlockKind.CHILD for kind, _ in blocks)
    )


def _law_with(unit: Unit, edition: Edition) -> Standing:
    """Return the law of the unit's day, but for this original its edition on the page."""
    return Standing(unit, [*Standing.of_day(unit).texts, text_of(edition)])


def _links(law: Standing, edition: Edition, kind: ThingKind) -> list[_Link]:
    """Return the links of published things of `kind` to any edition of the same original."""
    shown = standing_for(law.unit, kind, edition.original_id)
    links = links_of(law.unit, list(shown.values()))
    out = outdated(law.unit, kind, shown, standing=law)
    return [
        _Link(key, shown[key], link.part, stands.new_eid, _is_out(out.get(key), link.part))
        for key in sorted(shown)
        for link in links[shown[key].id]
        if law.edition(link.edition_id).original_id == edition.original_id
        and (stands := law.of(link.edition_id, link.eid)).new_eid
    ]


def _is_out(why: Outdated | None, part: str) -> bool:
    return why is not None and why.of_part(part) is not None


def _answer_link(link: _Link) -> AnswerLink:
    record = link.revision.content
    return AnswerLink(
        language=record["language"],
        original=record["original"],
        id=record["id"],
        question=link.revision.title,
        is_outdated=link.is_outdated,
    )


def _step_link(link: _Link) -> StepLink:
    titles = {step["id"]: step["title"] for step in link.revision.content["steps"]}
    return StepLink(
        process=link.key,
        process_title=link.revision.title,
        step=link.part,
        step_title=titles[link.part],
        is_outdated=link.is_outdated,
    )


T = TypeVar("T", AnswerLink, StepLink)


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    """Return {eid: links}, each once, in the order given."""
    groups: dict[str, dict[T, None]] = defaultdict(dict)
    for eid, link in pairs:
        groups[eid][link] = None
    return {eid: tuple(links) for eid, links in groups.items()}


def _no_effect(law: Standing, edition: Edition) -> dict[str, str]:
    """Return {eid: reason} of what was said to need no answer, where the words are the same."""
    found: dict[str, str] = {}
    days = _edition_ids(law.unit, edition)
    for record in _translations(law.unit, edition):
        edition_id = days.get(record.edition, edition.id) if record.edition else edition.id
        for eid, reason in record.no_customer_effect:
            stands = law.of(edition_id, eid)
            if stands.new_eid and stands.size is None:
                found[stands.new_eid] = reason
    return found


def _edition_ids(unit: Unit, edition: Edition) -> dict[date, int]:
    """Return {in-force date: id of its newest version} of the same original, as may be shown."""
    slug = edition.original.slug
    return {one.in_force_from: one.id for one in visible_editions(unit, slug)}


def _translations(unit: Unit, edition: Edition) -> list[TranslationRecord]:
    query = select(Thing.key).where(
        Thing.kind == ThingKind.TRANSLATION, Thing.original_id == edition.original_id
    )
    shown = shown_revisions(unit, ThingKind.TRANSLATION, set(unit.session.scalars(query)))
    return [unpack(TranslationRecord, one.content) for one in shown.values()]

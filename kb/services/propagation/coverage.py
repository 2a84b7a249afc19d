"""What stands for the provisions of an edition: answers, steps of processes, or a reason for none.

A link is stored as (edition, eid). On the page of another edition of the same original it goes
where the same words went; where they changed it is shown as outdated, where they are gone, not.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import select

from kb.importers.content import unpack
from kb.importers.records import TranslationRecord
from kb.models import Cover, Edition, Provision, Revision, Thing
from kb.services.publishing.published import shown_revisions
from kb.services.unit import Unit
from kb.text.compare import MatchKind, Placed, match_provisions
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
class _Place:
    """Where a link to another edition has gone in this one."""

    eid: str
    is_outdated: bool


@dataclass(frozen=True)
class _Link:
    """A stored link of what is shown now, at its place in this edition."""

    key: str
    revision: Revision
    part: str
    place: _Place


Carry = Callable[[int, str], _Place | None]


def read_coverage(unit: Unit, edition: Edition) -> Coverage:
    """Return what is shown now for each provision of `edition`: a few queries in all."""
    carry = _carrier(unit, edition)
    answers = _links(unit, edition, ThingKind.ANSWER, carry)
    steps = _links(unit, edition, ThingKind.PROCESS, carry)
    return Coverage(
        answers=_grouped((link.place.eid, _answer_link(link)) for link in answers),
        steps=_grouped((link.place.eid, _step_link(link)) for link in steps),
        no_effect=_no_effect(unit, edition, carry),
    )


def _carrier(unit: Unit, edition: Edition) -> Carry:
    """Return a function that finds the place of a link; each other edition is compared once."""
    moved: dict[int, dict[str, _Place]] = {}

    def carry(edition_id: int, eid: str) -> _Place | None:
        if edition_id == edition.id:
            return _Place(eid, is_outdated=False)
        if edition_id not in moved:
            moved[edition_id] = _moved(unit, edition_id, edition.id)
        return moved[edition_id].get(eid)

    return carry


def _moved(unit: Unit, old_id: int, new_id: int) -> dict[str, _Place]:
    matches = match_provisions(_placed(unit, old_id), _placed(unit, new_id))
    return {
        match.old.eid: _Place(match.new.eid, is_outdated=match.kind is MatchKind.CHANGED)
        for match in matches
        if match.old and match.new
    }


def _placed(unit: Unit, edition_id: int) -> list[Placed]:
    columns = (Provision.eid, Provision.parent_eid, Provision.text, Provision.position)
    query = select(*columns).where(Provision.edition_id == edition_id)
    rows = unit.session.execute(query.order_by(Provision.position))
    return [Placed(eid, parent or "", text, at) for eid, parent, text, at in rows]


def _links(unit: Unit, edition: Edition, kind: ThingKind, carry: Carry) -> list[_Link]:
    """Return the links of published things of `kind` to any edition of the same original."""
    query = (
        select(Thing.key, Cover.revision_id, Cover.part, Cover.edition_id, Cover.eid)
        .join(Revision, Cover.revision_id == Revision.id)
        .join(Thing, Revision.thing_id == Thing.id)
        .join(Edition, Cover.edition_id == Edition.id)
        .where(Edition.original_id == edition.original_id, Thing.kind == kind)
        .order_by(Thing.key, Cover.position)
    )
    rows = unit.session.execute(query).all()
    shown = shown_revisions(unit, kind, {row.key for row in rows})
    return [
        _Link(row.key, shown[row.key], row.part, place)
        for row in rows
        if row.key in shown and shown[row.key].id == row.revision_id
        if (place := carry(row.edition_id, row.eid))
    ]


def _answer_link(link: _Link) -> AnswerLink:
    record = link.revision.content
    return AnswerLink(
        language=record["language"],
        original=record["original"],
        id=record["id"],
        question=link.revision.title,
        is_outdated=link.place.is_outdated,
    )


def _step_link(link: _Link) -> StepLink:
    titles = {step["id"]: step["title"] for step in link.revision.content["steps"]}
    return StepLink(
        process=link.key,
        process_title=link.revision.title,
        step=link.part,
        step_title=titles[link.part],
        is_outdated=link.place.is_outdated,
    )


T = TypeVar("T", AnswerLink, StepLink)


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    """Return {eid: links}, each once, in the order given."""
    groups: dict[str, dict[T, None]] = defaultdict(dict)
    for eid, link in pairs:
        groups[eid][link] = None
    return {eid: tuple(links) for eid, links in groups.items()}


def _no_effect(unit: Unit, edition: Edition, carry: Carry) -> dict[str, str]:
    """Return {eid: reason} of what was said to need no answer, where the words are the same."""
    found: dict[str, str] = {}
    days = _edition_ids(unit, edition)
    for record in _translations(unit, edition):
        edition_id = days.get(record.edition, edition.id) if record.edition else edition.id
        for eid, reason in record.no_customer_effect:
            place = carry(edition_id, eid)
            if place and not place.is_outdated:
                found[place.eid] = reason
    return found


def _edition_ids(unit: Unit, edition: Edition) -> dict[date, int]:
    """Return {in-force date: id of its newest version} of the same original."""
    query = select(Edition.in_force_from, Edition.id).order_by(Edition.version)
    rows = unit.session.execute(query.where(Edition.original_id == edition.original_id))
    return {day: edition_id for day, edition_id in rows}  # noqa: C416 - dict() of rows is untyped


def _translations(unit: Unit, edition: Edition) -> list[TranslationRecord]:
    query = select(Thing.key).where(
        Thing.kind == ThingKind.TRANSLATION, Thing.original_id == edition.original_id
    )
    shown = shown_revisions(unit, ThingKind.TRANSLATION, set(unit.session.scalars(query)))
    return [unpack(TranslationRecord, one.content) for one in shown.values()]

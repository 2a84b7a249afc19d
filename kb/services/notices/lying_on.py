"""Which notices lie on which answers: those that name it, and bulletins on its topics.

A mark stays until the person has confirmed the notice; whichever lines they work in, for whoever
opens an answer is about to say it.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from kb.importers.content import unpack
from kb.importers.records import AnswerRecord
from kb.models import Edition
from kb.services.actor import Actor
from kb.services.notices.shown import MyNotices, Notice, my_notices
from kb.services.publishing.published import editions_in_force, shown_revisions
from kb.services.unit import Unit
from kb.vocabulary import ThingKind


@dataclass(frozen=True)
class Lying:
    """A notice on an answer; `is_unread` by the person who asks."""

    notice: Notice
    is_unread: bool


def notices_on(unit: Unit, actor: Actor, key: str) -> tuple[Lying, ...]:
    """Return the notices on one answer ("en/slug#id"): unread first, major first, newest first."""
    return notices_on_each(unit, actor, [key]).get(key, ())


def notices_on_each(
    unit: Unit, actor: Actor, keys: Collection[str]
) -> dict[str, tuple[Lying, ...]]:
    """Return {key: notices} of those answers that some notice lies on."""
    mine = my_notices(unit, actor)
    if not mine.shown or not keys:
        return {}
    found = {key: tuple(_on(mine, answer)) for key, answer in _answers(unit, keys).items()}
    return {key: lying for key, lying in found.items() if lying}


@dataclass(frozen=True)
class _Answer:
    original: str
    public_id: str
    topics: frozenset[str]


def _answers(unit: Unit, keys: Collection[str]) -> Mapping[str, _Answer]:
    """Return what notices can lie on: an answer's own topics, or else those of its original."""
    shown = shown_revisions(unit, ThingKind.ANSWER, keys)
    records = {key: unpack(AnswerRecord, one.content) for key, one in shown.items()}
    editions = editions_in_force(unit, {one.original for one in records.values()})
    return {
        key: _Answer(
            original=one.original,
            public_id=f"{one.original}#{one.id}",
            topics=frozenset(one.topics or _topics(editions.get(one.original))),
        )
        for key, one in records.items()
    }


def _topics(edition: Edition | None) -> Collection[str]:
    return edition.topics if edition else ()


def _on(mine: MyNotices, answer: _Answer) -> Iterator[Lying]:
    lying = [Lying(one, mine.is_unread(one)) for one in mine.shown if _lies_on(one, answer)]
    yield from sorted(lying, key=lambda one: (not one.is_unread, not one.notice.is_major))


def _lies_on(notice: Notice, answer: _Answer) -> bool:
    record = notice.record
    if answer.public_id in record.answers:
        return True
    if not notice.is_bulletin:
        return False  # what a change touches, it names
    return record.original == answer.original or not answer.topics.isdisjoint(record.topics)

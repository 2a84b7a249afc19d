"""Read topics: what originals, answers, processes and contact points are about."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select

from kb.errors import NotFoundError
from kb.models import Line, Topic
from kb.services.actor import Actor
from kb.services.permits import require
from kb.services.publishing.published import editions_in_force, shown_revisions
from kb.services.reading.read_contact import Contact, find_contacts
from kb.services.reading.read_process import ProcessRow
from kb.services.reading.shelves import (
    AnswerRow,
    OriginalRow,
    answers_of,
    originals_of,
    processes_of,
)
from kb.services.unit import Unit
from kb.vocabulary import ThingKind, Verb


@dataclass(frozen=True)
class TopicRow:
    """One topic in the list of all; `answers` counts them in every language once."""

    slug: str
    name: str
    originals: int
    answers: int
    processes: int


@dataclass(frozen=True)
class TopicPage:
    """Everything on one topic. `line` is the name of its line of business."""

    slug: str
    name: str
    line: str
    originals: tuple[OriginalRow, ...]
    answers: tuple[AnswerRow, ...]
    processes: tuple[ProcessRow, ...]
    contacts: tuple[Contact, ...]

    @property
    def is_empty(self) -> bool:
        """True when nothing is published on it."""
        return not (self.originals or self.answers or self.processes or self.contacts)


def read_topics(unit: Unit, actor: Actor) -> tuple[tuple[str, tuple[TopicRow, ...]], ...]:
    """Return every topic by line of business, both by name; those of no line come last."""
    require(actor, Verb.READ)
    counts = _counts(unit)
    query = select(Topic.slug, Topic.name, Line.name.label("line")).outerjoin(Line)
    lines: dict[str, list[TopicRow]] = {}
    for slug, name, line in unit.session.execute(query.order_by(Topic.name)):
        row = TopicRow(slug, name, *(counts[kind][slug] for kind in COUNTED))
        lines.setdefault(line or "", []).append(row)
    return tuple((line, tuple(lines[line])) for line in sorted(lines, key=lambda a: (not a, a)))


def read_topic(unit: Unit, actor: Actor, slug: str) -> TopicPage:
    """Return everything on one topic. Raises NotFoundError where there is none of that name."""
    require(actor, Verb.READ)
    query = select(Topic.name, Line.name.label("line")).outerjoin(Line).where(Topic.slug == slug)
    found = unit.session.execute(query).one_or_none()
    if found is None:
        raise NotFoundError(f"There is no topic “{slug}”. Look in the list at /topics/.")
    return TopicPage(
        slug=slug,
        name=found.name,
        line=found.line or "",
        originals=originals_of(unit, lambda edition: slug in edition.topics),
        answers=answers_of(unit, slug),
        processes=processes_of(unit, lambda record: slug in record.topics),
        contacts=find_contacts(unit, lambda record: slug in record.topics),
    )


ORIGINALS, ANSWERS, PROCESSES = COUNTED = ("originals", "answers", "processes")


def _counts(unit: Unit) -> dict[str, Counter[str]]:
    """Return for each of COUNTED how many there are on each topic, in three queries."""
    editions = editions_in_force(unit)
    processes = shown_revisions(unit, ThingKind.PROCESS).values()
    answers: dict[tuple[str, str], list[str]] = {}
    for one in shown_revisions(unit, ThingKind.ANSWER).values():
        record = one.content
        edition = editions.get(record["original"])
        topics = record["topics"] or (edition.topics if edition else [])
        answers[record["original"], record["id"]] = topics
    return {
        ORIGINALS: Counter(topic for one in editions.values() for topic in one.topics),
        ANSWERS: Counter(topic for topics in answers.values() for topic in topics),
        PROCESSES: Counter(topic for one in processes for topic in one.content["topics"]),
    }

"""Read one edition of an original: its text, its place in time, what stands for its provisions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import select

from kb.errors import NotFoundError
from kb.importers.records import LawEvent
from kb.models import Department, Edition, Original, Topic
from kb.services.actor import Actor
from kb.services.law.passages import Passage, read_passages, walk_passages
from kb.services.permits import may, require
from kb.services.propagation.coverage import Coverage, Mark, read_coverage
from kb.services.publishing.published import editions_in_force, visible_editions
from kb.services.reading.shelves import OriginalRow, originals_of
from kb.services.unit import Unit
from kb.text.dates import day_words
from kb.vocabulary import Verb


class Standing(StrEnum):
    """Where an edition stands in time."""

    PAST = "past"
    IN_FORCE = "in_force"
    COMING = "coming"


@dataclass(frozen=True)
class EditionLink:
    """One edition of the original. `until` is the day from which another one is in force."""

    in_force_from: date
    until: date | None
    standing: Standing

    @property
    def last_day(self) -> date | None:
        """The last day it is in force; None while no other edition is known."""
        return self.until - timedelta(days=1) if self.until else None


@dataclass(frozen=True)
class NamedLink:
    """Another original, a department or a topic: its slug, and what it is called today."""

    slug: str
    title: str


@dataclass(frozen=True)
class OriginalPage:
    """One edition with everything beside it."""

    slug: str
    title: str
    citation: str
    kind: str  # vocabulary.OriginalKind
    jurisdiction: str
    department: NamedLink | None
    topics: tuple[NamedLink, ...]
    edition: EditionLink
    editions: tuple[EditionLink, ...]  # newest first
    made_under: NamedLink | None
    made_here: tuple[NamedLink, ...]
    passages: tuple[Passage, ...]
    coverage: Coverage
    cells: tuple["Cell", ...]
    history: tuple[LawEvent, ...]  # what happened to the law, oldest first
    today: date
    edition_id: int
    may_ask: bool  # what a provision means: a clarification

    @property
    def is_in_force(self) -> bool:
        """True when this edition is the law of today."""
        return self.edition.standing is Standing.IN_FORCE

    @property
    def in_force(self) -> EditionLink | None:
        """The edition in force today, if there is one."""
        found = (one for one in self.editions if one.standing is Standing.IN_FORCE)
        return next(found, None)

    @property
    def repealed(self) -> date | None:
        """The day from which another law has repealed it; None while it stands."""
        days = (one.day for one in self.history if one.what == "repeal" and one.day <= self.today)
        return next(days, None)

    def count(self, mark: Mark | str) -> int:
        """Return how many provisions with words of their own stand at `mark`."""
        return sum(cell.mark == mark for cell in self.cells)


@dataclass(frozen=True)
class Cell:
    """How one provision that has words of its own stands, for the strip of coverage."""

    eid: str
    citation: str
    mark: Mark


def read_original(
    unit: Unit, actor: Actor, slug: str, *, in_force_from: date | None = None
) -> OriginalPage:
    """Return the edition of `slug` in force from that date; without one, that of the unit's day.

    An original that is only coming is shown by its first edition. Raises NotFoundError.
    """
    require(actor, Verb.READ)
    editions = visible_editions(unit, slug)
    links = _edition_links(editions, unit.today)
    at = _position(slug, links, in_force_from, unit.day)
    edition = editions[at]
    passages, coverage = read_passages(unit, edition), read_coverage(unit, edition)
    return OriginalPage(
        slug=slug,
        title=edition.title,
        citation=edition.citation,
        kind=edition.kind,
        jurisdiction=edition.jurisdiction,
        department=_department(unit, edition),
        topics=_topics(unit, edition),
        edition=links[at],
        editions=tuple(reversed(links)),
        made_under=_made_under(unit, edition),
        made_here=_made_here(unit, edition),
        passages=passages,
        coverage=coverage,
        cells=tuple(_cells(passages, coverage)),
        history=tuple(LawEvent(date.fromisoformat(day), *said) for day, *said in edition.history),
        today=unit.today,
        edition_id=edition.id,
        may_ask=may(actor, Verb.ASK_CLARIFICATION),
    )


def _cells(passages: Iterable[Passage], coverage: Coverage) -> Iterator[Cell]:
    for one in walk_passages(passages):
        if one.has_words:
            yield Cell(one.eid, one.citation, coverage.mark(one.eid))


def read_shelf(unit: Unit, actor: Actor) -> tuple[OriginalRow, ...]:
    """Return every original in force today, by title."""
    require(actor, Verb.READ)
    return originals_of(unit, lambda _: True)


def _edition_links(editions: list[Edition], today: date) -> list[EditionLink]:
    days = [edition.in_force_from for edition in editions]
    past = [day for day in days if day <= today]
    return [
        EditionLink(day, until, _standing(day, past))
        for day, until in zip(days, [*days[1:], None], strict=False)
    ]


def _standing(day: date, past: list[date]) -> Standing:
    if day not in past:
        return Standing.COMING
    return Standing.IN_FORCE if day == max(past) else Standing.PAST


def _position(slug: str, links: list[EditionLink], wanted: date | None, day: date) -> int:
    if not links:
        raise NotFoundError(f"There is no original “{slug}” here. Search for its name.")
    for at, link in enumerate(links):
        if link.in_force_from == wanted:
            return at
    if wanted is not None:
        raise NotFoundError(
            f"“{slug}” has no edition in force from {day_words(wanted)}. "
            f"Choose one of its editions at /o/{slug}."
        )
    begun = [at for at, link in enumerate(links) if link.in_force_from <= day]
    return max(begun, default=0)


def _department(unit: Unit, edition: Edition) -> NamedLink | None:
    if edition.department_id is None:
        return None
    found = unit.session.get_one(Department, edition.department_id)
    return NamedLink(found.slug, found.name)


def _topics(unit: Unit, edition: Edition) -> tuple[NamedLink, ...]:
    query = select(Topic.slug, Topic.name).where(Topic.slug.in_(edition.topics))
    names = {row.slug: row.name for row in unit.session.execute(query)}
    return tuple(NamedLink(slug, names[slug]) for slug in edition.topics if slug in names)


def _made_under(unit: Unit, edition: Edition) -> NamedLink | None:
    if edition.made_under_id is None:
        return None
    parent = unit.session.get_one(Original, edition.made_under_id)
    newest = visible_editions(unit, parent.slug)
    return NamedLink(parent.slug, newest[-1].title) if newest else None


def _made_here(unit: Unit, edition: Edition) -> tuple[NamedLink, ...]:
    return tuple(
        NamedLink(slug, one.title)
        for slug, one in sorted(editions_in_force(unit).items())
        if one.made_under_id == edition.original_id
    )

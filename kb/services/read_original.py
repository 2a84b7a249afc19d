"""Read one edition of an original: its text, its place in time, what stands for its provisions."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import select

from kb.errors import NotFoundError
from kb.models import Department, Edition, Original, Topic
from kb.services.actor import Actor
from kb.services.coverage import Coverage, Mark, read_coverage
from kb.services.passages import Passage, read_passages, walk_passages
from kb.services.permits import require
from kb.services.published import editions_in_force, visible_editions
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
class OriginalLink:
    """Another original, by its title in force."""

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
    department: str
    topics: tuple[str, ...]
    edition: EditionLink
    editions: tuple[EditionLink, ...]  # newest first
    made_under: OriginalLink | None
    made_here: tuple[OriginalLink, ...]
    passages: tuple[Passage, ...]
    coverage: Coverage
    today: date

    @property
    def is_in_force(self) -> bool:
        """True when this edition is the law of today."""
        return self.edition.standing is Standing.IN_FORCE

    @property
    def in_force(self) -> EditionLink | None:
        """The edition in force today, if there is one."""
        found = (one for one in self.editions if one.standing is Standing.IN_FORCE)
        return next(found, None)

    def count(self, mark: Mark | str) -> int:
        """Return how many provisions with words of their own stand at `mark`."""
        passages = (one for one in walk_passages(self.passages) if one.has_words)
        return sum(self.coverage.mark(one.eid) == mark for one in passages)


def read_original(
    unit: Unit, actor: Actor, slug: str, *, in_force_from: date | None = None
) -> OriginalPage:
    """Return the edition of `slug` in force from that date; without one, the one in force today.

    An original that is only coming is shown by its first edition. Raises NotFoundError.
    """
    require(actor, Verb.READ)
    editions = visible_editions(unit, slug)
    links = _edition_links(editions, unit.today)
    at = _position(slug, links, in_force_from)
    edition = editions[at]
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
        passages=read_passages(unit, edition),
        coverage=read_coverage(unit, edition),
        today=unit.today,
    )


@dataclass(frozen=True)
class ShelfRow:
    """One original in the list of all."""

    slug: str
    title: str
    citation: str
    kind: str
    in_force_from: date


def read_shelf(unit: Unit, actor: Actor) -> tuple[ShelfRow, ...]:
    """Return every original in force today, by title."""
    require(actor, Verb.READ)
    rows = (
        ShelfRow(slug, one.title, one.citation, one.kind, one.in_force_from)
        for slug, one in editions_in_force(unit).items()
    )
    return tuple(sorted(rows, key=lambda row: row.title.casefold()))


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


def _position(slug: str, links: list[EditionLink], wanted: date | None) -> int:
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
    standings = [link.standing for link in links]
    return standings.index(Standing.IN_FORCE) if Standing.IN_FORCE in standings else 0


def _department(unit: Unit, edition: Edition) -> str:
    found = unit.session.get(Department, edition.department_id) if edition.department_id else None
    return found.name if found else ""


def _topics(unit: Unit, edition: Edition) -> tuple[str, ...]:
    query = select(Topic.slug, Topic.name).where(Topic.slug.in_(edition.topics))
    names = {row.slug: row.name for row in unit.session.execute(query)}
    return tuple(names.get(slug, slug) for slug in edition.topics)


def _made_under(unit: Unit, edition: Edition) -> OriginalLink | None:
    if edition.made_under_id is None:
        return None
    parent = unit.session.get_one(Original, edition.made_under_id)
    newest = visible_editions(unit, parent.slug)
    return OriginalLink(parent.slug, newest[-1].title) if newest else None


def _made_here(unit: Unit, edition: Edition) -> tuple[OriginalLink, ...]:
    return tuple(
        OriginalLink(slug, one.title)
        for slug, one in sorted(editions_in_force(unit).items())
        if one.made_under_id == edition.original_id
    )

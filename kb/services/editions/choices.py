"""What the form of an edition offers to choose from: kinds, departments, originals, topics."""

from dataclasses import dataclass

from sqlalchemy import select

from kb.models import Department, Original, Topic
from kb.services.publishing.published import editions_in_force
from kb.services.unit import Unit
from kb.vocabulary import RANK_WORDS, OriginalKind


@dataclass(frozen=True)
class Choice:
    """A value and what people call it."""

    value: str
    words: str


@dataclass(frozen=True)
class Choices:
    """The lists of the form, each in the order in which people look for things."""

    kinds: tuple[Choice, ...]
    departments: tuple[Choice, ...]
    originals: tuple[Choice, ...]
    topics: tuple[Choice, ...]


def read_choices(unit: Unit) -> Choices:
    """Return everything that an edition can name."""
    departments = select(Department.slug, Department.name).order_by(Department.name)
    topics = select(Topic.slug, Topic.name).order_by(Topic.name)
    titles = {slug: edition.title for slug, edition in editions_in_force(unit).items()}
    slugs = unit.session.scalars(select(Original.slug).order_by(Original.slug))
    return Choices(
        kinds=tuple(Choice(kind, f"{kind} ({RANK_WORDS[kind]})") for kind in OriginalKind),
        departments=tuple(Choice(*row) for row in unit.session.execute(departments)),
        originals=tuple(Choice(slug, titles.get(slug, slug)) for slug in slugs),
        topics=tuple(Choice(*row) for row in unit.session.execute(topics)),
    )

"""One edition on its way: how it stands, what is left to do, what this person may do next."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from kb.errors import Problem
from kb.importers.edition_text import read_edition as read_source
from kb.models import Edition, EditionReview, EditionState, User
from kb.services.actor import Actor
from kb.services.editions.life import LIFE, Event
from kb.services.editions.package_rows import package_of
from kb.services.editions.stored import author_ids_of, days_released, find_edition, matter_of
from kb.services.editions.told import Told, agents_told, waits_to_be_told
from kb.services.editions.undecided import Differences, read_differences
from kb.services.permits import may
from kb.services.unit import Unit
from kb.text.provisions import Provision, walk
from kb.vocabulary import State

OPERATOR_NAME = "the operator"


@dataclass(frozen=True)
class Step:
    """One thing that happened to an edition; `was_coming` where its day was to come then."""

    state: State
    at: datetime
    who: str
    why: str
    was_coming: bool


@dataclass(frozen=True)
class PackageLink:
    """The package that an edition goes live with."""

    id: int
    title: str


@dataclass(frozen=True)
class Head:
    """What every page of an edition says at its top."""

    id: int
    slug: str
    title: str
    citation: str
    kind: str  # vocabulary.OriginalKind
    in_force_from: date
    version: int
    state: State
    is_correction: bool
    is_first: bool
    author: str
    created_at: datetime
    today: date

    @property
    def is_coming(self) -> bool:
        """True before its day."""
        return self.in_force_from > self.today

    @property
    def can_be_read(self) -> bool:
        """True once everybody who is signed in may read it."""
        return self.state is State.PUBLISHED or (
            self.state is State.SCHEDULED and not self.is_coming
        )


@dataclass(frozen=True)
class EditionPage:
    """An edition with what is left to do and what may be done."""

    head: Head
    previous: date | None
    differences: Differences
    history: tuple[Step, ...]
    package: PackageLink | None
    newer: int | None  # the version that took this one's place
    allowed: frozenset[Event]
    can_write: bool
    needs_review: bool
    told: Told | None
    to_tell: bool  # the viewer may tell agents, and nobody has

    @property
    def decided(self) -> int:
        """How many changes were decided."""
        return len(self.differences.to_decide) - len(self.differences.undecided)


@dataclass(frozen=True)
class TextPage:
    """The tree of a stored text, with what was doubtful in it."""

    head: Head
    provisions: tuple[Provision, ...]
    count: int
    warnings: tuple[Problem, ...]


def read_edition(unit: Unit, actor: Actor, edition_id: int, *, second_eyes: bool) -> EditionPage:
    """Return everything about an edition's way but its words."""
    edition = find_edition(unit, actor, edition_id)
    package = package_of(unit, edition)
    differences = read_differences(unit, edition)
    head = head_of(unit, edition)
    return EditionPage(
        head=head,
        previous=differences.previous.in_force_from if differences.previous else None,
        differences=differences,
        history=history_of(unit, edition),
        package=PackageLink(package.id, package.title) if package else None,
        newer=_newer(unit, edition, head.state),
        allowed=_allowed(unit, actor, edition, head),
        can_write=may(actor, LIFE[Event.SET_ASIDE].verb, matter_of(edition)),
        needs_review=second_eyes,
        told=agents_told(unit, actor, edition),
        to_tell=waits_to_be_told(unit, actor, edition),
    )


def read_text_page(unit: Unit, actor: Actor, edition_id: int) -> TextPage:
    """Return the tree of an edition, read again from its source so that its lines are known."""
    edition = find_edition(unit, actor, edition_id)
    read = read_source(
        edition.original.slug,
        edition.in_force_from,
        edition.source,
        text_format=edition.source_format,
    )
    provisions = read.record.provisions if read.record else ()
    return TextPage(
        head_of(unit, edition), provisions, sum(1 for _ in walk(provisions)), read.warnings
    )


def head_of(unit: Unit, edition: Edition) -> Head:
    """Return what every page of an edition says at its top."""
    history = history_of(unit, edition)
    slug = edition.original.slug
    released = days_released(unit, slug)
    state = history[-1].state
    is_shown = state in {State.PUBLISHED, State.SCHEDULED}
    return Head(
        id=edition.id,
        slug=slug,
        title=edition.title,
        citation=edition.citation,
        kind=edition.kind,
        in_force_from=edition.in_force_from,
        version=edition.version,
        state=state,
        is_correction=edition.in_force_from in released and not is_shown,
        is_first=not any(day < edition.in_force_from for day in released),
        author=name_of(unit, edition.author_id),
        created_at=edition.created_at,
        today=unit.today,
    )


def history_of(unit: Unit, edition: Edition) -> tuple[Step, ...]:
    """Return what happened to an edition, the first thing first."""
    query = select(EditionState).where(
        EditionState.edition_id == edition.id, EditionState.at <= unit.now
    )
    return tuple(
        Step(
            State(row.state),
            row.at,
            name_of(unit, row.actor_id),
            row.why,
            row.at.astimezone(unit.zone).date() < edition.in_force_from,
        )
        for row in unit.session.scalars(query.order_by(EditionState.id))
    )


def name_of(unit: Unit, user_id: int | None) -> str:
    """Return what people call a person, or that it was the operator."""
    user = unit.session.get(User, user_id) if user_id is not None else None
    return (user.full_name or user.name) if user else OPERATOR_NAME


def last_review(unit: Unit, edition: Edition) -> EditionReview | None:
    """Return the newest decision of a second pair of eyes, or None."""
    query = select(EditionReview).where(EditionReview.edition_id == edition.id)
    return unit.session.scalars(query.order_by(EditionReview.id.desc()).limit(1)).first()


def _allowed(unit: Unit, actor: Actor, edition: Edition, head: Head) -> frozenset[Event]:
    authors = author_ids_of(unit, edition)
    matter = matter_of(edition, authors)
    found = {
        event
        for event, rule in LIFE.items()
        if head.state in rule.before and may(actor, rule.verb, matter)
    }
    if not head.is_coming:
        found -= {Event.WITHDRAW, Event.RELEASE}
    return frozenset(found)


def _newer(unit: Unit, edition: Edition, state: State) -> int | None:
    """Return the version that replaced this one, if it was put away for it."""
    if state is not State.RETIRED:
        return None
    query = select(Edition.id).where(
        Edition.original_id == edition.original_id, Edition.id > edition.id
    )
    return unit.session.scalar(query.order_by(Edition.id.desc()).limit(1))

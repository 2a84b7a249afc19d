"""Clarifications as they are read: by who asked, by who answers, and beside a coming edition."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Row, Select, func, or_, select
from sqlalchemy.orm import aliased

from kb.errors import NotFoundError
from kb.models import Clarification, Department, Edition, Original, Provision, User
from kb.services.actor import Actor
from kb.services.law.nodes import cite_path
from kb.services.people.deputies import stands_in_for
from kb.services.permits import Matter, may, require
from kb.services.publishing.in_force import visible_ids
from kb.services.review.clarifications.asking import KIND, find_provision
from kb.services.unit import Unit
from kb.text.provisions import BlockKind
from kb.vocabulary import Role, Verb

_Row = Row[Clarification, Edition, Provision, str, str, str, str]
COMPLIANCE = "Compliance"
A_SHELF = 50


@dataclass(frozen=True)
class Subject:
    """A provision that is asked about. `words` are its own, in Markdown; `title` its original's.

    `is_released` says that its edition may be shown to everybody.
    """

    edition_id: int
    eid: str
    original: str
    title: str
    citation: str
    heading: str
    words: tuple[str, ...]
    in_force_from: date
    is_released: bool


@dataclass(frozen=True)
class ClarificationView:
    """One question with its provision, its owner (a department's name), its clock, its reply."""

    id: int
    subject: Subject
    question: str
    asked_by: str
    asked_at: datetime
    owner: str
    due_on: date
    is_overdue: bool
    reply: str
    replied_by: str
    replied_at: datetime | None
    is_seen: bool
    is_mine: bool
    may_reply: bool

    @property
    def is_open(self) -> bool:
        """True until somebody answered it, or who asked took it back."""
        return self.replied_at is None

    @property
    def was_taken_back(self) -> bool:
        """True where who asked closed it."""
        return not self.is_open and not self.reply


@dataclass(frozen=True)
class ClarificationPage:
    """What one person has to do with: to answer, asked and open, answered and not yet seen, old."""

    to_answer: tuple[ClarificationView, ...]
    waiting: tuple[ClarificationView, ...]
    answered: tuple[ClarificationView, ...]
    closed: tuple[ClarificationView, ...]


@dataclass(frozen=True)
class AskPage:
    """What the form needs: the provision, whom to ask as (slug, name), what was asked of it."""

    subject: Subject
    departments: tuple[tuple[str, str], ...]
    owner: str  # slug of the department whose text it is, "" for compliance
    asked: tuple[ClarificationView, ...]


def open_clarifications(
    unit: Unit,
    actor: Actor,
    *,
    edition_id: int | None = None,
    department_id: int | None = None,
) -> tuple[ClarificationView, ...]:
    """Return what is not answered yet, due first; of one edition, or put to one department."""
    wanted: list[ColumnElement[bool]] = [Clarification.replied_at.is_(None)]
    if edition_id is not None:
        wanted.append(Clarification.edition_id == edition_id)
    if department_id is not None:
        wanted.append(Clarification.department_id == department_id)
    return _views(unit, actor, *wanted)


def clarifications_to_answer(unit: Unit, actor: Actor) -> tuple[ClarificationView, ...]:
    """Return what waits for the actor's answer, due first: compliance all, a partner their own."""
    if actor.has(Role.COMPLIANCE):
        rows = open_clarifications(unit, actor)
    elif actor.has(Role.PARTNER) and actor.department_id is not None:
        rows = open_clarifications(unit, actor, department_id=actor.department_id)
    else:
        return ()
    return tuple(row for row in rows if row.may_reply)


def replies_to_see(unit: Unit, actor: Actor) -> tuple[ClarificationView, ...]:
    """Return the replies that the actor, or somebody they stand in for, has not seen yet."""
    people = [actor.id, *(person.id for person in stands_in_for(unit, actor))]
    return _views(
        unit,
        actor,
        Clarification.asked_by_id.in_(people),
        Clarification.replied_at.is_not(None),
        Clarification.seen_at.is_(None),
    )


def read_clarifications(unit: Unit, actor: Actor) -> ClarificationPage:
    """Return the actor's page of clarifications. Raises NotAllowedError."""
    require_reader(actor)
    mine = Clarification.asked_by_id == actor.id
    own = Clarification.department_id == actor.department_id
    theirs = Clarification.replied_by_id == actor.id
    waiting = _views(unit, actor, mine, Clarification.replied_at.is_(None))
    closed = _views(
        unit,
        actor,
        Clarification.replied_at.is_not(None),
        mine if actor.department_id is None else or_(mine, theirs, own),
    )
    unseen = replies_to_see(unit, actor)
    left = [view for view in closed if view not in unseen]
    newest_first = sorted(left, key=lambda view: (view.replied_at, view.id), reverse=True)
    return ClarificationPage(
        to_answer=clarifications_to_answer(unit, actor),
        waiting=waiting,
        answered=unseen,
        closed=tuple(newest_first[:A_SHELF]),
    )


def read_clarification(unit: Unit, actor: Actor, clarification_id: int) -> ClarificationView:
    """Return one clarification. Raises NotFoundError, also for one put to another department."""
    require_reader(actor)
    found = _views(unit, actor, Clarification.id == clarification_id)
    if not found or not _may_see(unit, actor, clarification_id):
        raise NotFoundError("There is no such clarification. Look in the list at /clarifications.")
    return found[0]


def prepare_clarification(unit: Unit, actor: Actor, edition_id: int, eid: str) -> AskPage:
    """Return what the form for a new question shows. Raises NotFoundError, NotAllowedError."""
    require(actor, Verb.ASK_CLARIFICATION, Matter(kind=KIND))
    provision = find_provision(unit, actor, edition_id, eid)
    departments = select(Department.slug, Department.name).order_by(Department.name)
    edition = provision.edition
    owner = edition.department_id
    return AskPage(
        subject=_subject(edition, provision, edition.original.slug, released=visible_ids(unit)),
        departments=tuple((row.slug, row.name) for row in unit.session.execute(departments)),
        owner=unit.session.get_one(Department, owner).slug if owner else "",
        asked=_views(unit, actor, Clarification.edition_id == edition_id, Clarification.eid == eid),
    )


def require_reader(actor: Actor) -> None:
    """Raise NotAllowedError for who neither asks nor answers."""
    if may(actor, Verb.ASK_CLARIFICATION, Matter(kind=KIND)):
        return
    require(actor, Verb.CLARIFY, Matter(kind=KIND, department_id=actor.department_id))


def _may_see(unit: Unit, actor: Actor, clarification_id: int) -> bool:
    row = unit.session.get_one(Clarification, clarification_id)
    matter = Matter(kind=KIND, department_id=row.department_id)
    return may(actor, Verb.ASK_CLARIFICATION, matter) or may(actor, Verb.CLARIFY, matter)


def _views(
    unit: Unit, actor: Actor, *conditions: ColumnElement[bool]
) -> tuple[ClarificationView, ...]:
    rows = unit.session.execute(_query().where(*conditions))
    released = visible_ids(unit)
    return tuple(_view(unit, actor, row, released=released) for row in rows)


def _query() -> Select[Clarification, Edition, Provision, str, str, str, str]:
    asker, replier = aliased(User), aliased(User)
    is_its = (Provision.edition_id == Clarification.edition_id) & (
        Provision.eid == Clarification.eid
    )
    columns = (
        Original.slug,
        _known_as(asker).label("asked_by"),
        _known_as(replier).label("replied_by"),
        Department.name.label("department"),
    )
    return (
        select(Clarification, Edition, Provision, *columns)
        .join(Edition, Edition.id == Clarification.edition_id)
        .join(Original, Original.id == Edition.original_id)
        .join(Provision, is_its)
        .join(asker, asker.id == Clarification.asked_by_id)
        .outerjoin(replier, replier.id == Clarification.replied_by_id)
        .outerjoin(Department, Department.id == Clarification.department_id)
        .order_by(Clarification.due_on, Clarification.id)
    )


def _known_as(user: type[User]) -> ColumnElement[str]:
    return func.coalesce(func.nullif(user.full_name, ""), user.name)


def _view(unit: Unit, actor: Actor, found: _Row, *, released: Collection[int]) -> ClarificationView:
    row = found.Clarification
    is_open, is_mine = row.replied_at is None, row.asked_by_id == actor.id
    matter = Matter(kind=KIND, department_id=row.department_id)
    return ClarificationView(
        id=row.id,
        subject=_subject(found.Edition, found.Provision, found.slug, released=released),
        question=row.question,
        asked_by=found.asked_by,
        asked_at=row.asked_at,
        owner=found.department or COMPLIANCE,
        due_on=row.due_on,
        is_overdue=is_open and row.due_on < unit.today,
        reply=row.reply,
        replied_by=found.replied_by or "",
        replied_at=row.replied_at,
        is_seen=row.seen_at is not None,
        is_mine=is_mine,
        may_reply=is_open and not is_mine and may(actor, Verb.CLARIFY, matter),
    )


def _subject(
    edition: Edition, provision: Provision, slug: str, *, released: Collection[int]
) -> Subject:
    return Subject(
        edition_id=edition.id,
        eid=provision.eid,
        original=slug,
        title=edition.title,
        citation=cite_path(edition, provision.path),
        heading=provision.heading,
        words=tuple(text for kind, text in provision.blocks if kind != BlockKind.CHILD),
        in_force_from=edition.in_force_from,
        is_released=edition.id in released,
    )

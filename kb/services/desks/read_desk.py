"""The compliance desk, and a department's: one page, two scopes (docs/vocabulary.md).

First what somebody waits for, then what is coming, then what callers meet already, then how the
law is covered. Each list shows its first rows and says how many there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from kb.models import Edition
from kb.services.actor import Actor
from kb.services.desks.coming import ComingRow, with_readiness
from kb.services.desks.coverage_rows import CoverageShelf, read_shelf
from kb.services.desks.queues import (
    OutdatedRow,
    WithdrawnRow,
    check_queue,
    open_corrections,
    outdated_queue,
    withdrawn_lately,
)
from kb.services.desks.scope import Scope, scope_of
from kb.services.editions.read_work import WorkRow, read_work
from kb.services.notices.from_edition import ToTell, editions_to_tell
from kb.services.people.deputies import stands_in_for
from kb.services.permits import ORIGINAL, Matter, may
from kb.services.propagation.to_check import ToCheck
from kb.services.publishing.standing import Standing
from kb.services.reading.read_process import ProcessRow
from kb.services.reading.shelves import processes_of
from kb.services.review.clarifications.reading import (
    ClarificationView,
    clarifications_to_answer,
    replies_to_see,
)
from kb.services.review.ending.corrections import CorrectionView
from kb.services.review.waiting import Waiting, waiting_reviews
from kb.services.unit import Unit
from kb.vocabulary import Verb

A_QUEUE = 12

T = TypeVar("T")


@dataclass(frozen=True)
class Queue(Generic[T]):
    """The first rows of what waits, and how many there are."""

    rows: tuple[T, ...]
    count: int


@dataclass(frozen=True)
class Desk:
    """Everything on one desk. `name` is the department's, "" for compliance."""

    department: str
    name: str
    has_department: bool  # a compliance person who may look at their department's too
    away: tuple[str, ...]
    reviews: Queue[Waiting]
    clarifications: Queue[ClarificationView]
    replies: tuple[ClarificationView, ...]
    in_work: tuple[WorkRow, ...]
    coming: tuple[ComingRow, ...]
    to_tell: tuple[ToTell, ...]
    outdated: Queue[OutdatedRow]
    to_check: Queue[ToCheck]
    corrections: tuple[CorrectionView, ...]
    withdrawn: tuple[WithdrawnRow, ...]
    processes: tuple[ProcessRow, ...]
    coverage: CoverageShelf


def read_desk(
    unit: Unit, actor: Actor, *, review_days: int, own_department: bool = False, shelf: int = 1
) -> Desk:
    """Return the actor's desk; `shelf` is the page of originals whose coverage is shown.

    Raises NotAllowedError for whoever has none.
    """
    scope = scope_of(unit, actor, own_department=own_department)
    law = Standing.of_day(unit)
    outdated = outdated_queue(unit, scope, law)
    work = read_work(unit, actor)
    writes = may(actor, Verb.WRITE, Matter(kind=ORIGINAL))
    return Desk(
        department=scope.slug,
        name=scope.name,
        has_department=_has_department(actor, scope),
        away=tuple(one.full_name or one.name for one in stands_in_for(unit, actor)),
        reviews=_queue(waiting_reviews(unit, actor, review_days=review_days)),
        clarifications=_queue(clarifications_to_answer(unit, actor)),
        replies=replies_to_see(unit, actor),
        in_work=_own(unit, scope, work.in_work),
        coming=with_readiness(unit, actor, _own(unit, scope, work.coming)),
        to_tell=editions_to_tell(unit, actor) if writes and not scope.slug else (),
        outdated=_queue(outdated),
        to_check=_queue(check_queue(unit, scope, law)),
        corrections=() if scope.slug else open_corrections(unit, actor),
        withdrawn=withdrawn_lately(unit, scope),
        processes=_processes(unit, scope),
        coverage=read_shelf(unit, scope.editions, outdated, shelf),
    )


def _has_department(actor: Actor, scope: Scope) -> bool:
    own = Matter(kind="desk", department_id=actor.department_id)
    return not scope.slug and actor.department_id is not None and may(actor, Verb.CLARIFY, own)


def _queue(rows: Sequence[T]) -> Queue[T]:
    return Queue(tuple(rows[:A_QUEUE]), len(rows))


def _own(unit: Unit, scope: Scope, rows: Sequence[WorkRow]) -> tuple[WorkRow, ...]:
    """Return the rows of what this desk looks after."""
    if scope.department_id is None:
        return tuple(rows)
    return tuple(
        row
        for row in rows
        if unit.session.get_one(Edition, row.id).department_id == scope.department_id
    )


def _processes(unit: Unit, scope: Scope) -> tuple[ProcessRow, ...]:
    if not scope.slug:
        return ()
    return processes_of(unit, lambda record: record.department == scope.slug)

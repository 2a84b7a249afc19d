"""What follows words withdrawn as wrong: who must be put right, by whom, and that it was done."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from kb.errors import ConflictError, InvalidError, NotAllowedError, NotFoundError
from kb.models import Correction, Revision, StateChange, User
from kb.services.actor import Actor
from kb.services.permits import Matter, may, require
from kb.services.review.ending.times_shown import times_shown
from kb.services.unit import Unit
from kb.vocabulary import Role, State, ThingKind, Verb

READERS = (Role.TRAINER, Role.COMPLIANCE, Role.LEAD)


@dataclass(frozen=True)
class CorrectionView:
    """One correction as it stands. `reason` is why the words were withdrawn."""

    id: int
    kind: ThingKind
    key: str
    title: str
    reason: str
    instead: str
    wrong_from: datetime
    wrong_to: datetime
    times_shown: int
    to_put_right: str
    owner: str
    done: str
    closed_at: datetime | None
    may_write: bool

    @property
    def is_open(self) -> bool:
        """True until somebody said what was done."""
        return self.closed_at is None


def read_corrections(unit: Unit, actor: Actor) -> tuple[CorrectionView, ...]:
    """Return every correction, open ones first, the newest first among each."""
    _require_reader(actor)
    query = (
        select(Correction, Revision, User.full_name, User.name)
        .join(Revision, Correction.revision_id == Revision.id)
        .outerjoin(User, Correction.owner_id == User.id)
        .order_by(Correction.id.desc())
    )
    found = [
        _view(unit, actor, (row.Correction, row.Revision), row.full_name or row.name or "")
        for row in unit.session.execute(query)
    ]
    return tuple(sorted(found, key=lambda one: not one.is_open))


def own_correction(unit: Unit, actor: Actor, correction_id: int, *, to_put_right: str) -> None:
    """Take a correction on, and say who must be put right."""
    correction = _open_correction(unit, actor, correction_id)
    correction.owner_id = actor.id
    correction.to_put_right = to_put_right.strip() or correction.to_put_right
    _record(unit, actor, correction, "own_correction", correction.to_put_right)


def close_correction(unit: Unit, actor: Actor, correction_id: int, *, done: str) -> None:
    """Close a correction with what was done. Raises InvalidError when nothing is said."""
    correction = _open_correction(unit, actor, correction_id)
    if not done.strip():
        raise InvalidError("Say what was done to put people right, or why nothing was needed.")
    correction.done, correction.closed_at = done.strip(), unit.now
    correction.owner_id = correction.owner_id or actor.id
    _record(unit, actor, correction, "close_correction", correction.done)


def _open_correction(unit: Unit, actor: Actor, correction_id: int) -> Correction:
    _require_reader(actor)
    correction = unit.session.get(Correction, correction_id)
    if correction is None:
        raise NotFoundError("There is no such correction.")
    if correction.closed_at is not None:
        raise ConflictError("This correction is closed already.")
    return correction


def _require_reader(actor: Actor) -> None:
    require(actor, Verb.READ)
    if not (actor.is_operator or actor.has(*READERS)):
        raise NotAllowedError("Corrections are for trainers, compliance and leads.")


def _record(unit: Unit, actor: Actor, correction: Correction, verb: str, why: str) -> None:
    revision = unit.session.get_one(Revision, correction.revision_id)
    thing = f"{revision.thing.kind}:{revision.thing.key}"
    unit.record(actor, verb, thing, details={"correction": correction.id}, why=why)


def _view(unit: Unit, actor: Actor, row: tuple[Correction, Revision], owner: str) -> CorrectionView:
    """Opened counts come a few seconds late, so they are read again, never less than at first."""
    correction, revision = row
    why = select(StateChange.why).where(
        StateChange.revision_id == revision.id, StateChange.state == State.WITHDRAWN
    )
    return CorrectionView(
        id=correction.id,
        kind=ThingKind(revision.thing.kind),
        key=revision.thing.key,
        title=revision.title,
        reason=unit.session.scalar(why.order_by(StateChange.id.desc()).limit(1)) or "",
        instead=correction.instead,
        wrong_from=correction.wrong_from,
        wrong_to=correction.wrong_to,
        times_shown=max(correction.times_shown, times_shown(unit, revision.id)),
        to_put_right=correction.to_put_right,
        owner=owner,
        done=correction.done,
        closed_at=correction.closed_at,
        may_write=may(actor, Verb.WRITE, Matter(kind=revision.thing.kind)),
    )

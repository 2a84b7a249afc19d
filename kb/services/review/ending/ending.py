"""End what is shown: retire it in good order, or withdraw it at once because it is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from kb.errors import InvalidError, NotFoundError
from kb.models import Correction, Revision, StateChange, Thing
from kb.services.actor import Actor
from kb.services.permits import Matter, require
from kb.services.publishing.published import shown_revision, shown_revisions
from kb.services.publishing.timeline import span_shown
from kb.services.review.ending.times_shown import times_shown
from kb.services.review.transitions import Event, move, state_of
from kb.services.unit import Unit
from kb.vocabulary import State, ThingKind, Verb


@dataclass(frozen=True)
class Wrong:
    """Why words are withdrawn, what is right instead if that is known, who must be put right."""

    reason: str
    instead: str = ""
    to_put_right: str = ""
    owner_id: int | None = None


@dataclass(frozen=True)
class Ending:
    """What is about to end: its title, since when it is shown, and how often it was opened."""

    kind: ThingKind
    key: str
    title: str
    language: str
    since: datetime | None
    times: int
    is_coming: bool
    others: tuple[tuple[str, str], ...]  # (key, title) of what could replace it


def read_ending(unit: Unit, actor: Actor, kind: ThingKind, key: str, verb: Verb) -> Ending:
    """Return what is to be known before words end. Raises NotFoundError, NotAllowedError."""
    require(actor, verb, Matter(kind=kind))
    shown = shown_revision(unit, kind, key)
    revision = shown or _coming(unit, kind, key)
    span = span_shown(_rows(unit, revision), unit.now)
    return Ending(
        kind=kind,
        key=key,
        title=revision.title,
        language=revision.language,
        since=span.start if span else None,
        times=times_shown(unit, revision.id),
        is_coming=shown is None,
        others=tuple(
            (other, one.title)
            for other, one in sorted(shown_revisions(unit, kind).items())
            if other != key
        ),
    )


def retire(
    unit: Unit, actor: Actor, kind: ThingKind, key: str, *, reason: str, replaced_by: str = ""
) -> None:
    """Take what is shown out of use, saying what replaces it or why nothing does.

    Raises NotFoundError when nothing is shown, InvalidError without a reason or when what is to
    replace it is not published, NotAllowedError.
    """
    require(actor, Verb.PUBLISH, Matter(kind=kind))
    revision = _shown(unit, kind, key)
    if replaced_by and (replaced_by == key or shown_revision(unit, kind, replaced_by) is None):
        raise InvalidError(f"“{replaced_by}” is not published, so it cannot replace this.")
    if not (reason.strip() or replaced_by):
        raise InvalidError("Say what replaces it, or why nothing does.")
    why = f"Replaced by {replaced_by}. {reason}".strip() if replaced_by else reason.strip()
    move(unit, actor, revision, Event.RETIRE, why=why)


def withdraw(
    unit: Unit, actor: Actor, kind: ThingKind, key: str, wrong: Wrong
) -> Correction | None:
    """Take words away at once because they are wrong; return the correction that this opens.

    What was only to come has misled nobody: then there is no correction. Raises NotFoundError
    when nothing is shown or coming, InvalidError without a reason, NotAllowedError.
    """
    require(actor, Verb.WITHDRAW, Matter(kind=kind))
    if not wrong.reason.strip():
        raise InvalidError("Say what is wrong with it: whoever corrects it goes by that.")
    revision = shown_revision(unit, kind, key) or _coming(unit, kind, key)
    span = span_shown(_rows(unit, revision), unit.now)
    move(unit, actor, revision, Event.WITHDRAW, why=wrong.reason.strip())
    if span is None or span.start > unit.now:
        return None
    correction = Correction(
        revision_id=revision.id,
        wrong_from=span.start,
        wrong_to=unit.now,
        times_shown=times_shown(unit, revision.id),
        to_put_right=wrong.to_put_right.strip(),
        instead=wrong.instead.strip(),
        owner_id=wrong.owner_id,
    )
    unit.session.add(correction)
    unit.session.flush()
    return correction


def _rows(unit: Unit, revision: Revision) -> Sequence[StateChange]:
    query = select(StateChange).where(StateChange.revision_id == revision.id)
    return unit.session.scalars(query.order_by(StateChange.id)).all()


def _shown(unit: Unit, kind: ThingKind, key: str) -> Revision:
    revision = shown_revision(unit, kind, key)
    if revision is None:
        raise NotFoundError(f"Nothing of “{key}” is published now.")
    return revision


def _coming(unit: Unit, kind: ThingKind, key: str) -> Revision:
    """Return what is scheduled, the first to come first. Raises NotFoundError."""
    query = (
        select(Revision)
        .join(Thing, Revision.thing_id == Thing.id)
        .where(Thing.kind == kind, Thing.key == key)
        .order_by(Revision.number)
    )
    for revision in unit.session.scalars(query):
        if state_of(unit, revision) is State.SCHEDULED:
            return revision
    raise NotFoundError(f"Nothing of “{key}” is published now, or coming.")

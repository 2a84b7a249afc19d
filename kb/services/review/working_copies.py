"""Private texts beside what is published: saved as they are typed, right or not, and never lost.

A copy is its owner's alone. Others only learn that somebody writes on the same text, and since
when. It is no content yet, so saving it needs no audit (`store.touch()`).
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from kb.errors import ConflictError, InvalidError, NotFoundError
from kb.models import Revision, User, WorkingCopy
from kb.services.actor import Actor
from kb.services.permits import Matter, require
from kb.services.review.forms import FORMS, Fields, Form
from kb.services.review.machine_text import NOTHING, MachineText
from kb.services.review.revisions import newest_revision, record_of
from kb.services.review.transitions import state_of
from kb.services.unit import Unit
from kb.vocabulary import State, ThingKind, Verb

MOST_CHARS = 400_000
"""A whole copy; the longest processes are a tenth of that."""


@dataclass(frozen=True)
class Copy:
    """One person's text of a thing. `saved_at` is None while nothing was changed yet.

    `machine` is what machines proposed: beside the text, never in it (`machine_text`).
    """

    kind: ThingKind
    key: str
    fields: Fields
    based_on: Revision | None
    started_at: datetime | None = None
    saved_at: datetime | None = None
    machine: MachineText = NOTHING

    @property
    def version(self) -> str:
        """What a page sends back, so that two windows do not overwrite each other."""
        return self.saved_at.isoformat() if self.saved_at else ""


@dataclass(frozen=True)
class AtWork:
    """Somebody else who writes on the same text, or whose text waits for review."""

    name: str
    since: datetime
    is_submitted: bool


def form_of(kind: ThingKind) -> Form:
    """Return the form of a kind. Raises NotFoundError where it has none."""
    if kind not in FORMS:
        raise NotFoundError(f"A {kind.replace('_', ' ')} is not written here.")
    return FORMS[kind]


def open_copy(unit: Unit, actor: Actor, kind: ThingKind, key: str) -> Copy:
    """Return the actor's copy, or the newest words in the form of one. Changes nothing."""
    require(actor, Verb.WRITE, Matter(kind=kind))
    form = form_of(kind)
    row = _row(unit, actor, kind, key)
    if row is not None:
        return _copy(unit, row)
    newest = newest_revision(unit, kind, key)
    fields = form.write(record_of(newest)) if newest else form.blank(key)
    return Copy(kind, key, fields, newest)


def save_copy(
    unit: Unit,
    actor: Actor,
    copy: Copy,
    fields: Fields,
    *,
    version: str | None = None,
) -> Copy:
    """Keep `fields` as the actor's copy; `version` is what the page had, None to overwrite.

    Raises ConflictError when another window saved since: neither text is lost.
    """
    require(actor, Verb.WRITE, Matter(kind=copy.kind))
    if sum(len(text) for texts in fields.values() for text in texts) > MOST_CHARS:
        raise InvalidError(f"This text has more than {MOST_CHARS:,} letters. Split it.")
    row = _row(unit, actor, copy.kind, copy.key)
    if row is None:
        row = WorkingCopy(
            user_id=actor.id,
            kind=copy.kind,
            key=copy.key,
            based_on_id=copy.based_on.id if copy.based_on else None,
            started_at=unit.now,
        )
        unit.session.add(row)
    elif version is not None and _copy(unit, row).version != version:
        raise ConflictError(
            "You saved this text in another window meanwhile. Both texts are kept: "
            "look at what stands there before you save this one over it."
        )
    row.content, row.saved_at = {**(row.content or {}), "fields": fields}, unit.now
    unit.session.flush()
    return _copy(unit, row)


def keep_machine_text(unit: Unit, actor: Actor, copy: Copy, machine: MachineText) -> Copy:
    """Keep what machines proposed for a saved copy, beside its words. Raises ConflictError."""
    require(actor, Verb.WRITE, Matter(kind=copy.kind))
    row = _row(unit, actor, copy.kind, copy.key)
    if row is None:
        raise ConflictError("Your working copy is gone: save the text, then begin again.")
    row.content, row.saved_at = {**row.content, "machine": machine.pack()}, unit.now
    unit.session.flush()
    return _copy(unit, row)


def based_on(unit: Unit, copy: Copy, typed: str) -> Revision | None:
    """Return the text that a page was opened from, by the id that it sends back.

    Raises InvalidError on the text of another thing.
    """
    if not (typed.isascii() and typed.isdigit()):
        return None
    revision = unit.session.get(Revision, int(typed))
    if revision is None or (revision.thing.kind, revision.thing.key) != (copy.kind, copy.key):
        raise InvalidError("This page belongs to another text. Open the editor again.")
    return revision


def rebase_copy(unit: Unit, actor: Actor, copy: Copy, fields: Fields, onto: Revision) -> Copy:
    """Keep merged `fields` as what follows the revision `onto`."""
    saved = save_copy(unit, actor, copy, fields)
    row = _row(unit, actor, copy.kind, copy.key)
    if row is not None:
        row.based_on_id = onto.id
        unit.session.flush()
    return Copy(saved.kind, saved.key, fields, onto, saved.started_at, saved.saved_at)


def discard_copy(unit: Unit, actor: Actor, kind: ThingKind, key: str) -> None:
    """Let a copy go that its owner no longer wants."""
    row = _row(unit, actor, kind, key)
    if row is not None:
        unit.session.delete(row)


def my_copies(unit: Unit, actor: Actor) -> tuple[Copy, ...]:
    """Return what the actor has begun and not submitted, the last saved first."""
    query = select(WorkingCopy).where(WorkingCopy.user_id == actor.id)
    rows = unit.session.scalars(query.order_by(WorkingCopy.saved_at.desc(), WorkingCopy.id))
    return tuple(_copy(unit, row) for row in rows if row.kind in set(FORMS))


def others_at_work(unit: Unit, actor: Actor, kind: ThingKind, key: str) -> tuple[AtWork, ...]:
    """Return who else writes on the text, and whose text of it waits for a decision."""
    query = (
        select(User.full_name, User.name, WorkingCopy.started_at, WorkingCopy.saved_at)
        .join(User, WorkingCopy.user_id == User.id)
        .where(WorkingCopy.kind == kind, WorkingCopy.key == key, WorkingCopy.user_id != actor.id)
        .order_by(WorkingCopy.id)
    )
    writing = [
        AtWork(row.full_name or row.name, row.started_at or row.saved_at, is_submitted=False)
        for row in unit.session.execute(query)
    ]
    return (*writing, *_submitted(unit, actor, kind, key))


def _submitted(unit: Unit, actor: Actor, kind: ThingKind, key: str) -> tuple[AtWork, ...]:
    newest = newest_revision(unit, kind, key)
    if newest is None or newest.author_id in {None, actor.id}:
        return ()
    if state_of(unit, newest) not in {State.IN_REVIEW, State.APPROVED}:
        return ()
    author = unit.session.get_one(User, newest.author_id)
    return (AtWork(author.full_name or author.name, newest.created_at, is_submitted=True),)


def _row(unit: Unit, actor: Actor, kind: ThingKind, key: str) -> WorkingCopy | None:
    query = select(WorkingCopy).where(
        WorkingCopy.user_id == actor.id, WorkingCopy.kind == kind, WorkingCopy.key == key
    )
    return unit.session.scalar(query)


def _copy(unit: Unit, row: WorkingCopy) -> Copy:
    based_on = unit.session.get(Revision, row.based_on_id) if row.based_on_id else None
    fields: Fields = row.content["fields"]
    kind, machine = ThingKind(row.kind), MachineText.unpack(row.content.get("machine"))
    return Copy(kind, row.key, fields, based_on, row.started_at, row.saved_at, machine)

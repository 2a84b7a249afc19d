"""Submit words for review: a new revision, at once in review, following the newest one.

Who started from older words is told so and merges first (`merging`): nothing is overwritten.
"""

from typing import Any

from sqlalchemy import delete, select

from kb.errors import ConflictError, InvalidError
from kb.importers.content import RECORDS, unpack
from kb.importers.records import AnswerRecord, Placed
from kb.models import Revision, WorkingCopy
from kb.services.actor import Actor
from kb.services.library.covers import key_of
from kb.services.permits import Matter, require
from kb.services.publishing.published import shown_revision
from kb.services.review.findings.reasons import with_needed_reasons
from kb.services.review.forms import FORMS
from kb.services.review.machine_text import machine_problems
from kb.services.review.problems import require_right
from kb.services.review.revisions import add_revision, newest_revision
from kb.services.review.transitions import Event, move, state_of
from kb.services.review.working_copies import open_copy
from kb.services.unit import Unit
from kb.services.workshop.workshop import Workshop
from kb.vocabulary import State, ThingKind, Verb


def submit(  # noqa: PLR0913 - what is submitted, where it goes, what it is compared by
    unit: Unit,
    actor: Actor,
    kind: ThingKind,
    key: str,
    content: dict[str, Any],
    *,
    based_on_id: int | None = None,
    workshop: Workshop | None = None,
) -> Revision:
    """Store `content` (the packed record of that kind) as the next revision, in review.

    An answer is compared with its law by the `workshop`. Raises ConflictError when another text
    was submitted since `based_on_id`, InvalidError when it has problems, a high finding without
    a reason (ReasonsError), or says what is published already, NotAllowedError.
    """
    require(actor, Verb.SUBMIT, Matter(kind=kind))
    record: Placed = unpack(RECORDS[kind], content)
    if key_of(record) != key:
        raise InvalidError(f"These words are of “{key_of(record)}”, not of “{key}”.")
    before = newest_revision(unit, kind, key)
    _refuse_older_base(before, based_on_id)
    require_right(unit, record)
    if isinstance(record, AnswerRecord):
        record = with_needed_reasons(unit, workshop, record)
    _refuse_machine_text(unit, actor, kind, record)
    revision = add_revision(unit, actor, record, based_on=before)
    _refuse_same(unit, kind, key, revision)
    move(unit, actor, revision, Event.WRITE)
    move(unit, actor, revision, Event.SUBMIT)
    _close_older(unit, actor, revision)
    _forget_copy(unit, actor, kind, key)
    return revision


def take_back(unit: Unit, actor: Actor, revision: Revision) -> None:
    """Take one's own words out of review. Raises ConflictError when it is too late for that."""
    kind = ThingKind(revision.thing.kind)
    require(actor, Verb.SUBMIT, Matter(kind=kind))
    if revision.author_id != actor.id:
        raise ConflictError("Only who submitted a text can take it back.")
    move(unit, actor, revision, Event.TAKE_BACK)


def _refuse_older_base(before: Revision | None, based_on_id: int | None) -> None:
    newest = before.id if before else None
    if newest != based_on_id:
        raise ConflictError(
            "Somebody submitted another text since you began. Yours is kept: put the two together."
        )


def _refuse_same(unit: Unit, kind: ThingKind, key: str, revision: Revision) -> None:
    """Raise when nothing would change: a corrected edition of the same day is other law, too."""
    shown = shown_revision(unit, kind, key)
    if shown is None or shown.content_hash != revision.content_hash:
        return
    if _links(shown) == _links(revision):
        raise InvalidError(
            "These words are what is published already, against the same law. "
            "Change them, or discard your working copy."
        )


def _refuse_machine_text(unit: Unit, actor: Actor, kind: ThingKind, record: Placed) -> None:
    """Raise InvalidError while the author's copy holds proposals of machines that nobody decided.

    Whatever way the words came in: it is their copy that says so, not what was posted.
    """
    if kind not in FORMS:
        return
    copy = open_copy(unit, actor, kind, key_of(record))
    found = machine_problems(copy.machine, FORMS[kind].write(record))
    if found:
        raise InvalidError(" ".join(f"{one.what} {one.mend}" for one in found))


def _links(revision: Revision) -> set[tuple[int, str]]:
    return {(cover.edition_id, cover.eid) for cover in revision.covers}


def _close_older(unit: Unit, actor: Actor, revision: Revision) -> None:
    """End the reviews of older texts: only the newest one can be approved and published."""
    query = select(Revision).where(
        Revision.thing_id == revision.thing_id, Revision.number < revision.number
    )
    why = f"Revision {revision.number} was submitted."
    for older in unit.session.scalars(query.order_by(Revision.number)):
        if state_of(unit, older) is State.APPROVED:
            move(unit, actor, older, Event.FALL, why=why)
        if state_of(unit, older) is State.IN_REVIEW:
            move(unit, actor, older, Event.TAKE_BACK, why=why)


def _forget_copy(unit: Unit, actor: Actor, kind: ThingKind, key: str) -> None:
    """Let the working copy go: its words are a revision now."""
    unit.session.execute(
        delete(WorkingCopy).where(
            WorkingCopy.user_id == actor.id, WorkingCopy.kind == kind, WorkingCopy.key == key
        )
    )

"""Two people for every notice: one submits it, another agrees, and it is live from that moment.

It ends by itself: its end is planned as it is published, so that no job need run then.
"""

from kb.errors import ConflictError, InvalidError, NotFoundError
from kb.importers.content import pack, unpack
from kb.importers.records import NoticeRecord
from kb.models import Revision
from kb.services.actor import Actor
from kb.services.notices.confirm import note_read
from kb.services.notices.writing import Typed, read_typed
from kb.services.permits import Matter, require
from kb.services.review.deciding import Decision, decide
from kb.services.review.ending.ending import retire
from kb.services.review.publishing import publish_approved
from kb.services.review.revisions import author_ids, newest_revision
from kb.services.review.submitting import submit, take_back
from kb.services.unit import Unit
from kb.vocabulary import State, ThingKind, Verb

NOTICE = Matter(kind=ThingKind.NOTICE)


def submit_typed(
    unit: Unit, actor: Actor, typed: Typed, *, slug: str = "", based_on_id: int | None = None
) -> Revision:
    """Submit what was typed as a notice, or as the next text of `slug`, for a second person.

    Raises NoticeError with every problem, ConflictError when another text was submitted since
    `based_on_id`, NotAllowedError.
    """
    require(actor, Verb.SUBMIT, NOTICE)
    base = None
    if slug:
        newest = newest_revision(unit, ThingKind.NOTICE, slug)
        if newest is None:
            raise NotFoundError("There is no such notice.")
        base = unpack(NoticeRecord, newest.content)
    record = read_typed(unit, typed, base)
    return submit_record(unit, actor, record, based_on_id=based_on_id)


def submit_record(
    unit: Unit, actor: Actor, record: NoticeRecord, *, based_on_id: int | None = None
) -> Revision:
    """Submit a whole record. Raises as `submit_typed`."""
    content = pack(record).values
    kind = ThingKind.NOTICE
    return submit(unit, actor, kind, record.slug, content, based_on_id=based_on_id)


def agree(unit: Unit, actor: Actor, revision_id: int, content_hash: str) -> Revision:
    """Agree to the very words that were read: the notice is shown from now on, or its start.

    Who wrote it and who agreed have read it. Raises NotAllowedError for who wrote any of it (I2),
    ConflictError when it is not waiting any more, InvalidError when its end has passed.
    """
    revision = find_proposal(unit, revision_id)
    decide(unit, actor, revision, Decision(State.APPROVED, content_hash=content_hash))
    ends = unpack(NoticeRecord, revision.content).ends
    if ends is not None and ends <= unit.now:
        raise InvalidError("It would have ended by now. Send it back for a later end.")
    if publish_approved(unit, actor, revision) is State.IN_REVIEW:
        raise ConflictError("Another text of this notice was submitted. Read that one.")
    for user_id in {*author_ids(unit, revision), actor.id}:
        note_read(unit, user_id, revision.id)
    return revision


def send_back(unit: Unit, actor: Actor, revision_id: int, reason: str) -> Revision:
    """Ask who wrote it for other words. Raises as `agree`, and InvalidError without a reason."""
    revision = find_proposal(unit, revision_id)
    decide(unit, actor, revision, Decision(State.CHANGES_REQUESTED, reason=reason))
    return revision


def take_back_own(unit: Unit, actor: Actor, revision_id: int) -> Revision:
    """Take one's own notice back before anybody agreed to it."""
    revision = find_proposal(unit, revision_id)
    take_back(unit, actor, revision)
    return revision


def end_now(unit: Unit, actor: Actor, slug: str, reason: str) -> None:
    """End a notice that is shown, before its time. One person is enough to take a notice away.

    Raises NotFoundError when it is not shown, InvalidError without a reason, NotAllowedError.
    """
    retire(unit, actor, ThingKind.NOTICE, slug, reason=reason)


def find_proposal(unit: Unit, revision_id: int) -> Revision:
    """Return a revision of a notice. Raises NotFoundError for anything else."""
    revision = unit.session.get(Revision, revision_id)
    if revision is None or revision.thing.kind != ThingKind.NOTICE:
        raise NotFoundError("There is no such notice.")
    return revision

"""Confirming that one has read a notice: a row about a person, read by that person alone (I9).

It is no entry of the audit record, which others read.
"""

from kb.errors import ConflictError, NotFoundError
from kb.models import Confirmation
from kb.services.actor import Actor
from kb.services.notices.shown import Notice, shown_notices
from kb.services.permits import Matter, require
from kb.services.unit import Unit
from kb.vocabulary import ThingKind, Verb

NOTICE = Matter(kind=ThingKind.NOTICE)


def confirm(unit: Unit, actor: Actor, slug: str, revision_id: int) -> Notice:
    """Note that the actor has read the revision of a notice that they saw; twice is once.

    Raises NotFoundError when the notice is not shown any more, ConflictError when its words have
    changed since: what was not seen is not confirmed.
    """
    require(actor, Verb.CONFIRM, NOTICE)
    notice = next((one for one in shown_notices(unit) if one.slug == slug), None)
    if notice is None:
        raise NotFoundError("This notice has ended, so nothing need be confirmed.")
    if revision_id not in notice.counts:
        raise ConflictError(
            "The notice was changed while it was open. Read it again, then confirm."
        )
    note_read(unit, actor.id, notice.revision_id)
    return notice


def note_read(unit: Unit, user_id: int | None, revision_id: int) -> None:
    """Note that somebody has read a revision of a notice. The operator reads none."""
    if user_id is None or unit.session.get(Confirmation, (revision_id, user_id)) is not None:
        return
    unit.session.add(Confirmation(revision_id=revision_id, user_id=user_id, at=unit.now))
    unit.session.flush()

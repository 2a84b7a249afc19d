"""Clarifications: a trainer's question about a provision, with an owner and a clock.

It is put to compliance or to a department, is due in a few working days, and blocks nothing else.
Who asked is told of the reply until they have seen it. Words are masked before they are kept
(I10), and stand in no audit entry, so that what slipped through can still be erased.
"""

from dataclasses import dataclass

from sqlalchemy import select

from kb.errors import ConflictError, InvalidError, NotAllowedError, NotFoundError
from kb.models import Clarification, Department, Edition, Provision
from kb.services.actor import Actor
from kb.services.permits import ORIGINAL, Matter, require
from kb.services.unit import Unit
from kb.text.masking import mask
from kb.text.working_days import working_days_after
from kb.vocabulary import OriginalKind, Verb

KIND = "clarification"
LONGEST_CHARS = 4000


@dataclass(frozen=True)
class Question:
    """What is asked of a provision; `department` is the slug of whom, "" for compliance."""

    edition_id: int
    eid: str
    words: str
    department: str = ""


def ask_clarification(unit: Unit, actor: Actor, question: Question, *, days: int) -> Clarification:
    """Put a question about a provision, due in so many working days.

    Raises NotFoundError for a provision or department that is not there, InvalidError without
    words or with too many, NotAllowedError.
    """
    require(actor, Verb.ASK_CLARIFICATION, Matter(kind=KIND))
    edition = find_provision(unit, actor, question.edition_id, question.eid).edition
    row = Clarification(
        edition_id=edition.id,
        eid=question.eid,
        question=_words(question.words, "Write what you need to know."),
        asked_by_id=actor.id,
        department_id=_department_id(unit, question.department),
        due_on=working_days_after(unit.today, days),
        asked_at=unit.now,
    )
    unit.session.add(row)
    unit.session.flush()
    _record(unit, actor, "ask_clarification", row)
    return row


def reply_to_clarification(unit: Unit, actor: Actor, clarification_id: int, words: str) -> None:
    """Answer a question that was put to the actor's department, or any as compliance.

    Raises ConflictError where somebody answered it already, NotAllowedError for one's own.
    """
    row = _find(unit, clarification_id, actor, Verb.CLARIFY)
    if row.asked_by_id == actor.id:
        raise NotAllowedError("You asked this yourself. Take it back if you know the answer now.")
    _close(unit, actor, row, _words(words, "Write the answer."))
    _record(unit, actor, "reply_clarification", row)


def take_back_clarification(unit: Unit, actor: Actor, clarification_id: int) -> None:
    """Close a question that the actor asked and needs no answer to any more."""
    row = _own(unit, actor, clarification_id)
    _close(unit, actor, row, "")
    row.seen_at = unit.now
    _record(unit, actor, "take_back_clarification", row)


def see_reply(unit: Unit, actor: Actor, clarification_id: int) -> None:
    """Note that who asked has read the reply: it leaves their bench. Twice does no harm."""
    row = _own(unit, actor, clarification_id)
    if row.replied_at is None:
        raise ConflictError("Nobody has answered this yet.")
    if row.seen_at is None:
        row.seen_at = unit.now
        _record(unit, actor, "see_clarification", row)


def find_provision(unit: Unit, actor: Actor, edition_id: int, eid: str) -> Provision:
    """Return a provision that may be asked about, of an edition in any state.

    Raises NotFoundError, NotAllowedError for who may not read drafts.
    """
    edition = unit.session.get(Edition, edition_id)
    kind = OriginalKind(edition.kind) if edition else None
    department = edition.department_id if edition else None
    require(actor, Verb.READ_DRAFT, Matter(ORIGINAL, kind, department_id=department))
    found = unit.session.get(Provision, (edition_id, eid))
    if found is None:
        raise NotFoundError("There is no such provision. Ask from the page of the original.")
    return found


def _matter(row: Clarification) -> Matter:
    """Return what a right to a clarification is asked about."""
    return Matter(kind=KIND, department_id=row.department_id)


def _find(unit: Unit, clarification_id: int, actor: Actor, verb: Verb) -> Clarification:
    row = unit.session.get(Clarification, clarification_id)
    require(actor, verb, _matter(row) if row else Matter(KIND, department_id=actor.department_id))
    if row is None:
        raise NotFoundError("There is no such clarification. Look in the list at /clarifications.")
    return row


def _own(unit: Unit, actor: Actor, clarification_id: int) -> Clarification:
    row = _find(unit, clarification_id, actor, Verb.ASK_CLARIFICATION)
    if row.asked_by_id != actor.id:
        raise NotAllowedError("Somebody else asked this: it is theirs to close.")
    return row


def _close(unit: Unit, actor: Actor, row: Clarification, reply: str) -> None:
    if row.replied_at is not None:
        raise ConflictError("This was answered already; the answer stands below the question.")
    row.reply, row.replied_by_id, row.replied_at = reply, actor.id, unit.now


def _words(text: str, demand: str) -> str:
    cleaned = text.replace("\r\n", "\n").strip()
    if not cleaned:
        raise InvalidError(demand)
    if len(cleaned) > LONGEST_CHARS:
        raise InvalidError(f"Use {LONGEST_CHARS:,} characters at most; this has {len(cleaned):,}.")
    return mask(cleaned)


def _department_id(unit: Unit, slug: str) -> int | None:
    if not slug:
        return None
    found = unit.session.scalar(select(Department.id).where(Department.slug == slug))
    if found is None:
        raise InvalidError(f"There is no department “{slug}”. Choose one from the list.")
    return found


def _record(unit: Unit, actor: Actor, verb: str, row: Clarification) -> None:
    edition = unit.session.get_one(Edition, row.edition_id)
    details = {
        "clarification": row.id,
        "edition": edition.in_force_from.isoformat(),
        "version": edition.version,
        "eid": row.eid,
    }
    unit.record(actor, verb, f"original:{edition.original.slug}", details=details)

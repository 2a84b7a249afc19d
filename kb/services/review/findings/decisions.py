"""A reviewer's decision on one high finding: its reason is accepted, or refused in words.

Bound to the two texts that the reviewer had before them, and kept for good.
"""

from dataclasses import dataclass

from kb.errors import ConflictError, InvalidError
from kb.models import FindingDecision, Revision
from kb.services.actor import Actor
from kb.services.publishing.states import group_of
from kb.services.review.findings.high_findings import Examined, HighFinding, Stand, examine
from kb.services.review.findings.reasons import named
from kb.services.review.revisions import matter_of
from kb.services.review.standing_in import require_review
from kb.services.review.transitions import Event, require_step
from kb.services.unit import Unit
from kb.services.workshop.workshop import Workshop
from kb.vocabulary import ThingKind

LATE = "The words or the law are not those that you read. Open the review again."
TO_DO = {
    Stand.OPEN: "It has no reason yet. Request changes, so that its author mends it or gives one.",
    Stand.STALE: "The law changed since its reason was given. Request changes, so that its author "
    "looks at it again.",
    Stand.UNDECIDED: "Accept its reason, or refuse it and request changes.",
    Stand.REFUSED: "Its reason was refused. Request changes, so that its author mends it or gives "
    "another one.",
}


@dataclass(frozen=True)
class FindingVerdict:
    """What a reviewer says of the finding `key`; `texts` are the hashes of law and words read."""

    key: str
    accepts: bool
    said: str = ""
    texts: tuple[str, str] = ("", "")


def decide_finding(
    unit: Unit, actor: Actor, workshop: Workshop, revision: Revision, verdict: FindingVerdict
) -> None:
    """Accept the reason for a finding, or refuse it and say why; the last decision counts.

    Raises NotAllowedError for who wrote any of the words (I2) or has no right to review them,
    ConflictError when the finding, the words or the law are not what was read, InvalidError when
    a refusal says nothing.
    """
    require_review(actor, matter_of(unit, revision))
    require_step(unit, revision, Event.APPROVE)
    examined = examine(unit, workshop, revision)
    found = _find(examined, verdict)
    if examined is None or found is None:
        raise ConflictError(LATE)
    if found.stand in {Stand.OPEN, Stand.STALE}:
        raise ConflictError(f"{named(found)}. {TO_DO[found.stand]}")
    said = " ".join(verdict.said.split())
    if not verdict.accepts and not said:
        raise InvalidError("Say why the reason does not hold: the author has nothing else.")
    decision = Stand.ACCEPTED if verdict.accepts else Stand.REFUSED
    unit.session.add(
        FindingDecision(
            revision_id=revision.id,
            check=verdict.key,
            original_hash=examined.checked.law_hash,
            plain_hash=examined.checked.plain_hash,
            reason=found.reason,
            author_id=_author_of(revision),
            said=said,
            decision=decision,
            decided_by_id=actor.id,
            at=unit.now,
        )
    )
    unit.session.flush()
    facts = {"revision": revision.number, "finding": verdict.key, "decision": decision}
    unit.record(actor, "decide_finding", group_of(revision.thing), details=facts, why=said)


def require_accepted(unit: Unit, workshop: Workshop | None, revision: Revision) -> None:
    """Raise ConflictError, naming each, while a high finding has no accepted reason."""
    blocking = blocking_findings(unit, workshop, revision)
    if blocking:
        told = " ".join(f"{named(one)}. {TO_DO[one.stand]}" for one in blocking)
        raise ConflictError(f"It cannot be approved as it is. {told}")


def blocking_findings(
    unit: Unit, workshop: Workshop | None, revision: Revision
) -> tuple[HighFinding, ...]:
    """Return the high findings without an accepted reason for the texts that count now."""
    if revision.thing.kind != ThingKind.ANSWER:
        return ()
    if workshop is None:
        raise TypeError("An answer is compared before it goes on: pass the workshop.")
    examined = examine(unit, workshop, revision)
    return examined.blocking if examined else ()


def _find(examined: Examined | None, verdict: FindingVerdict) -> HighFinding | None:
    if examined is None:
        return None
    if verdict.texts != (examined.checked.law_hash, examined.checked.plain_hash):
        return None
    return next((one for one in examined.high if one.finding.key == verdict.key), None)


def _author_of(revision: Revision) -> int:
    if revision.author_id is None:
        raise ConflictError("No person gave this reason, so there is nobody to answer to.")
    return revision.author_id

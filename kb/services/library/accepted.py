"""Who accepted the reasons for an answer's findings, put into its record: as a file says it.

While the library runs, an acceptance is a row beside the revision, bound to both texts; in a file
it is a name beside the reason.
"""

from dataclasses import replace

from sqlalchemy import select

from kb.importers.records import AnswerRecord, FindingReason, Placed
from kb.models import FindingDecision, User
from kb.services.unit import Unit
from kb.text.finding_keys import finding_key

ACCEPTED = "accepted"


def with_acceptances(unit: Unit, revision_id: int, record: Placed) -> Placed:
    """Return a revision's record with the names of who accepted its reasons."""
    if not isinstance(record, AnswerRecord) or all(one.accepted_by for one in record.findings):
        return record
    names = _names(unit, revision_id)
    return replace(record, findings=tuple(_accepted(one, names) for one in record.findings))


def _accepted(reason: FindingReason, names: dict[tuple[str, str], str]) -> FindingReason:
    key = finding_key(reason.kind, reason.law, reason.plain), reason.reason
    return replace(reason, accepted_by=reason.accepted_by or names.get(key, ""))


def _names(unit: Unit, revision_id: int) -> dict[tuple[str, str], str]:
    """Return {(key, reason): name} of what was accepted last; "" of what was refused since."""
    query = (
        select(FindingDecision, User.full_name, User.name)
        .join(User, FindingDecision.decided_by_id == User.id)
        .where(FindingDecision.revision_id == revision_id)
        .order_by(FindingDecision.id)
    )
    return {
        (row.FindingDecision.check, row.FindingDecision.reason): (row.full_name or row.name)
        if row.FindingDecision.decision == ACCEPTED
        else ""
        for row in unit.session.execute(query)
    }

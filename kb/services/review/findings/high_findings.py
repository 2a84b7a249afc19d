"""High findings of the meaning check: each waits for its author's reason, then for the reviewer.

Findings are looked for anew each time, in the words and in the law that counts now; stored are
only the reasons (in the text itself) and the decisions on them, each bound to the hashes of both
texts. So a finding opens again by itself as soon as either of them says something else.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from kb.importers.records import AnswerRecord, FindingReason
from kb.models import Edition, FindingDecision, Revision, Thing
from kb.plain.fidelity import Severity
from kb.services.library.covers import key_of
from kb.services.publishing.standing import Standing
from kb.services.publishing.texts import text_of
from kb.services.review.read_against import Counting
from kb.services.review.revisions import record_of
from kb.services.review.waiting import name_of
from kb.services.unit import Unit
from kb.services.workshop.checking import Checked, Difference, check_answer, hash_of_law
from kb.services.workshop.texts import CoveredLaw
from kb.services.workshop.workshop import Workshop
from kb.text.finding_keys import finding_key
from kb.vocabulary import ThingKind


class Stand(StrEnum):
    """How far a high finding is on its way; only an accepted one lets an approval through.

    A stale reason was given for other law than counts now.
    """

    OPEN = "open"
    STALE = "stale"
    UNDECIDED = "undecided"
    REFUSED = "refused"
    ACCEPTED = "accepted"


@dataclass(frozen=True)
class Verdict:
    """How a reason stands; who decided on it, when, and what they said to its author."""

    stand: Stand
    said: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class HighFinding:
    """A high finding, its author's reason ("" while there is none), and how it stands."""

    finding: Difference
    reason: str
    verdict: Verdict

    @property
    def stand(self) -> Stand:
        """How far it is on its way."""
        return self.verdict.stand


@dataclass(frozen=True)
class Examined:
    """A stored answer against the law that counts for it: everything found, and what is high."""

    checked: Checked
    high: tuple[HighFinding, ...]

    @property
    def blocking(self) -> tuple[HighFinding, ...]:
        """What keeps it from being approved and published."""
        return tuple(one for one in self.high if one.stand is not Stand.ACCEPTED)


def examine(
    unit: Unit, workshop: Workshop, revision: Revision, *, instead: Iterable[Edition] = ()
) -> Examined | None:
    """Look for the findings of a stored answer again; None of a text that is no answer.

    Its law is what counts for it now, with the editions `instead` of those of their originals.
    """
    record = record_of(revision)
    if not isinstance(record, AnswerRecord):
        return None
    editions = {one.original_id: one for one in (*Counting(unit).editions(revision), *instead)}
    covers = _law_in(unit, revision, editions)
    checked = check_answer(unit, workshop, record, covers=covers)
    return Examined(checked, tuple(_judged(unit, revision, record, checked)))


def high_differences(checked: Checked) -> tuple[Difference, ...]:
    """Return the high findings, each once: the same words twice are one finding."""
    high = (one for one in checked.findings if one.severity is Severity.HIGH)
    return tuple({one.key: one for one in high}.values())


def reasons_by_key(reasons: Iterable[FindingReason]) -> dict[str, FindingReason]:
    """Return {key of the finding: its reason}; of two for the same one the last."""
    return {finding_key(one.kind, one.law, one.plain): one for one in reasons if one.reason}


def judge_typed(unit: Unit, record: AnswerRecord, checked: Checked) -> tuple[HighFinding, ...]:
    """Return the high findings of words that are still written, with the reasons typed so far.

    A reason that a reviewer refused, of these very texts, is refused until it is another one.
    """
    reasons, decisions = reasons_by_key(record.findings), _decisions(unit, record, checked)
    return tuple(
        _typed(unit, one, reasons.get(one.key), decisions.get(one.key))
        for one in high_differences(checked)
    )


def _typed(
    unit: Unit, one: Difference, given: FindingReason | None, row: FindingDecision | None
) -> HighFinding:
    reason = given.reason if given else ""
    was_refused = row is not None and row.decision == Stand.REFUSED
    if row is not None and was_refused and reason in {"", row.reason}:
        stand = Stand.REFUSED if reason else Stand.OPEN
        return HighFinding(one, reason, _decided(unit, row, stand))
    return HighFinding(one, reason, Verdict(Stand.UNDECIDED if reason else Stand.OPEN))


def _decisions(unit: Unit, record: AnswerRecord, checked: Checked) -> dict[str, FindingDecision]:
    """Return {key: the newest decision} of those on these two texts, in any revision."""
    query = (
        select(FindingDecision)
        .join(Revision, FindingDecision.revision_id == Revision.id)
        .join(Thing, Revision.thing_id == Thing.id)
        .where(
            Thing.kind == ThingKind.ANSWER,
            Thing.key == key_of(record),
            FindingDecision.original_hash == checked.law_hash,
            FindingDecision.plain_hash == checked.plain_hash,
        )
        .order_by(FindingDecision.id)
    )
    return {row.check: row for row in unit.session.scalars(query)}


def _judged(
    unit: Unit, revision: Revision, record: AnswerRecord, checked: Checked
) -> Iterator[HighFinding]:
    reasons, decisions = reasons_by_key(record.findings), _decisions(unit, record, checked)
    is_same_law = hash_of_law(unit, _own_law(unit, revision)) == checked.law_hash
    for one in high_differences(checked):
        given = reasons.get(one.key)
        if given is None:
            yield HighFinding(one, "", Verdict(Stand.OPEN))
        elif not is_same_law:
            yield HighFinding(one, given.reason, Verdict(Stand.STALE))
        else:
            verdict = _verdict(unit, revision, given, decisions.get(one.key))
            yield HighFinding(one, given.reason, verdict)


def _verdict(
    unit: Unit, revision: Revision, given: FindingReason, row: FindingDecision | None
) -> Verdict:
    if row is not None and (row.revision_id, row.reason) == (revision.id, given.reason):
        return _decided(unit, row, Stand(row.decision))
    if revision.origin == "load" and given.accepted_by:
        return Verdict(Stand.ACCEPTED, by=given.accepted_by)
    return Verdict(Stand.UNDECIDED)


def _decided(unit: Unit, row: FindingDecision, stand: Stand) -> Verdict:
    return Verdict(stand, row.said, name_of(unit, row.decided_by_id), row.at)


def _own_law(unit: Unit, revision: Revision) -> tuple[CoveredLaw, ...]:
    """Return the very provisions that the words were written for."""
    standing = Standing(unit, ())
    found = (CoveredLaw(standing.edition(one.edition_id), one.eid) for one in revision.covers)
    return tuple(dict.fromkeys(found))


def _law_in(
    unit: Unit, revision: Revision, editions: Mapping[int, Edition]
) -> tuple[CoveredLaw, ...]:
    """Return them as they are in {original id: edition}; what is gone is left out."""
    standing = Standing(unit, map(text_of, editions.values()))
    found = []
    for own in _own_law(unit, revision):
        now = editions.get(own.edition.original_id, own.edition)
        eid = own.eid if now.id == own.edition.id else standing.of(own.edition.id, own.eid).new_eid
        if eid:
            found.append(CoveredLaw(now, eid))
    return tuple(dict.fromkeys(found))

"""What the plain-language workshop says of words that are written or reviewed."""

from collections.abc import Iterable
from dataclasses import dataclass

from kb.importers.records import AnswerRecord, FindingReason, Placed
from kb.models import Edition, Revision
from kb.plain.checks import CHECKS, Remark
from kb.plain.fidelity import Severity
from kb.services.review.findings.high_findings import (
    HighFinding,
    Stand,
    examine,
    judge_typed,
    reasons_by_key,
)
from kb.services.review.findings.reasons import TOO_LONG, reason_problems
from kb.services.review.forms import FieldProblem
from kb.services.review.revisions import record_of
from kb.services.review.working_copies import Copy, form_of
from kb.services.unit import Unit
from kb.services.workshop.checking import (
    LANGUAGE,
    Checked,
    Difference,
    check_answer,
    is_too_long,
)
from kb.services.workshop.workshop import Workshop
from kb.vocabulary import ThingKind

NAMES = {one.id: one.name for one in CHECKS}


@dataclass(frozen=True)
class Wording:
    """Words that could be plainer. `nth` of the same words, from 0; `instead` as to write."""

    name: str
    words: str
    nth: int
    says: str
    instead: tuple[str, ...]


@dataclass(frozen=True)
class Look:
    """An answer as the workshop sees it: facts that differ, words that could be plainer.

    `high` has each high finding once, with its reason. `texts` are the hashes of the two texts
    that were compared, `other_reasons` those for findings that are not there (any more).
    """

    high: tuple[HighFinding, ...]
    medium: tuple[Difference, ...]
    slight: tuple[Difference, ...]
    wordings: tuple[Wording, ...]
    grade: float
    seconds: int
    is_compared: bool
    is_english: bool
    is_too_long: bool = False
    texts: tuple[str, str] = ("", "")
    other_reasons: tuple[FindingReason, ...] = ()

    @property
    def is_clear(self) -> bool:
        """True when no fact differs, but slightly."""
        return not self.high and not self.medium

    @property
    def blocking(self) -> tuple[HighFinding, ...]:
        """What keeps the words from being approved."""
        return tuple(one for one in self.high if one.stand is not Stand.ACCEPTED)

    @property
    def problems(self) -> tuple[FieldProblem, ...]:
        """What keeps the words from being submitted."""
        return (TOO_LONG,) if self.is_too_long else reason_problems(self.high)

    @property
    def summary(self) -> str:
        """What is heard when it changes."""
        if self.is_too_long or not self.is_english:
            return "Not compared."
        facts, words = len(self.high) + len(self.medium), len(self.wordings)
        told = f"{facts} to look at in the facts, " if self.is_compared else ""
        needed = len(self.problems)
        asked = f" {needed} to mend or explain before you submit." if needed else ""
        return f"{told}{words} in the wording.{asked}"


def look_at_copy(unit: Unit, workshop: Workshop, copy: Copy) -> Look | None:
    """Return what is said of a copy; None where it is no answer, or not one that can be read."""
    if copy.kind is not ThingKind.ANSWER:
        return None
    record = form_of(copy.kind).read(copy.key, copy.fields).record
    return look_at(unit, workshop, record) if record else None


def look_at_revision(
    unit: Unit, workshop: Workshop, revision: Revision, *, instead: Iterable[Edition] = ()
) -> Look | None:
    """Return what is said of a stored answer, read as `examine` reads it; None of other texts."""
    record = record_of(revision)
    if not isinstance(record, AnswerRecord):
        return None
    if is_too_long(record):
        return _too_long(record)
    examined = examine(unit, workshop, revision, instead=instead)
    return _look(record, examined.checked, examined.high) if examined else None


def look_at(unit: Unit, workshop: Workshop, record: Placed) -> Look | None:
    """Return what is said of a record that is no revision yet; None where it is no answer."""
    if not isinstance(record, AnswerRecord):
        return None
    if is_too_long(record):
        return _too_long(record)
    checked = check_answer(unit, workshop, record)
    return _look(record, checked, judge_typed(unit, record, checked))


def _look(record: AnswerRecord, checked: Checked, high: tuple[HighFinding, ...]) -> Look:
    reasons = reasons_by_key(record.findings)
    there = {one.finding.key for one in high}
    return Look(
        high=high,
        medium=_of(checked, Severity.MEDIUM),
        slight=_of(checked, Severity.LOW),
        wordings=_wordings(checked),
        grade=checked.grade,
        seconds=checked.seconds,
        is_compared=checked.reads_grammar,
        is_english=record.language == LANGUAGE,
        texts=(checked.law_hash, checked.plain_hash),
        other_reasons=tuple(one for key, one in reasons.items() if key not in there),
    )


def _of(checked: Checked, severity: Severity) -> tuple[Difference, ...]:
    return tuple(one for one in checked.findings if one.severity is severity)


def _too_long(record: AnswerRecord) -> Look:
    return Look(
        high=(),
        medium=(),
        slight=(),
        wordings=(),
        grade=0.0,
        seconds=0,
        is_compared=False,
        is_english=record.language == LANGUAGE,
        is_too_long=True,
        other_reasons=record.findings,
    )


def _wordings(checked: Checked) -> tuple[Wording, ...]:
    return tuple(_wording(checked.heard, one) for one in checked.remarks)


def _wording(heard: str, remark: Remark) -> Wording:
    words = heard[remark.start : remark.end]
    return Wording(
        name=NAMES[remark.check],
        words=words,
        nth=heard[: remark.start].count(words),
        says=remark.says,
        instead=tuple(_cased(one, words) for one in remark.instead),
    )


def _cased(instead: str, words: str) -> str:
    """Begin with a capital letter where the words do."""
    return instead[:1].upper() + instead[1:] if words[:1].isupper() else instead

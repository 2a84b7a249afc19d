"""What keeps an answer from being submitted: a high finding without a reason that may stand."""

from dataclasses import replace

from kb.errors import InvalidError
from kb.importers.records import AnswerRecord
from kb.services.review.findings.high_findings import (
    HighFinding,
    Stand,
    judge_typed,
    reasons_by_key,
)
from kb.services.review.forms import FieldProblem
from kb.services.unit import Unit
from kb.services.workshop.checking import MOST_CHARS, check_answer, is_too_long
from kb.services.workshop.workshop import Workshop

FIELD = "findings"
MEND = "Mend the words, or say beside the finding why they are right."
MEND_REFUSED = "Mend the words, or give another reason."
TOO_LONG = FieldProblem(
    "pieces",
    f"This answer has more than {MOST_CHARS:,} letters: nobody could compare it with the law.",
    "Make several answers of it.",
)


class ReasonsError(InvalidError):
    """Findings that have to be mended or explained first; `problems` are told one by one."""

    def __init__(self, problems: tuple[FieldProblem, ...]) -> None:
        super().__init__(" ".join(f"{one.what} {one.mend}" for one in problems))
        self.problems = problems


def with_needed_reasons(
    unit: Unit, workshop: Workshop | None, record: AnswerRecord
) -> AnswerRecord:
    """Return an answer with the reasons for its high findings, accepted by nobody yet.

    Raises ReasonsError where one is missing or was refused, or the answer cannot be compared.
    """
    if workshop is None:
        raise TypeError("An answer is compared before it is submitted: pass the workshop.")
    if is_too_long(record):
        raise ReasonsError((TOO_LONG,))
    high = judge_typed(unit, record, check_answer(unit, workshop, record))
    problems = reason_problems(high)
    if problems:
        raise ReasonsError(problems)
    given = reasons_by_key(record.findings)
    kept = (replace(given[one.finding.key], accepted_by="") for one in high)
    return replace(record, findings=tuple(kept))


def reason_problems(high: tuple[HighFinding, ...]) -> tuple[FieldProblem, ...]:
    """Return what is to be done about each high finding before the words can be submitted."""
    return tuple(_problem(one) for one in high if one.stand in {Stand.OPEN, Stand.REFUSED})


def _problem(one: HighFinding) -> FieldProblem:
    if one.stand is Stand.REFUSED:
        what = f"{named(one)}: {one.verdict.by} refused this reason, “{one.verdict.said}”."
        return FieldProblem(FIELD, what, MEND_REFUSED)
    return FieldProblem(FIELD, f"{named(one)}: there is no reason for it.", MEND)


def named(one: HighFinding) -> str:
    """Return what a finding is called in a sentence: what differs, and the words of both texts."""
    found = one.finding
    sides = (("the law", found.law_words), ("the answer", found.plain_words))
    words = ", ".join(f"“{words}” in {where}" for where, words in sides if words)
    return f"{found.kind.capitalize()} {found.sort}, {words}"

"""What the plain-language workshop says of words that are written or reviewed."""

from dataclasses import dataclass

from kb.importers.records import AnswerRecord, Placed
from kb.plain.checks import CHECKS, Remark
from kb.plain.fidelity import Severity
from kb.services.review.working_copies import Copy, form_of
from kb.services.unit import Unit
from kb.services.workshop.checking import LANGUAGE, Checked, Difference, check_answer
from kb.services.workshop.workshop import Workshop
from kb.vocabulary import ThingKind

MOST_CHARS = 20_000
"""Of an answer that is compared: nobody reads out twenty minutes, and each letter asks anew."""
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
    """An answer as the workshop sees it: facts that differ, words that could be plainer."""

    grave: tuple[Difference, ...]
    slight: tuple[Difference, ...]
    wordings: tuple[Wording, ...]
    grade: float
    seconds: int
    is_compared: bool
    is_english: bool
    is_too_long: bool = False

    @property
    def summary(self) -> str:
        """What is heard when it changes."""
        if self.is_too_long or not self.is_english:
            return "Not compared."
        facts, words = len(self.grave), len(self.wordings)
        told = f"{facts} to look at in the facts, " if self.is_compared else ""
        return f"{told}{words} in the wording."


def look_at_copy(unit: Unit, workshop: Workshop, copy: Copy) -> Look | None:
    """Return what is said of a copy; None where it is no answer, or not one that can be read."""
    if copy.kind is not ThingKind.ANSWER:
        return None
    record = form_of(copy.kind).read(copy.key, copy.fields).record
    return look_at(unit, workshop, record) if record else None


def look_at(unit: Unit, workshop: Workshop, record: Placed) -> Look | None:
    """Return what is said of a record; None where it is no answer."""
    if not isinstance(record, AnswerRecord):
        return None
    is_english = record.language == LANGUAGE
    if sum(len(block.text) for block in record.blocks) > MOST_CHARS:
        return _too_long(is_english=is_english)
    checked = check_answer(unit, workshop, record)
    low = Severity.LOW
    order = list(Severity)
    found = sorted(checked.findings, key=lambda one: order.index(one.severity))
    return Look(
        grave=tuple(one for one in found if one.severity is not low),
        slight=tuple(one for one in found if one.severity is low),
        wordings=_wordings(checked),
        grade=checked.grade,
        seconds=checked.seconds,
        is_compared=checked.reads_grammar,
        is_english=is_english,
    )


def _too_long(*, is_english: bool) -> Look:
    return Look((), (), (), 0.0, 0, is_compared=False, is_english=is_english, is_too_long=True)


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

"""Rules of plain language: one a file, with its source and examples; all of them listed here."""

from collections.abc import Iterator

from kb.plain.checks import (
    abbreviation,
    double_negative,
    elsewhere,
    hard_to_say,
    hidden_actor,
    hidden_steps,
    lawyer_word,
    nominalisation,
    sentence_length,
)
from kb.plain.checks.remark import Check, Remark
from kb.plain.language import Parsed
from kb.plain.words import WordList

CHECKS: tuple[Check, ...] = (
    sentence_length.CHECK,
    lawyer_word.CHECK,
    hidden_actor.CHECK,
    nominalisation.CHECK,
    double_negative.CHECK,
    hard_to_say.CHECK,
    hidden_steps.CHECK,
    abbreviation.CHECK,
    elsewhere.CHECK,
)
"""Every check. A new one is added here; a test compares this with the files."""

__all__ = ["CHECKS", "Check", "Remark", "remarks"]


def remarks(parsed: Parsed, words: WordList) -> Iterator[Remark]:
    """Yield what could be plainer in a text, in its own order."""
    found = [one for check in CHECKS for one in check.remarks(parsed, words)]
    yield from sorted(found, key=lambda remark: (remark.start, remark.end, remark.check))

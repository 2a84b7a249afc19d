"""Enumerations as lists: "(a) …; (b) …; and (c) …" becomes one item a line, with all or any said.

Source: US Federal Plain Language Guidelines, "Use lists". What joins the items is kept: "all of
these" for and, "any of these" for or. Only the marks are replaced, so that the words of an item
can be made plainer too; all marks of one list are one decision.
"""

import re
from collections.abc import Iterator

from kb.plain.drafting.suggestion import Suggestion, Voice
from kb.plain.language import Parsed
from kb.plain.words import WordList

_ITEM = re.compile(
    r"[\s,;:—-]*(?:(?P<joined>and|or)\s+)?\((?P<label>[a-z]|[ivx]+)\)\s+", re.IGNORECASE
)
_CHOOSES = re.compile(r"\b(?:any|all|both|either|each|one)\b[^.;]*$", re.IGNORECASE)
_ENDING = re.compile(r"[\s,;.]+$")
_WHY = "One item a line."
FEWEST = 2


def suggest(parsed: Parsed, voice: Voice, words: WordList) -> Iterator[Suggestion]:
    """Yield a list for each run of labelled items inside a line."""
    del voice, words
    for line in re.finditer(r"[^\n]+", parsed.text):
        marks = list(_ITEM.finditer(parsed.text, line.start(), line.end()))
        if (
            len(marks) < FEWEST
            or marks[0]["label"].lower() not in {"a", "i"}
            or marks[0].start() == line.start()
        ):
            continue
        yield from _listed(line.start(), line[0], marks)


def _listed(begin: int, line: str, marks: list[re.Match[str]]) -> Iterator[Suggestion]:
    """Yield a line break for each mark; the stop after the last item goes."""
    group = f"list:{marks[0].start()}"
    lead = f"{_which(line[: marks[0].start() - begin], marks)}:"
    for mark in marks:
        yield Suggestion("list", mark.start(), mark.end(), f"{lead}\n- ", _WHY, group)
        lead = ""
    ending = _ENDING.search(line)
    if ending:
        end = begin + len(line)
        yield Suggestion("list", begin + ending.start(), end, "", _WHY, group)


def _which(before: str, marks: list[re.Match[str]]) -> str:
    """Say what joins the items, unless the words before them do."""
    if _CHOOSES.search(before):
        return ""
    joined = next((mark["joined"] for mark in reversed(marks) if mark["joined"]), "")
    return {"and": " all of these", "or": " any of these"}.get((joined or "").lower(), "")

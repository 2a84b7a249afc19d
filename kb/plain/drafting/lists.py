"""Enumerations as lists: "(a) …; (b) …; and (c) …" becomes one item a line, with all or any said.

Source: US Federal Plain Language Guidelines, "Use lists". What joins the items is kept: "all of
these" for and, "any of these" for or.
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
FEWEST = 2


def suggest(parsed: Parsed, voice: Voice, words: WordList) -> Iterator[Suggestion]:
    """Yield a list for each run of labelled items inside a line."""
    del voice, words
    for line in re.finditer(r"[^\n]+", parsed.text):
        marks = list(_ITEM.finditer(line[0]))
        if (
            len(marks) < FEWEST
            or marks[0]["label"].lower() not in {"a", "i"}
            or not marks[0].start()
        ):
            continue
        start, end = line.start() + marks[0].start(), line.end()
        says_which = bool(_CHOOSES.search(line[0][: marks[0].start()]))
        yield Suggestion(
            "list", start, end, _listed(line[0], marks, says_which), "One item a line."
        )


def _listed(line: str, marks: list[re.Match[str]], says_which: bool) -> str:  # noqa: FBT001 - private
    ends = [mark.start() for mark in marks[1:]] + [len(line)]
    items = [line[mark.end() : end].strip(" ,;.") for mark, end in zip(marks, ends, strict=True)]
    joined = next((mark["joined"] for mark in reversed(marks) if mark["joined"]), "")
    which = {"and": " all of these", "or": " any of these"}.get((joined or "").lower(), "")
    head = ":" if says_which else f"{which}:"
    return head + "".join(f"\n- {item}" for item in items)

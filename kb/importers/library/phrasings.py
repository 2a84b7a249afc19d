r"""Phrasings: other ways in which customers put a question, `*Phrasings:* one; another`.

They are the first paragraph below a question. A semicolon inside one is written `\;`.
"""

import re
from collections.abc import Iterable

from kb.importers.library.front_matter import Line
from kb.importers.library.notes import FileNotes

MARK = "*Phrasings:*"
_START = re.compile(r" {0,3}\*Phrasings:\*")
_SPLIT = re.compile(r"(?:[^\\;]|\\.?)+")


def read_phrasings(lines: list[Line], notes: FileNotes) -> tuple[tuple[str, ...], list[Line]]:
    """Return the phrasings and the lines after them."""
    filled = (index for index, line in enumerate(lines) if line.text.strip(" \t"))
    start = next(filled, len(lines))
    if start < len(lines) and _START.match(lines[start].text):
        end = start + 1
        while end < len(lines) and not _ends(lines[end].text):
            end += 1
        text = " ".join(line.text.strip(" \t") for line in lines[start:end])
        phrasings = tuple(_read(_START.sub("", text, count=1)))
    else:
        phrasings, end = (), start
    _refuse_later(lines[end:], notes)
    return phrasings, lines[end:]


def _ends(text: str) -> bool:
    return not text.strip(" \t") or text.lstrip(" ").startswith(">")


def _read(text: str) -> Iterable[str]:
    for found in _SPLIT.finditer(text):
        phrasing = re.sub(r"\\([\\;])", r"\1", found[0].strip(" \t"))
        if phrasing:
            yield phrasing


def _refuse_later(lines: list[Line], notes: FileNotes) -> None:
    for line in lines:
        if _START.match(line.text):
            what = "Phrasings stand here after other text, or a second time."
            mend = "Write them once, as the first paragraph below the question."
            notes.problem(line.number, what, mend)


def write_phrasings(phrasings: Iterable[str]) -> str:
    """Return the paragraph of phrasings, or nothing where there are none."""
    escaped = [re.sub(r"[\\;]", r"\\\g<0>", phrasing) for phrasing in phrasings if phrasing]
    return f"{MARK} {'; '.join(escaped)}" if escaped else ""

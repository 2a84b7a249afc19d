"""How long words take when they are read aloud."""

import re
from math import ceil

WORDS_A_MINUTE = 150
"""The pace of a calm reader on the phone (audiobooks are read at 150 to 160 words a minute)."""


_SENTENCE = re.compile(r".+?[.!?](?=\s+[“\"A-Z0-9]|\s*$)", re.DOTALL)
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|cent|No|Mr|Mrs|Ms|Dr|s|reg)\.)$")


def first_sentence(text: str) -> str:
    """Return the first sentence of plain `text`, for one line of a list; all of it if unsure.

    >>> first_sentence("Yes, if you cancel in time. Not if you rebooked.")
    'Yes, if you cancel in time.'
    >>> first_sentence("You pay 25 per cent. of the charge. Ask us.")
    'You pay 25 per cent. of the charge.'
    """
    line = " ".join(text.split())
    taken = ""
    for match in _SENTENCE.finditer(line):
        taken = line[: match.end()]
        if not _ABBREVIATION.search(taken):
            return taken
    return line


def spoken_seconds(text: str) -> int:
    """Return the whole seconds it takes to read plain `text` aloud, rounded up; 0 for no words.

    >>> spoken_seconds("Yes, if you cancel at least 48 hours before your appointment.")
    5
    """
    return ceil(len(text.split()) * 60 / WORDS_A_MINUTE)

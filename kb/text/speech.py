"""How long words take when they are read aloud."""

from math import ceil

WORDS_A_MINUTE = 150
"""The pace of a calm reader on the phone (audiobooks are read at 150 to 160 words a minute)."""


def spoken_seconds(text: str) -> int:
    """Return the whole seconds it takes to read plain `text` aloud, rounded up; 0 for no words.

    >>> spoken_seconds("Yes, if you cancel at least 48 hours before your appointment.")
    5
    """
    return ceil(len(text.split()) * 60 / WORDS_A_MINUTE)

"""Words cut into lines that fit a box.

The font is not known here: widths are guessed, and on the safe side.
"""

from unicodedata import combining, east_asian_width

WIDE, CAPITAL, USUAL = 2.0, 1.4, 1.0
NARROW = 0.6
THIN_LETTERS = frozenset("iljtfrI.,:;'!|() ")
FAT_LETTERS = frozenset("mwMW@%—…")


def wrap(text: str, limit: float) -> tuple[str, ...]:
    """Return the lines of `text`, none wider than `limit` usual letters; "" has none.

    >>> wrap("Somebody is at risk", 12)
    ('Somebody is at', 'risk')
    """
    lines: list[str] = []
    for word in (piece for one in text.split() for piece in _pieces(one, limit)):
        if lines and width(f"{lines[-1]} {word}") <= limit:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines)


def width(text: str) -> float:
    """Return how wide `text` is, in usual letters."""
    return sum(map(_letter_width, text))


def _letter_width(letter: str) -> float:
    if combining(letter):
        return 0.0
    if east_asian_width(letter) in "WF":
        return WIDE
    if letter in THIN_LETTERS:
        return NARROW
    return CAPITAL if letter.isupper() or letter in FAT_LETTERS else USUAL


def _pieces(word: str, limit: float) -> list[str]:
    """Cut a word that is wider than a whole line."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter) > limit:
            pieces.append("")
        pieces[-1] += letter
    return pieces

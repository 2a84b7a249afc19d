"""Numbers as people write them: digits, words, fractions, "one-half", "a dozen".

>>> [(one.value, one.words) for one in find_numbers("no more than twenty-five of 1,200 seats")]
[('25', 'twenty-five'), ('1200', '1,200')]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction


def _listed(words: str) -> list[str]:
    return words.split()


_UNITS = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
UNITS = {word: value for value, word in enumerate(_listed(_UNITS))}
TENS = {word: 10 * value for value, word in enumerate(_listed(_TENS), start=2)}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
FRACTIONS = {
    "half": Fraction(1, 2),
    "halves": Fraction(1, 2),
    "third": Fraction(1, 3),
    "thirds": Fraction(1, 3),
    "quarter": Fraction(1, 4),
    "quarters": Fraction(1, 4),
    "fifth": Fraction(1, 5),
    "fifths": Fraction(1, 5),
    "tenth": Fraction(1, 10),
    "tenths": Fraction(1, 10),
}
WORDS = {**UNITS, **TENS, **SCALES}
_WORD = "|".join(sorted(WORDS, key=len, reverse=True))
_SPELLED = rf"(?:{_WORD})(?:(?:[\s-]+|\s+and\s+)(?:{_WORD}))*"
_FRACTION = "|".join(sorted(FRACTIONS, key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?P<digits>(?<![\w.])\d+(?:[,\s]\d{{3}})+(?:\.\d+)?|(?<![\w.])\d+(?:\.\d+)?|(?<![\w.])\.\d+)"
    rf"(?:\s+(?P<scale>hundred|thousand|million|billion)\b)?"
    rf"|\b(?P<part>(?:one|two|three|a)[\s-]+(?:{_FRACTION}))\b"
    rf"|\b(?P<half>half)\b(?=\s+(?:of|the|a|an|your|this|that))"
    rf"|\b(?P<spelled>{_SPELLED})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Number:
    """A number: its normal form ("25", "1/2", "41.5"), its words and where they stand."""

    value: str
    words: str
    start: int
    end: int


def find_numbers(text: str) -> Iterator[Number]:
    """Yield the numbers of `text`, in order."""
    for match in _NUMBER.finditer(text):
        value = _value(match)
        if value is not None:
            yield Number(_printed(value), match[0], match.start(), match.end())


def _value(match: re.Match[str]) -> Fraction | None:
    if match["digits"]:
        digits = re.sub(r"[,\s]", "", match["digits"])
        scale = SCALES[match["scale"].lower()] if match["scale"] else 1
        return Fraction(digits if digits[0] != "." else "0" + digits) * scale
    if match["part"]:
        count, part = re.split(r"[\s-]+", match["part"].lower())
        return (Fraction(1) if count == "a" else Fraction(UNITS[count])) * FRACTIONS[part]
    if match["half"]:
        return Fraction(1, 2)
    return _spelled(match["spelled"].lower())


def _spelled(words: str) -> Fraction | None:
    """Read number words from left to right: "two hundred and five thousand"."""
    total = group = 0
    for word in re.findall(r"[a-z]+", words):
        if word in UNITS or word in TENS:
            group += WORDS[word]
        elif word == "hundred":
            group = max(group, 1) * SCALES[word]
        elif word in SCALES:
            total += max(group, 1) * SCALES[word]
            group = 0
    return Fraction(total + group)


def _printed(value: Fraction) -> str:
    if value.denominator == 1:
        return str(value.numerator)
    decimal = float(value)
    return f"{decimal:g}" if Fraction(f"{decimal:g}") == value else str(value)

"""Numbers written out are numbers: "thirty days" and "30 days" find the same."""

from collections.abc import Mapping
from types import MappingProxyType

UNITS = "one two three four five six seven eight nine"
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"

NUMBER_WORDS: Mapping[str, str] = MappingProxyType(
    {word: str(number) for number, word in enumerate(f"{UNITS} {TEENS}".split(), start=1)}
    | {word: str(number) for number, word in zip(range(20, 100, 10), TENS.split(), strict=True)}
)
"""{"thirty": "30"} for one to nineteen and the tens."""

COMPOUND = rf"(?:{'|'.join(TENS.split())})[- ](?:{'|'.join(UNITS.split())})(?!\w)"
"""A pattern for "forty-eight" and "forty eight"."""


def compound_number(words: str) -> str:
    """Return the digits of what `COMPOUND` matched, in any case.

    >>> compound_number("Forty-eight")
    '48'
    """
    tens, unit = words.lower().replace("-", " ").split()
    return str(int(NUMBER_WORDS[tens]) + int(NUMBER_WORDS[unit]))


def without_zero_cents(number: str) -> str:
    """Return an amount without cents that are none: "20.00" is "20", "4.10" stays.

    >>> without_zero_cents("20.00")
    '20'
    """
    return number.removesuffix(".00")

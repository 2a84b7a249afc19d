"""Figures of a text: amounts, durations, counts and dates, each with its unit.

Law and answer must name the same ones. "Working days" and "days" are different units: the
difference between them has cost people their right to appeal.
"""

import re

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(rf"\b(\d{{1,2}} (?:{_MONTHS}) \d{{4}})\b")
_MONEY = re.compile(r"\$(\d[\d,]*(?:\.\d+)?)")
_COUNTED = re.compile(
    r"(?<![\w.$])(?P<number>\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|twelve)"
    r"(?:[ -](?:more|consecutive|full))?"
    r"[ -](?P<unit>(?:working )?day|hour|week|month|year|member|instalment|time|per cent)s?\b"
)
_BARE = re.compile(r"(?<![\w.$])(\d[\d,]*)(?![\w-])")
_CITATION = re.compile(
    r"(?:§|\barticles?|\b(?:sub)?sections?|\b(?:sub-)?paragraphs?)\s*\(?[\dA-Za-z.]*\)?(?:\([0-9a-z]+\))*"
    r"(?:(?: or | and )(?:\d[\d.]*)?(?:\([0-9a-z]+\))+)?(?: and \d+(?:\.\d+)+)?",
    re.IGNORECASE,
)
_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve")
_SPELT = {word: str(number) for number, word in enumerate(_WORDS, 2)} | {"twelve": "12"}


def find_figures(text: str) -> set[tuple[str, str]]:
    """Return (number, unit); units are "$", "date", a noun, or "" for a bare number.

    >>> sorted(find_figures("Pay $1,200 within 14 working days, under section 4(1)."))
    [('1200', '$'), ('14', 'working day')]
    """
    text = _CITATION.sub(" ", text)
    found: set[tuple[str, str]] = set()
    for pattern, unit in ((_DATE, "date"), (_MONEY, "$")):
        found |= {(_number(match[1]), unit) for match in pattern.finditer(text)}
        text = pattern.sub(" ", text)
    found |= {(_number(match["number"]), match["unit"]) for match in _COUNTED.finditer(text)}
    text = _COUNTED.sub(" ", text)
    return found | {(_number(number), "") for number in _BARE.findall(text)}


def unsupported(said: set[tuple[str, str]], law: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the figures of `said` that `law` does not name; a bare one may have any unit."""
    numbers = {number for number, _ in law}
    return {
        (number, unit)
        for number, unit in said
        if (number, unit) not in law and (unit or number not in numbers)
    }


def _number(text: str) -> str:
    return _SPELT.get(text, text.replace(",", ""))

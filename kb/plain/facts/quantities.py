"""Quantities: money, percentages, durations and other counts, each with the limit it sets.

A quantity is a number with its unit. Durations in years are told in months ("1 year" is "12
months"), fortnights in days; working days are not days. "a month" counts where it is bounded:
"within a month".
"""

import re
from collections.abc import Iterator
from fractions import Fraction

from kb.plain.facts.dates import find_dates
from kb.plain.facts.fact import Fact, FactKind
from kb.plain.facts.limits import find_limit
from kb.plain.facts.numbers import Number, find_numbers
from kb.plain.language import Parsed

_CURRENCY = {"$": "USD", "£": "GBP", "€": "EUR", "us$": "USD"}
_CURRENCY_WORD = {
    "dollar": "USD",
    "usd": "USD",
    "pound": "GBP",
    "gbp": "GBP",
    "euro": "EUR",
    "eur": "EUR",
    "cent": "cent",
    "penny": "penny",
    "pence": "penny",
    "p": "penny",
}
_BEFORE_MONEY = re.compile(r"(US\$|[$£€]|\b(?:USD|GBP|EUR|CHF|AUD|CAD|NZD|ZAR|JPY))\s?$")
_PERCENT = re.compile(r"\s?(?:%|per\s?cent\b)", re.IGNORECASE)
_UNIT = re.compile(
    r"[\s-]+(?P<kind>(?:consecutive|continuous|calendar|complete|whole|full|clear|more|further|extra|"
    r"additional)\s+)?"
    r"(?P<working>(?:working|business|school|banking|court)[\s-]+)?"
    r"(?P<unit>minute|hour|day|week|fortnight|month|year|mile|metre|meter|kilometre|kilometer|acre|"
    r"dollar|pound|euro|cent|penny|pence|usd|gbp|eur)(?:e?s)?\b['’]?",
    re.IGNORECASE,
)
_AGE = re.compile(r"\s*(?:of\s+age|old(?:er)?\b|or\s+older)", re.IGNORECASE)
_REFERRING = re.compile(r"\bth(?:ese|ose)\s$", re.IGNORECASE)
_ENDING = re.compile(r"\s*(?:[.,;:]|$)")
_IN_MONTHS = {"month": 1, "year": 12}
_IN_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_TIME = frozenset({"minute", "hour", *_IN_MONTHS, *_IN_DAYS})
_LABEL = re.compile(
    r"(?:\b(?:section|sections|subsection|paragraph|part|chapter|article|articles|rule|regulation|schedule|annex|"
    r"appendix|order|form|level|count|no|act|policy|clause|number|title|phase|step|page|category|class|group|u\.s\.c|cfr)"
    r"\.?\s|[§#(/:.\-–—])\s?$",
    re.IGNORECASE,
)


def find_quantities(parsed: Parsed) -> Iterator[Fact]:
    """Yield every quantity that is no date and no label of a provision."""
    text = parsed.text
    dates = [(fact.start, fact.end) for fact in find_dates(parsed)]
    for number in find_numbers(text):
        if any(start <= number.start < end for start, end in dates):
            continue
        fact = _quantity(text, number)
        if fact is not None:
            yield fact


def _quantity(text: str, number: Number) -> Fact | None:
    before, after = (
        text[max(0, number.start - 60) : number.start],
        text[number.end : number.end + 40],
    )
    money = _BEFORE_MONEY.search(before)
    if money:
        currency = _CURRENCY.get(money[1].lower(), money[1].upper())
        start = number.start - len(money[0])
        return _fact(text, FactKind.MONEY, f"{number.value} {currency}", start, number.end)
    percent = _PERCENT.match(after)
    if percent:
        end = number.end + percent.end()
        return _fact(text, FactKind.PERCENT, f"{number.value} %", number.start, end)
    unit = _UNIT.match(after)
    if unit:
        return _with_unit(text, number, unit)
    if (
        _is_pronoun(text, number)
        or "." in number.words
        or (number.words[0].isdigit() and _LABEL.search(before))
        or _refers_back(before, after)
        or after[:1] in {")", "/"}
    ):
        return None
    return _fact(text, FactKind.NUMBER, number.value, number.start, number.end)


def _is_pronoun(text: str, number: Number) -> bool:
    """True of a "one" that counts nothing; "at least one" does."""
    return number.words.lower() == "one" and not find_limit(text, number.start, number.end)


def _refers_back(before: str, after: str) -> bool:
    """True in "20 days after those 30.": its unit was said, and what it counts with it."""
    return bool(_REFERRING.search(before) and _ENDING.match(after))


def _with_unit(text: str, number: Number, unit: re.Match[str]) -> Fact:
    name = unit["unit"].lower()
    end = number.end + unit.end()
    if name == "year" and _AGE.match(text, end):
        return _fact(text, FactKind.NUMBER, number.value, number.start, number.end)
    if name in _CURRENCY_WORD:
        value = f"{number.value} {_CURRENCY_WORD[name]}"
        return _fact(text, FactKind.MONEY, value, number.start, end)
    if name not in _TIME:
        return _fact(text, FactKind.NUMBER, f"{number.value} {name}", number.start, end)
    working = "working " if unit["working"] else ""
    return _fact(text, FactKind.DURATION, _time(number.value, working, name), number.start, end)


def _time(value: str, working: str, unit: str) -> str:
    amount = Fraction(value)
    if not working and unit in _IN_MONTHS:
        return f"{amount * _IN_MONTHS[unit]} months"
    if not working and unit in _IN_DAYS:
        return f"{amount * _IN_DAYS[unit]} days"
    return f"{amount} {working}{unit}s"


def _fact(text: str, kind: FactKind, value: str, start: int, end: int) -> Fact:
    limit = find_limit(text, start, end)
    return Fact(kind, value, start, end, limit.value if limit else "")

"""Limits: which way a quantity bounds, and whether the bound itself is still inside.

"not less than 48 hours", "at least 48 hours", "48 hours or more": at_least. "within 30 days of",
"not later than 30 days after", "up to", "not exceeding": at_most. "more than", "over",
"exceeding": more. "less than", "under": less.
"""

import re
from enum import StrEnum

from kb.plain.phrases import phrases


class Limit(StrEnum):
    """Direction and boundary of a quantity."""

    AT_LEAST = "at_least"
    MORE = "more"
    AT_MOST = "at_most"
    LESS = "less"
    AFTER = "after"


UPWARD = frozenset({Limit.AT_LEAST, Limit.MORE, Limit.AFTER})
AT_LEAST = phrases(
    "not … less than",
    "not … fewer than",
    "not … younger than",
    "not … earlier than",
    "not … under",
    "not … below",
    "no less than",
    "no fewer than",
    "no earlier than",
    "no younger than",
    "at least",
    "minimum",
    "minimum of",
)
AT_MOST = phrases(
    "not … more than",
    "not … greater than",
    "not … longer than",
    "not … later than",
    "not … older than",
    "not … higher than",
    "not … exceed",
    "not … over",
    "not exceeding",
    "cannot exceed",
    "no more than",
    "no greater than",
    "no longer than",
    "no later than",
    "no older than",
    "no higher than",
    "at most",
    "up to",
    "maximum",
    "maximum of",
    "as much as",
)
MORE = phrases(
    "more than",
    "greater than",
    "longer than",
    "older than",
    "higher than",
    "later than",
    "above",
    "exceed",
    "exceeds",
    "exceeded",
    "exceeding",
    "in excess of",
)
LESS = phrases(
    "less than",
    "fewer than",
    "lower than",
    "younger than",
    "shorter than",
    "smaller than",
    "earlier than",
    "below",
)
_IN_TIME = phrases("within", "before the end of", "by the end of", "until")
_BETWEEN = phrases(
    "the", "a", "an", "any", "level", "some", "about", "age of", "period of", "sum of", "exactly"
)
_BEFORE = tuple(
    (limit, re.compile(rf"\b(?:{words})(?:\s+(?:{_BETWEEN}|aged?))*\s*[$£€(]?$", re.IGNORECASE))
    for limit, words in (
        (Limit.AT_LEAST, rf"{AT_LEAST}|from"),
        (Limit.AT_MOST, rf"{AT_MOST}|{_IN_TIME}"),
        (Limit.MORE, rf"{MORE}|over|beyond"),
        (Limit.LESS, rf"{LESS}|under|almost|nearly"),
        (Limit.AFTER, phrases("after", "once", "following")),
    )
)
_UNIT = r"(?:\s+(?:years?|months?|days?|hours?|miles?)(?:\s+(?:of\s+age|old))?)?\s*,?\s*"
_AFTER = tuple(
    (limit, re.compile(rf"^{_UNIT}(?:{joined})\s+(?:{words})\b", re.IGNORECASE))
    for limit, joined, words in (
        (Limit.AT_LEAST, "or|and", "over|older|above|more|up|upwards|longer|greater"),
        (Limit.AT_MOST, "or", "under|younger|below|less|fewer|shorter|sooner|earlier"),
        (Limit.LESS, "and", "under"),
    )
)
_WITHIN = re.compile(r"\s+within\s+which\b", re.IGNORECASE)
_SPAN = 48
_CLAUSE_CHARS = 160
_CLAUSE = re.compile(r"[,;:.\n]|\b(?:if|unless|where|who|which|when|because)\b", re.IGNORECASE)
_DENYING = re.compile(r"\b(?:not|no|nobody|none|cannot|never)\b|n['’]t\b", re.IGNORECASE)
_DENIED = {Limit.MORE: Limit.AT_MOST, Limit.LESS: Limit.AT_LEAST}


def find_limit(text: str, start: int, end: int) -> Limit | None:
    """Return how the quantity at `start`:`end` bounds, or None where it is just that much."""
    before, after = text[max(0, start - _SPAN) : start], text[end : end + _SPAN]
    for limit, form in _AFTER:
        if form.search(after):
            return limit
    for limit, form in _BEFORE:
        found = form.search(before)
        if found is not None:
            return turned(limit, text, start - len(before) + found.start())
    return Limit.AT_MOST if _WITHIN.match(after) else None  # "30 days within which to appeal"


def turned(limit: Limit, text: str, at: int) -> Limit:
    """Return `limit`, turned where its clause denies it: "cannot be more than" is "at most"."""
    clause = _CLAUSE.split(text[max(0, at - _CLAUSE_CHARS) : at])[-1]
    return _DENIED.get(limit, limit) if _DENYING.search(clause) else limit

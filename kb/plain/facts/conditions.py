"""Conditions and exceptions: the words from "if", "where", "unless" to the end of their clause."""

import re
from collections.abc import Iterator

from kb.plain.facts.fact import Fact, FactKind
from kb.plain.language import Parsed
from kb.plain.phrases import phrases

_EXCEPTION = phrases(
    "unless",
    "except",
    "excepting",
    "save that",
    "save where",
    "save as",
    "save for",
    "save in",
    "other than",
    "excluding",
    "apart from",
    "with the exception of",
    "does not apply",
)
_CONDITION = phrases(
    "only if",
    "if",
    "where",
    "when",
    "whenever",
    "once",
    "provided",
    "provided that",
    "providing",
    "as long as",
    "so long as",
    "on condition that",
    "in the event that",
    "in the event of",
    "in case",
    "subject to",
    "upon",
    "while",
    "as soon as",
    "until",
)
EXCEPTION = re.compile(rf"\b(?:{_EXCEPTION})\b", re.IGNORECASE)
CONDITION = re.compile(rf"\b(?:{_CONDITION})\b", re.IGNORECASE)
_END = re.compile(r"[,;:.\n]|\b(?:you|we|they|the\s+\w+)\s+(?:must|may|can|will|shall|cannot)\b")

_PROVIDING = re.compile(r"provid(?:ed|ing)$", re.IGNORECASE)
_AUXILIARY = re.compile(r"\b(?:be|is|are|was|were|been|being|has|have|had|by|of)\s+(?:\w+ly\s+)?$")
_BACK = 40


def find_exceptions(parsed: Parsed) -> Iterator[Fact]:
    """Yield each exception with its words."""
    yield from _find(parsed, EXCEPTION, FactKind.EXCEPTION)


def find_conditions(parsed: Parsed) -> Iterator[Fact]:
    """Yield each condition with its words."""
    yield from _find(parsed, CONDITION, FactKind.CONDITION)


def _find(parsed: Parsed, form: re.Pattern[str], kind: FactKind) -> Iterator[Fact]:
    for match in form.finditer(parsed.text):
        if _PROVIDING.match(match[0]) and _AUXILIARY.search(parsed.text[: match.start()][-_BACK:]):
            continue  # "must be provided", "we are providing": nothing depends on it
        end = _END.search(parsed.text, match.end())
        stop = end.start() if end else len(parsed.text)
        yield Fact(kind, " ".join(match[0].lower().split()), match.start(), stop)

"""What a text says, in comparable form: a kind, a normal value, and the words that say it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kb.plain.language import Parsed


class FactKind(StrEnum):
    """Kinds of facts that law and plain words must share."""

    MONEY = "money"
    PERCENT = "percent"
    DURATION = "duration"
    NUMBER = "number"
    DATE = "date"
    BOUND = "bound"
    MODALITY = "modality"
    NEGATION = "negation"
    EXCEPTION = "exception"
    CONDITION = "condition"
    LOGIC = "logic"
    REFERENCE = "reference"
    ACTOR = "actor"


@dataclass(frozen=True)
class Fact:
    """One fact. `value` is what is compared; `limit` how a quantity bounds; offsets in the text."""

    kind: FactKind
    value: str
    start: int
    end: int
    limit: str = ""


Finder = Callable[[Parsed], Iterator[Fact]]
"""Finds the facts of one kind in a text that was read."""

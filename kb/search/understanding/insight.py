"""What was understood beyond the letter: said for the page, and as terms for the engine."""

from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    """How other words were come to."""

    SPELLING = "spelling"
    NEAR = "near"
    JOINED = "joined"
    SPLIT = "split"
    PERIOD = "period"


@dataclass(frozen=True)
class Insight:
    """`said` as typed, `meant` as it was searched for too; `terms` are (stem or pair, weight)."""

    way: Way
    said: str
    meant: tuple[str, ...]
    terms: tuple[tuple[str, float], ...] = ()

"""A suggestion: these words of the law could be said so. Nothing changes until a person agrees."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Suggestion:
    """Replace the words at `start`:`end` by `instead`; `why` says by which rule."""

    rule: str
    start: int
    end: int
    instead: str
    why: str


@dataclass(frozen=True)
class Voice:
    """Whom the translation speaks to: the law's words for "you" and for "we".

    Lower case, without article: "applicant", "department". Declared by the translation.
    """

    you: frozenset[str] = frozenset()
    we: frozenset[str] = frozenset()


def apply(text: str, accepted: Iterable[Suggestion]) -> str:
    """Return `text` with the accepted suggestions; where two overlap, the longer one counts."""
    chosen: list[Suggestion] = []
    for one in sorted(accepted, key=lambda one: (one.start - one.end, one.start, one.rule)):
        if all(one.end <= other.start or other.end <= one.start for other in chosen):
            chosen.append(one)
    for one in sorted(chosen, key=lambda one: -one.start):
        text = text[: one.start] + one.instead + text[one.end :]
    return text

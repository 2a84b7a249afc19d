"""A suggestion: these words of the law could be said so. Nothing changes until a person agrees."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Suggestion:
    """Replace the words at `start`:`end` by `instead`; `why` says by which rule.

    What shares a `group` is one decision: "you" alone would leave its verb behind.
    """

    rule: str
    start: int
    end: int
    instead: str
    why: str
    group: str = ""


@dataclass(frozen=True)
class Voice:
    """Whom the translation speaks to: the law's words for "you" and for "we".

    Lower case, without article: "applicant", "department". Declared by the translation.
    """

    you: frozenset[str] = frozenset()
    we: frozenset[str] = frozenset()


def apply(text: str, accepted: Iterable[Suggestion]) -> str:
    """Return `text` with the accepted suggestions; where two overlap, the longer one counts."""
    for one in reversed(without_overlap(accepted)):
        text = text[: one.start] + one.instead + text[one.end :]
    return text


def without_overlap(found: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """Return what can be done together, in the order of the text: of two the longer one.

    What shares a group with one that is left out is left out too.
    """
    taken: list[Suggestion] = []
    dropped: set[str] = set()
    for one in sorted(found, key=lambda one: (one.start - one.end, one.start, one.rule)):
        if any(one.start < other.end and other.start < one.end for other in taken):
            dropped.add(one.group)
        else:
            taken.append(one)
    kept = (one for one in taken if not one.group or one.group not in dropped)
    return tuple(sorted(kept, key=lambda one: (one.start, one.end)))

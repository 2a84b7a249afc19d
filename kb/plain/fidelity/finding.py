"""What a comparison found: one difference between law and plain words, with a place in each."""

from dataclasses import dataclass
from enum import StrEnum

Span = tuple[int, int] | None


class Sort(StrEnum):
    """What became of a fact of the law."""

    LOST = "lost"
    CHANGED = "changed"
    ADDED = "added"
    WEAKENED = "weakened"
    STRENGTHENED = "strengthened"


class Severity(StrEnum):
    """How sure and how grave: high blocks a submission until somebody gives a reason."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True)
class Finding:
    """One difference. `kind` names the check, `says` is a sentence for the author."""

    kind: str
    sort: Sort
    severity: Severity
    says: str
    law: Span = None
    plain: Span = None

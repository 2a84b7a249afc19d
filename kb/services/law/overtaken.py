"""Words that the law has overtaken: what happened, what to say instead, what the law says now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kb.services.law.pane import Changed, LawPart, named_changes
from kb.services.propagation.outdated import Outdated
from kb.services.unit import Unit
from kb.text.dates import day_words
from kb.text.holding import holding_language, holding_line
from kb.vocabulary import Size


@dataclass(frozen=True)
class Overtaken:
    """Why an answer, a step or a term is out of step; `law_of` is the day asked for, or None."""

    size: Size
    changed_on: date
    changes: tuple[Changed, ...]
    language: str
    law_of: date | None

    @property
    def holding(self) -> str:
        """What is said instead after a major change; "" where the words may still be said."""
        if self.size is not Size.MAJOR:
            return ""
        return holding_line(self.language, self.changed_on, self.law_of)

    @property
    def holding_language(self) -> str:
        """The language in which it is said."""
        return holding_language(self.language)

    @property
    def is_past(self) -> bool:
        """True when the day asked for lies before the change: the law of then, not what came."""
        return self.law_of is not None and self.law_of < self.changed_on

    @property
    def why(self) -> str:
        """What happened, in one sentence."""
        if self.law_of and self.is_past:
            return f"On {day_words(self.law_of)} the law said something else."
        return f"The law changed on {day_words(self.changed_on)}."

    @property
    def largest(self) -> tuple[Changed, ...]:
        """The changes that make it as large as it is."""
        return tuple(change for change in self.changes if change.size is self.size)


def overtaken(
    unit: Unit, out: Outdated | None, law: Iterable[LawPart], language: str
) -> Overtaken | None:
    """Return what overtook words, whose law is `law`; None while they are in step."""
    if out is None:
        return None
    changes = (change for part in law for change in part.changes)
    return Overtaken(
        size=out.size,
        changed_on=out.changed_on,
        changes=(*changes, *named_changes(unit, out)),
        language=language,
        law_of=None if unit.day == unit.today else unit.day,
    )

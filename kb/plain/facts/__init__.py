"""What a text says: one kind of fact a file, all of them listed here."""

from kb.plain.facts.actors import find_actors
from kb.plain.facts.bounds import find_bounds
from kb.plain.facts.conditions import find_conditions, find_exceptions
from kb.plain.facts.dates import find_dates
from kb.plain.facts.fact import Fact, FactKind, Finder
from kb.plain.facts.logic import find_logic
from kb.plain.facts.modality import find_modality
from kb.plain.facts.negation import find_negation
from kb.plain.facts.quantities import find_quantities
from kb.plain.facts.references import find_references
from kb.plain.language import Parsed

FINDERS: tuple[Finder, ...] = (
    find_quantities,
    find_dates,
    find_bounds,
    find_modality,
    find_negation,
    find_exceptions,
    find_conditions,
    find_logic,
    find_references,
    find_actors,
)
"""Every kind of fact. A new one is added here."""

__all__ = ["FINDERS", "Fact", "FactKind", "find_facts"]


def find_facts(parsed: Parsed) -> tuple[Fact, ...]:
    """Return all facts of a text, in its own order."""
    found = [fact for finder in FINDERS for fact in finder(parsed)]
    return tuple(sorted(found, key=lambda fact: (fact.start, fact.end, fact.kind)))

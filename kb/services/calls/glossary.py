"""The glossary as panes need it: which lawyer's words to explain, and how."""

from dataclasses import dataclass

from kb.importers.content import unpack
from kb.importers.records import TermRecord
from kb.services.publishing.knowledge import knowledge
from kb.services.publishing.published import shown_revisions
from kb.services.unit import Unit
from kb.vocabulary import ThingKind


@dataclass(frozen=True)
class Explained:
    """A lawyer's word with the plain one for it, and its definition."""

    slug: str
    term: str
    plain: str
    definition: str


def explained_terms(unit: Unit) -> tuple[Explained, ...]:
    """Return every published term that has a plain word or a definition, by slug."""
    return unit.memory.recall(("glossary", knowledge(unit)), lambda: _read(unit))


def _read(unit: Unit) -> tuple[Explained, ...]:
    shown = shown_revisions(unit, ThingKind.TERM)
    records = (unpack(TermRecord, one.content) for _, one in sorted(shown.items()))
    return tuple(
        Explained(one.slug, one.term, one.plain, one.definition)
        for one in records
        if one.plain or one.definition
    )

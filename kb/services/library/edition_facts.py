"""What is stored of an edition beside its text: title, rank, who owns it, what it is about."""

from kb.importers.records import EditionFacts
from kb.models import Department, Edition, Original
from kb.services.unit import Unit
from kb.vocabulary import OriginalKind


def facts_of(unit: Unit, slug: str, edition: Edition) -> EditionFacts:
    """Return everything that is stored of `edition`, an edition of `slug`, but its text."""
    department = unit.session.get(Department, edition.department_id or 0)
    made_under = unit.session.get(Original, edition.made_under_id or 0)
    return EditionFacts(
        original=slug,
        in_force_from=edition.in_force_from,
        title=edition.title,
        citation=edition.citation,
        cite_as=edition.cite_as,
        kind=OriginalKind(edition.kind),
        jurisdiction=edition.jurisdiction,
        department=department.slug if department else "",
        made_under=made_under.slug if made_under else "",
        topics=tuple(edition.topics),
        objectives=tuple(edition.objectives),
    )

"""From a row of the outbox to documents: which texts a changed thing touches."""

from sqlalchemy import select

from kb.models import Cover, Edition, Original, Revision, Thing
from kb.services.indexing.law import provision_documents
from kb.services.indexing.pieces import values_named
from kb.services.indexing.spoken import DESCRIPTIONS, Grouped, thing_documents
from kb.services.unit import Unit
from kb.vocabulary import ThingKind


def documents_of(unit: Unit, group: str) -> Grouped:
    """Return {index group: documents} for an outbox group: "original:slug", "answer:en/slug#id"."""
    kind, _, key = group.partition(":")
    if kind == "original":
        return provision_documents(unit, key)
    thing = unit.session.scalar(select(Thing).where(Thing.kind == kind, Thing.key == key))
    return thing_documents(unit, thing) if thing else {}


def touched_groups(unit: Unit, group: str) -> list[str]:
    """Return `group`, and the groups whose documents say something of it.

    An original's title and lines stand in its answers, and what stands on its law may be best for
    other days than before; a value is printed wherever it is named.
    """
    kind, _, key = group.partition(":")
    if kind == "original":
        return [group, *_standing_on(unit, key)]
    return _printing(unit, key) if kind == ThingKind.VALUE else [group]


def all_groups(unit: Unit) -> list[str]:
    """Return every outbox group that may have documents, in a fixed order."""
    originals = [f"original:{slug}" for slug in unit.session.scalars(select(Original.slug))]
    things = unit.session.execute(select(Thing.kind, Thing.key))
    return sorted(originals + [f"{kind}:{key}" for kind, key in things if kind != ThingKind.VALUE])


def _standing_on(unit: Unit, slug: str) -> list[str]:
    """Return the answers to an original, and all that covers a provision of it."""
    own = select(Thing.kind, Thing.key).join(Original, Thing.original_id == Original.id)
    covering = (
        select(Thing.kind, Thing.key)
        .join(Revision, Revision.thing_id == Thing.id)
        .join(Cover, Cover.revision_id == Revision.id)
        .join(Edition, Cover.edition_id == Edition.id)
        .join(Original, Edition.original_id == Original.id)
        .distinct()
    )
    rows = {
        (kind, key)
        for query in (own, covering)
        for kind, key in unit.session.execute(query.where(Original.slug == slug))
    }
    return sorted(f"{kind}:{key}" for kind, key in rows if kind in DESCRIPTIONS)


def _printing(unit: Unit, slug: str) -> list[str]:
    query = select(Thing.kind, Thing.key, Revision.content).join(
        Revision, Revision.thing_id == Thing.id
    )
    rows = unit.session.execute(query)
    return sorted({f"{kind}:{key}" for kind, key, content in rows if slug in values_named(content)})

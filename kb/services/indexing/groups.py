"""From a row of the outbox to documents: which texts a changed thing touches."""

from sqlalchemy import select

from kb.models import Original, Revision, Thing
from kb.services.indexing.law import provision_documents
from kb.services.indexing.pieces import values_named
from kb.services.indexing.spoken import Grouped, thing_documents
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

    An original's title and lines stand in its answers; a value is printed wherever it is named.
    """
    kind, _, key = group.partition(":")
    if kind == "original":
        return [group, *_answers_to(unit, key)]
    return _printing(unit, key) if kind == ThingKind.VALUE else [group]


def all_groups(unit: Unit) -> list[str]:
    """Return every outbox group that may have documents, in a fixed order."""
    originals = [f"original:{slug}" for slug in unit.session.scalars(select(Original.slug))]
    things = unit.session.execute(select(Thing.kind, Thing.key))
    return sorted(originals + [f"{kind}:{key}" for kind, key in things if kind != ThingKind.VALUE])


def _answers_to(unit: Unit, slug: str) -> list[str]:
    query = (
        select(Thing.key)
        .join(Original, Thing.original_id == Original.id)
        .where(Thing.kind == ThingKind.ANSWER, Original.slug == slug)
        .order_by(Thing.key)
    )
    return [f"{ThingKind.ANSWER}:{key}" for key in unit.session.scalars(query)]


def _printing(unit: Unit, slug: str) -> list[str]:
    query = select(Thing.kind, Thing.key, Revision.content).join(
        Revision, Revision.thing_id == Thing.id
    )
    rows = unit.session.execute(query)
    return sorted({f"{kind}:{key}" for kind, key, content in rows if slug in values_named(content)})

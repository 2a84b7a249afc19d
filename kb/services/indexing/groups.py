"""From a row of the outbox to documents: which texts a changed thing touches."""

import json

from sqlalchemy import select

from kb.models import Original, Revision, Thing
from kb.services.indexing.law import provision_documents
from kb.services.indexing.spoken import Grouped, thing_documents
from kb.services.unit import Unit
from kb.vocabulary import ThingKind


def documents_of(unit: Unit, group: str) -> Grouped:
    """Return {index group: documents} for an outbox group: "original:slug", "answer:en/slug#id".

    A value is no document, but its amount is printed in others: those are made again.
    """
    kind, _, key = group.partition(":")
    if kind == "original":
        return provision_documents(unit, key)
    if kind == ThingKind.VALUE:
        return _printing(unit, key)
    thing = unit.session.scalar(select(Thing).where(Thing.kind == kind, Thing.key == key))
    return thing_documents(unit, thing) if thing else {}


def all_groups(unit: Unit) -> list[str]:
    """Return every outbox group that may have documents, in a fixed order."""
    originals = [f"original:{slug}" for slug in unit.session.scalars(select(Original.slug))]
    things = unit.session.execute(select(Thing.kind, Thing.key))
    return sorted(originals + [f"{kind}:{key}" for kind, key in things if kind != ThingKind.VALUE])


def _printing(unit: Unit, slug: str) -> Grouped:
    found: Grouped = {}
    query = select(Thing, Revision.content).join(Revision, Revision.thing_id == Thing.id)
    for thing, content in unit.session.execute(query):
        if f"value:{slug}" in json.dumps(content):
            found.update(thing_documents(unit, thing))
    return found

"""Which of many revisions are outdated (I4), quickly where every edition is in force."""

from collections.abc import Mapping

from sqlalchemy import select

from kb.models import Cover, Revision
from kb.services.propagation.covered import covered
from kb.services.publishing.published import editions_in_force
from kb.services.unit import Unit


def outdated_keys(unit: Unit, revisions: Mapping[str, Revision]) -> frozenset[str]:
    """Return the keys of `revisions` that cover a provision whose text changed or is gone."""
    in_force = {edition.id for edition in editions_in_force(unit).values()}
    ids = [revision.id for revision in revisions.values()]
    query = select(Cover.revision_id).where(
        Cover.revision_id.in_(ids), Cover.edition_id.not_in(in_force)
    )
    behind = set(unit.session.scalars(query)) if ids else set()
    return frozenset(
        key
        for key, revision in revisions.items()
        if revision.id in behind and any(one.is_outdated for one in covered(unit, revision))
    )

"""What a shown thing stands for, link by link: the ground on which checks and impact stand."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from kb.models import Cover, Edition, Revision, Thing
from kb.services.publishing.published import shown_revisions
from kb.services.unit import Unit
from kb.vocabulary import ThingKind

IN_CHUNK = 500  # values in one IN (…)
KINDS = (ThingKind.ANSWER, ThingKind.PROCESS, ThingKind.TERM)
"""What stands for law."""


@dataclass(frozen=True)
class Link:
    """One cover of a revision; `part` is a step's id, or ""."""

    revision_id: int
    part: str
    edition_id: int
    eid: str


def links_of(unit: Unit, revisions: Collection[Revision]) -> dict[int, list[Link]]:
    """Return the links of each revision by its id, in their order."""
    ids = sorted({revision.id for revision in revisions})
    found: dict[int, list[Link]] = {}
    for some in chunks(ids):
        query = (
            select(Cover.revision_id, Cover.part, Cover.edition_id, Cover.eid)
            .where(Cover.revision_id.in_(some))
            .order_by(Cover.revision_id, Cover.position)
        )
        for row in unit.session.execute(query):
            found.setdefault(row.revision_id, []).append(Link(*row))
    return found


def standing_for(unit: Unit, kind: ThingKind, original_id: int) -> dict[str, Revision]:
    """Return {key: revision} of what is shown and stands for any edition of an original."""
    query = (
        select(Thing.key)
        .join(Revision, Revision.thing_id == Thing.id)
        .join(Cover, Cover.revision_id == Revision.id)
        .join(Edition, Cover.edition_id == Edition.id)
        .where(Thing.kind == kind, Edition.original_id == original_id)
        .distinct()
    )
    return shown_revisions(unit, kind, unit.session.scalars(query).all())


def title_of(kind: ThingKind, revision: Revision, part: str) -> str:
    """Return what a thing, or one step of a process, is called."""
    if kind is not ThingKind.PROCESS or not part:
        return revision.title
    titles = {step["id"]: step["title"] for step in revision.content["steps"]}
    return f"{revision.title}: {titles.get(part, part)}"


def shown_things(unit: Unit) -> Mapping[ThingKind, dict[str, Revision]]:
    """Return everything shown that can stand for law, by kind."""
    return {kind: shown_revisions(unit, kind) for kind in KINDS}


def chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield ids in pieces that every database takes in one query."""
    return (ids[start : start + IN_CHUNK] for start in range(0, len(ids), IN_CHUNK))

"""The texts of a thing in order: the newest one, who had a hand in one, what rights to it ask.

A new text always follows the newest one (`based_on`), so that the words of each are the work of
everybody on the way from the last published one to it: none of them may review it (I2).
"""

from sqlalchemy import func, select

from kb.importers.content import RECORDS, pack, unpack
from kb.importers.records import Placed
from kb.models import Cover, Edition, Revision, StateChange, Thing
from kb.services.actor import Actor
from kb.services.library.covers import Shelf, with_editions
from kb.services.library.editions import department_id
from kb.services.library.things import thing_of, title_of
from kb.services.permits import LAW, Matter
from kb.services.publishing.published import edition_in_force
from kb.services.unit import Unit
from kb.vocabulary import SHOWN, OriginalKind, ThingKind

RANKS = tuple(OriginalKind)
"""Highest first."""


def newest_revision(unit: Unit, kind: ThingKind, key: str) -> Revision | None:
    """Return the newest text of a thing, whatever its state; None of a thing that is to be."""
    query = (
        select(Revision)
        .join(Thing, Revision.thing_id == Thing.id)
        .where(Thing.kind == kind, Thing.key == key)
        .order_by(Revision.number.desc())
        .limit(1)
    )
    return unit.session.scalar(query)


def is_newest(unit: Unit, revision: Revision) -> bool:
    """True when no later text of the same thing was submitted."""
    query = select(func.max(Revision.number)).where(Revision.thing_id == revision.thing_id)
    return unit.session.scalar(query) == revision.number


def record_of(revision: Revision) -> Placed:
    """Return what a revision says."""
    return unpack(RECORDS[ThingKind(revision.thing.kind)], revision.content)


def add_revision(
    unit: Unit, actor: Actor, record: Placed, *, based_on: Revision | None
) -> Revision:
    """Store `record` as the next text of its thing, with its links; its state is the caller's."""
    shelf = Shelf(unit)
    record = with_editions(record, shelf.meant)
    thing, content, values = thing_of(unit, record), pack(record), vars(record)
    last = select(func.max(Revision.number)).where(Revision.thing_id == thing.id)
    revision = Revision(
        thing=thing,
        number=(unit.session.scalar(last) or 0) + 1,
        language=values.get("language", ""),
        title=title_of(record),
        content=content.values,
        content_hash=content.hash,
        department_id=department_id(unit, values.get("department", "")),
        origin="person",
        author_id=actor.id,
        based_on_id=based_on.id if based_on else None,
        created_at=unit.now,
    )
    unit.session.add(revision)
    unit.session.flush()
    unit.session.add_all(shelf.rows(record, revision.id))
    unit.session.flush()
    return revision


def author_ids(unit: Unit, revision: Revision) -> frozenset[int]:
    """Return who wrote or changed these words since the last published ones."""
    found: set[int] = set()
    one: Revision | None = revision
    while one is not None and (one is revision or not _was_released(unit, one)):
        if one.author_id is not None:
            found.add(one.author_id)
        one = unit.session.get(Revision, one.based_on_id) if one.based_on_id else None
    return frozenset(found)


def matter_of(unit: Unit, revision: Revision) -> Matter:
    """Return what a right to `revision` is asked about."""
    rank, department = _rank_and_department(unit, revision)
    return Matter(
        kind=revision.thing.kind,
        rank=rank,
        department_id=revision.department_id or department,
        author_ids=author_ids(unit, revision),
    )


def _was_released(unit: Unit, revision: Revision) -> bool:
    query = select(StateChange.id).where(
        StateChange.revision_id == revision.id, StateChange.state.in_(SHOWN)
    )
    return unit.session.scalar(query.limit(1)) is not None


def _rank_and_department(unit: Unit, revision: Revision) -> tuple[OriginalKind | None, int | None]:
    """Return the highest rank among what the words stand on, and whose policy it is.

    Words that stand on any law are law's: then no department signs them off alone.
    """
    if ThingKind(revision.thing.kind) not in {ThingKind.ANSWER, ThingKind.TRANSLATION}:
        return None, None
    own = _own_edition(unit, revision)
    query = select(Edition.kind).join(Cover, Cover.edition_id == Edition.id)
    kinds = set(unit.session.scalars(query.where(Cover.revision_id == revision.id)))
    ranks = {OriginalKind(kind) for kind in kinds | ({own.kind} if own else set())}
    highest = min(ranks, key=RANKS.index, default=None)
    department = own.department_id if own and highest not in LAW else None
    return highest, department


def _own_edition(unit: Unit, revision: Revision) -> Edition | None:
    """Return the edition in force of the original that is translated, or its newest one."""
    slug = revision.content["original"]
    in_force = edition_in_force(unit, slug)
    if in_force is not None:
        return in_force
    query = select(Edition).where(Edition.original_id == revision.thing.original_id)
    return unit.session.scalar(query.order_by(Edition.in_force_from.desc()).limit(1))

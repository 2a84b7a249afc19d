"""What is shown at an instant: the one place where "published" is decided (I1).

Pages, search, API and export all ask here. A revision's state is its newest row that was written
and is effective by `unit.now`; it is shown in a state of `vocabulary.SHOWN`. An edition whose
state is `scheduled` is hidden until its day begins, and then in force without any job.
"""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Select, func, or_, select

from kb.models import Edition, EditionState, Original, Revision, StateChange, Thing
from kb.services.unit import Unit
from kb.vocabulary import SHOWN, State, ThingKind

IN_CHUNK = 500  # values in one IN (…): below every database's limit


def shown_revisions(
    unit: Unit, kind: ThingKind, keys: Collection[str] | None = None
) -> dict[str, Revision]:
    """Return {key: revision} of what is shown now of `kind`; all of it, or the `keys` given."""
    if keys is None:
        return _fetch(unit, _shown(unit).where(Thing.kind == kind))
    found: dict[str, Revision] = {}
    for chunk in _chunks(sorted(keys)):
        query = _shown(unit).where(Thing.kind == kind, Thing.key.in_(chunk))
        found.update(_fetch(unit, query))
    return found


def shown_revision(unit: Unit, kind: ThingKind, key: str) -> Revision | None:
    """Return the revision of one thing that is shown now, or None."""
    return shown_revisions(unit, kind, [key]).get(key)


def editions_in_force(
    unit: Unit, slugs: Collection[str] | None = None, *, on: date | None = None
) -> dict[str, Edition]:
    """Return {slug: edition} in force on a day, of all or some originals.

    The newest version of the newest in-force date not after `on` (default: the unit's day).
    """
    day = on or unit.day
    return {  # ordered oldest first: the last one of each slug stays
        slug: edition
        for slug, edition in _visible_editions(unit, slugs)
        if edition.in_force_from <= day
    }


def edition_in_force(unit: Unit, slug: str, *, on: date | None = None) -> Edition | None:
    """Return the edition of one original in force on a day (default: the unit's), or None."""
    return editions_in_force(unit, [slug], on=on).get(slug)


def visible_editions(unit: Unit, slug: str) -> list[Edition]:
    """Return what may be shown of an original's editions, oldest first, superseded versions gone.

    Past and present ones, and coming ones that compliance has released.
    """
    newest = {edition.in_force_from: edition for _, edition in _visible_editions(unit, [slug])}
    return list(newest.values())


def _shown(unit: Unit) -> Select[str, Revision]:
    newest = (  # looked up for each revision asked for: never all there are
        select(func.max(StateChange.id))
        .where(
            StateChange.revision_id == Revision.id,
            StateChange.at <= unit.now,
            StateChange.effective_at <= unit.now,
        )
        .correlate(Revision)
        .scalar_subquery()
    )
    return (
        select(Thing.key, Revision)
        .join(Thing, Revision.thing_id == Thing.id)
        .join(StateChange, StateChange.id == newest)
        .where(StateChange.state.in_(SHOWN))
        .order_by(Revision.number)
    )


def _fetch(unit: Unit, query: Select[str, Revision]) -> dict[str, Revision]:
    return {row.key: row.Revision for row in unit.session.execute(query)}


def _visible_editions(unit: Unit, slugs: Collection[str] | None) -> Sequence[tuple[str, Edition]]:
    newest = (
        select(func.max(EditionState.id))
        .where(EditionState.edition_id == Edition.id, EditionState.at <= unit.now)
        .correlate(Edition)
        .scalar_subquery()
    )
    query = (
        select(Original.slug, Edition)
        .join(Original, Edition.original_id == Original.id)
        .join(EditionState, EditionState.id == newest)
        .where(
            or_(
                EditionState.state == State.PUBLISHED,
                (EditionState.state == State.SCHEDULED) & (Edition.in_force_from <= unit.today),
            )
        )
        .order_by(Edition.in_force_from, Edition.version)
    )
    if slugs is not None:
        query = query.where(Original.slug.in_(list(slugs)))
    return [(row.slug, row.Edition) for row in unit.session.execute(query)]


def _chunks(keys: list[str]) -> list[list[str]]:
    return [keys[start : start + IN_CHUNK] for start in range(0, len(keys), IN_CHUNK)]

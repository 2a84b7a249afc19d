"""Which editions may be shown, and which of them is the law of a day.

An edition whose state is `scheduled` is hidden until its day begins, and then in force without
any job. One that compliance released early is `published` with a coming day: seen, not yet law.
"""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Select, bindparam, or_, select

from kb.models import Edition, EditionState, Original
from kb.services.publishing.edition_states import newest_state_id
from kb.services.unit import Unit
from kb.vocabulary import State


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


def released_editions(unit: Unit) -> list[tuple[str, Edition]]:
    """Return (slug, edition) of what compliance released before its day, the next one first."""
    coming = {
        (slug, edition.in_force_from): (slug, edition)
        for slug, edition in _visible_editions(unit, None)
        if edition.in_force_from > unit.today
    }
    return list(coming.values())


def visible_ids(unit: Unit) -> frozenset[int]:
    """Return the ids of all editions that may be shown, superseded versions too."""
    return frozenset(edition.id for _, edition in _visible_editions(unit, None))


def _visible_editions(unit: Unit, slugs: Collection[str] | None) -> Sequence[tuple[str, Edition]]:
    asked: dict[str, object] = {"now": unit.now, "today": unit.today}
    if slugs is None:
        rows = unit.session.execute(VISIBLE, asked)
    else:
        rows = unit.session.execute(VISIBLE_OF, {**asked, "slugs": list(slugs)})
    return [(row.slug, row.Edition) for row in rows]


def _visible() -> Select[str, Edition]:
    has_come = Edition.in_force_from <= bindparam("today")
    return (
        select(Original.slug, Edition)
        .join(Original, Edition.original_id == Original.id)
        .join(EditionState, EditionState.id == newest_state_id(bindparam("now")))
        .where(
            or_(
                EditionState.state == State.PUBLISHED,
                (EditionState.state == State.SCHEDULED) & has_come,
            )
        )
        .order_by(Edition.in_force_from, Edition.version)
    )


# Written once: every page asks, and to write a statement costs as much time as to run it.
VISIBLE = _visible()
VISIBLE_OF = VISIBLE.where(Original.slug.in_(bindparam("slugs", expanding=True)))

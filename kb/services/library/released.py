"""The editions that a load or an export goes by: what was released, the newest version of a day."""

from datetime import date

from sqlalchemy import select

from kb.models import Edition, EditionState, Original
from kb.services.publishing.edition_states import newest_state_id
from kb.services.unit import Unit
from kb.vocabulary import SHOWN, State


def released_editions(unit: Unit, *, with_drafts: bool = False) -> dict[tuple[str, date], Edition]:
    """Return {(slug, in-force day): edition}, past, present and scheduled, by slug and day.

    Drafts are for drafts only: nothing that is shown may stand on one.
    """
    states = SHOWN | {State.DRAFT} if with_drafts else SHOWN
    query = (
        select(Original.slug, Edition)
        .join(Original, Edition.original_id == Original.id)
        .join(EditionState, EditionState.id == newest_state_id(unit.now))
        .where(EditionState.state.in_(states))
        .order_by(Original.slug, Edition.in_force_from, Edition.version)
    )
    rows = unit.session.execute(query)
    return {(row.slug, row.Edition.in_force_from): row.Edition for row in rows}

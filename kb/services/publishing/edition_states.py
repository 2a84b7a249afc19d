"""The state of an edition at an instant: the row written last, as for revisions."""

from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ScalarSelect, func, select

from kb.models import Edition, EditionState


def newest_state_id(now: datetime | BindParameter[Any]) -> ScalarSelect[Any]:
    """Return which row says the state of each edition of a query at `now`.

    Join it: `.join(EditionState, EditionState.id == newest_state_id(unit.now))`.
    """
    return (
        select(func.max(EditionState.id))
        .where(EditionState.edition_id == Edition.id, EditionState.at <= now)
        .correlate(Edition)
        .scalar_subquery()
    )

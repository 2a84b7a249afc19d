"""Which revisions are shown at the unit's instant: the query behind `published`."""

from collections.abc import Collection, Iterator
from typing import TypeVar

from sqlalchemy import Select, bindparam, func, select

from kb.models import Revision, StateChange, Thing
from kb.services.unit import Unit
from kb.vocabulary import SHOWN, ThingKind

Value = TypeVar("Value", int, str)
IN_CHUNK = 500  # values in one IN (…): below every database's limit


def shown_at_now(
    unit: Unit, kind: ThingKind, keys: Collection[str] | None = None
) -> dict[str, Revision]:
    """Return {key: revision} of what is shown at `unit.now`; all of `kind`, or the `keys` given."""
    if keys is None:
        return _fetch(unit, SHOWN_OF_KIND, kind=kind)
    found: dict[str, Revision] = {}
    for chunk in in_chunks(keys):
        found.update(_fetch(unit, SHOWN_OF_KEYS, kind=kind, keys=chunk))
    return found


def in_chunks(values: Collection[Value]) -> Iterator[list[Value]]:
    """Yield `values`, sorted, in pieces that one statement takes."""
    ordered = sorted(values)
    for start in range(0, len(ordered), IN_CHUNK):
        yield ordered[start : start + IN_CHUNK]


def _shown() -> Select[str, Revision]:
    newest = (  # looked up for each revision asked for: never all there are
        select(func.max(StateChange.id))
        .where(
            StateChange.revision_id == Revision.id,
            StateChange.at <= bindparam("now"),
            StateChange.effective_at <= bindparam("now"),
        )
        .correlate(Revision)
        .scalar_subquery()
    )
    return (
        select(Thing.key, Revision)
        .join(Thing, Revision.thing_id == Thing.id)
        .join(StateChange, StateChange.id == newest)
        .where(StateChange.state.in_(SHOWN), Thing.kind == bindparam("kind"))
        .order_by(Revision.number)
    )


# Written once: every page asks, and to write a statement costs as much time as to run it.
SHOWN_OF_KIND = _shown()
SHOWN_OF_KEYS = SHOWN_OF_KIND.where(Thing.key.in_(bindparam("keys", expanding=True)))


def _fetch(unit: Unit, query: Select[str, Revision], **asked: object) -> dict[str, Revision]:
    rows = unit.session.execute(query, {"now": unit.now, **asked})
    return {row.key: row.Revision for row in rows}

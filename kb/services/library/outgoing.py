"""What of each reviewed thing goes out into files: the words that are shown.

Where nothing is shown yet, the words that are to come: others may name the thing already, and a
load keeps them hidden again until the edition that they were made against is in force.
"""

from typing import Any, TypeVar, cast

from sqlalchemy import func, select

from kb.importers.content import kind_for, unpack
from kb.importers.records import Placed
from kb.models import Revision, StateChange, Thing
from kb.services.library.accepted import with_acceptances
from kb.services.library.covers import begins_at
from kb.services.publishing.published import shown_revisions
from kb.services.unit import Unit
from kb.vocabulary import State, ThingKind

R = TypeVar("R", bound=Placed)


def outgoing_things(unit: Unit, record_class: type[R]) -> dict[str, R]:
    """Return {key: record} of everything of one kind that an export writes, by key."""
    kind = kind_for(record_class)
    found = {
        key: _record(unit, record_class, revision.id, revision.content)
        for key, revision in shown_revisions(unit, kind).items()
    }
    for key, revision_id, content in _coming(unit, kind):
        record = _record(unit, record_class, revision_id, content)
        if key not in found and begins_at(unit, record) is not None:
            found[key] = record
    return {key: found[key] for key in sorted(found)}


def _record(unit: Unit, record_class: type[R], revision_id: int, content: dict[str, Any]) -> R:
    """Return what a revision says, with what was decided on it that files say, too."""
    record = unpack(record_class, content)
    return cast("R", with_acceptances(unit, revision_id, record))


def _coming(unit: Unit, kind: ThingKind) -> list[tuple[str, int, dict[str, Any]]]:
    """Return (key, revision's id, content) of what is scheduled still, the first to come first."""
    newest = (
        select(func.max(StateChange.id))
        .where(StateChange.revision_id == Revision.id)
        .correlate(Revision)
        .scalar_subquery()
    )
    query = (
        select(Thing.key, Revision.id, Revision.content)
        .join(Thing, Revision.thing_id == Thing.id)
        .join(StateChange, StateChange.id == newest)
        .where(
            Thing.kind == kind,
            StateChange.state == State.SCHEDULED,
            StateChange.effective_at > unit.now,
        )
        .order_by(StateChange.effective_at, StateChange.id)
    )
    return [(row.key, row.id, row.content) for row in unit.session.execute(query)]

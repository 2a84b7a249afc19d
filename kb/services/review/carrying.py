"""Links taken along to another edition: where each provision went, and whether its words did."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from kb.models import Edition, Provision
from kb.services.unit import Unit
from kb.text.compare import MatchKind, Placed, match_provisions

IN_STEP = frozenset({MatchKind.SAME, MatchKind.RENUMBERED})


@dataclass(frozen=True)
class Carried:
    """Where a provision is in another edition: its eid there, None when it is gone."""

    eid: str | None
    is_same: bool


def carry(unit: Unit, old: Edition, new: Edition, eids: Iterable[str]) -> dict[str, Carried]:
    """Return {eid in `old`: its place in `new`}; an eid that `old` has not is gone."""
    if old.id == new.id:
        return {eid: Carried(eid, is_same=True) for eid in eids}
    matches = match_provisions(_placed(unit, old), _placed(unit, new))
    went = {
        one.old.eid: Carried(one.new.eid if one.new else None, is_same=one.kind in IN_STEP)
        for one in matches
        if one.old
    }
    return {eid: went.get(eid, Carried(None, is_same=False)) for eid in eids}


def _placed(unit: Unit, edition: Edition) -> list[Placed]:
    columns = (Provision.eid, Provision.parent_eid, Provision.text, Provision.position)
    query = select(*columns).where(Provision.edition_id == edition.id)
    rows = unit.session.execute(query.order_by(Provision.position))
    return [Placed(eid, parent or "", text, at) for eid, parent, text, at in rows]

"""Decisions go along when a text is saved again: what was decided of unchanged words stays decided.

A decision is about one provision between two editions. The next version of a draft keeps those
whose words it keeps.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import insert, select

from kb.models import Edition, Provision, SizeOfChange
from kb.services.unit import Unit


def carry_decisions(unit: Unit, old: Edition, new: Edition) -> int:
    """Copy to `new` the newest decisions of `old` about words that it keeps; return how many."""
    rows = list(_kept(unit, old, new))
    if rows:
        unit.session.execute(insert(SizeOfChange), rows)
    return len(rows)


def _kept(unit: Unit, old: Edition, new: Edition) -> Iterator[dict[str, Any]]:
    before, after = _hashes(unit, old), _hashes(unit, new)
    for row in newest_decisions(unit, old).values():
        is_kept = before.get(row.new_eid) == after.get(row.new_eid)
        if is_kept:
            copied = ("previous_id", "old_eid", "new_eid", "size", "reason", "touches")
            values = {name: getattr(row, name) for name in (*copied, "details", "actor_id", "at")}
            yield {"edition_id": new.id, **values}


def newest_decisions(unit: Unit, edition: Edition) -> dict[tuple[int, str, str], SizeOfChange]:
    """Return {(previous edition's id, old eid, new eid): decision}; the newest of each counts."""
    query = select(SizeOfChange).where(SizeOfChange.edition_id == edition.id)
    rows = unit.session.scalars(query.order_by(SizeOfChange.id))
    return {(row.previous_id, row.old_eid, row.new_eid): row for row in rows}


def _hashes(unit: Unit, edition: Edition) -> dict[str, str]:
    query = select(Provision.eid, Provision.text_hash).where(Provision.edition_id == edition.id)
    return {eid: text_hash for eid, text_hash in unit.session.execute(query)}  # noqa: C416 - dict() of rows is untyped

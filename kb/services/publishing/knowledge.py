"""What a derivation from published words and law depends on, as a key to remember it by.

States, editions' states and sizes are insert-only. So how many there are, and how many of them
count by the unit's instant, says which of them count; the day says which law does.
"""

from datetime import date

from sqlalchemy import func, select

from kb.models import EditionState, SizeOfChange, StateChange
from kb.services.unit import Unit

Knowledge = tuple[date, date, tuple[int, ...]]


def knowledge(unit: Unit) -> Knowledge:
    """Return a key that is another one whenever something else is shown, or is the law."""
    has_come = (StateChange.at <= unit.now) & (StateChange.effective_at <= unit.now)
    found = unit.session.execute(
        select(
            *(
                select(query).scalar_subquery()
                for query in (
                    func.coalesce(func.max(StateChange.id), 0),
                    func.count(StateChange.id).filter(has_come),
                    func.coalesce(func.max(EditionState.id), 0),
                    func.count(EditionState.id).filter(EditionState.at <= unit.now),
                    func.coalesce(func.max(SizeOfChange.id), 0),
                    func.count(SizeOfChange.id).filter(SizeOfChange.at <= unit.now),
                )
            )
        )
    ).one()
    return unit.today, unit.day, tuple(found)

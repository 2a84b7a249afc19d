"""How often words were opened: a number for each revision and day, and nobody's name (I9)."""

from datetime import date, timedelta

from sqlalchemy import func, select

from kb.models import Revision, Thing, TimesShown
from kb.services.unit import Unit
from kb.vocabulary import ThingKind

OFTEN_DAYS = 28
"""How far back "often read" looks: four whole weeks, so that each weekday counts alike."""


def add_times_shown(unit: Unit, revision_id: int, day: date, times: int) -> None:
    """Add to the count of a day. In a unit of `store.touch()`: a count is no change of content."""
    row = unit.session.get(TimesShown, (revision_id, day), with_for_update=True)
    if row is None:
        unit.session.add(TimesShown(revision_id=revision_id, day=day, times=times))
        unit.session.flush()
    else:
        row.times += times


def times_shown(unit: Unit, revision_id: int) -> int:
    """Return how often a revision was opened, ever."""
    query = select(func.sum(TimesShown.times)).where(TimesShown.revision_id == revision_id)
    return unit.session.scalar(query) or 0


def read_often(unit: Unit, kind: ThingKind) -> dict[str, int]:
    """Return {key: how often it was opened in the last four weeks} of all things of a kind."""
    since = unit.today - timedelta(days=OFTEN_DAYS)
    query = (
        select(Thing.key, func.sum(TimesShown.times))
        .join(Revision, TimesShown.revision_id == Revision.id)
        .join(Thing, Revision.thing_id == Thing.id)
        .where(TimesShown.day > since, Thing.kind == kind)
        .group_by(Thing.key)
    )
    return {key: int(times) for key, times in unit.session.execute(query)}

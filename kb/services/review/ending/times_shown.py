"""How often words were opened: a number for each revision and day, and nobody's name (I9)."""

from datetime import date, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from kb.models import Revision, Thing, TimesShown
from kb.services.publishing.knowledge import knowledge
from kb.services.publishing.published import shown_revision
from kb.services.unit import Unit
from kb.vocabulary import ThingKind

MOST_IDS = 4_096  # remembered at once
OFTEN_DAYS = 28
"""How far back "often read" looks: four whole weeks, so that each weekday counts alike."""


def add_times_shown(unit: Unit, *, revision_id: int, day: date, times: int = 1) -> None:
    """Add to the count of a day. In a unit of `store.touch()`: a count is no change of content."""
    if _add(unit, revision_id, day, times):
        return
    try:
        with unit.session.begin_nested():
            unit.session.add(TimesShown(revision_id=revision_id, day=day, times=times))
    except IntegrityError:  # another process was first
        _add(unit, revision_id, day, times)


def _add(unit: Unit, revision_id: int, day: date, times: int) -> bool:
    """Add to a row that is there; False where there is none yet."""
    row = (TimesShown.revision_id == revision_id, TimesShown.day == day)
    more = update(TimesShown).where(*row).values(times=TimesShown.times + times)
    found = select(TimesShown.times).where(*row)
    unit.session.execute(more)
    return unit.session.scalar(found) is not None


def shown_id(unit: Unit, kind: ThingKind, key: str) -> int | None:
    """Return the id of the text of a thing that is shown in this unit, to count it by."""
    key_ = ("shown ids", knowledge(unit), kind, key)
    return unit.memory.recall(key_, lambda: _shown_id(unit, kind, key), most=MOST_IDS)


def _shown_id(unit: Unit, kind: ThingKind, key: str) -> int | None:
    revision = shown_revision(unit, kind, key)
    return revision.id if revision else None


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

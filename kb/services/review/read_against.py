"""The law that words are read against: which editions count for a revision, and whether they did.

For each original that the words stand on it is the edition in force, or the coming one that they
were written against. A review keeps their ids; an approval holds while they are the same.
"""

from datetime import date

from sqlalchemy import select

from kb.importers.content import RECORDS, unpack
from kb.models import Edition, Review, Revision
from kb.services.library.covers import editions_of
from kb.services.library.released import released_editions
from kb.services.unit import Unit
from kb.vocabulary import State, ThingKind


class Counting:
    """The editions that count, looked up once for many revisions."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._released: dict[str, dict[date, Edition]] = {}
        for (slug, day), edition in released_editions(unit).items():
            self._released.setdefault(slug, {})[day] = edition

    def editions(self, revision: Revision) -> tuple[Edition, ...]:
        """Return the editions that `revision` is to be read against, one of each original."""
        days = self._days(revision)
        found = (self._counting(slug, day) for slug, day in sorted(days.items()))
        return tuple(edition for edition in found if edition)

    def ids(self, revision: Revision) -> list[int]:
        """Return their ids, in a fixed order."""
        return sorted(edition.id for edition in self.editions(revision))

    def holds(self, revision: Revision) -> bool:
        """True when the last decision on `revision` approved these words against this law."""
        query = select(Review).where(Review.revision_id == revision.id).order_by(Review.id.desc())
        last = self._unit.session.scalar(query.limit(1))
        return (
            last is not None
            and last.decision == State.APPROVED
            and last.content_hash == revision.content_hash
            and last.read_against == self.ids(revision)
        )

    def _days(self, revision: Revision) -> dict[str, date]:
        """Return {original: the newest day that the words name of it}."""
        days: dict[str, date] = {}
        record = unpack(RECORDS[ThingKind(revision.thing.kind)], revision.content)
        for (slug, _), day in editions_of(record).items():
            if slug in self._released:
                days[slug] = max(days.get(slug, date.min), day or date.min)
        return days

    def _counting(self, slug: str, named: date) -> Edition | None:
        """Return the edition in force on the day that was named, or today if that has come."""
        on = max(named, self._unit.today)
        days = [day for day in self._released[slug] if day <= on]
        return self._released[slug][max(days)] if days else None

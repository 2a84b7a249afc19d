"""What is shown: the one door through which "published" is asked (I1, I7).

Pages, search, API and export all ask here. A revision's state is its newest row that was written
and is effective by `unit.now`; it is shown in a state of `vocabulary.SHOWN`. Where the unit asks
for the law of another day (`as_of`), the best revision for that day stands in its place.
"""

from collections.abc import Collection

from kb.models import Revision
from kb.services.publishing.best_of_day import best_of_day
from kb.services.publishing.in_force import edition_in_force, editions_in_force, visible_editions
from kb.services.publishing.shown_now import IN_CHUNK, shown_at_now
from kb.services.unit import Unit
from kb.vocabulary import ThingKind

__all__ = [
    "IN_CHUNK",
    "edition_in_force",
    "editions_in_force",
    "shown_revision",
    "shown_revisions",
    "visible_editions",
]


def shown_revisions(
    unit: Unit, kind: ThingKind, keys: Collection[str] | None = None
) -> dict[str, Revision]:
    """Return {key: revision} of what is shown of `kind`; all of it, or the `keys` given."""
    if unit.day == unit.today:
        return shown_at_now(unit, kind, keys)
    return best_of_day(unit, kind, keys)


def shown_revision(unit: Unit, kind: ThingKind, key: str) -> Revision | None:
    """Return the revision of one thing that is shown, or None."""
    return shown_revisions(unit, kind, [key]).get(key)

"""The text that an original is made under, and whether it changed since words were confirmed.

Words are confirmed on the day they were written, or on the first day of the edition that they
stand for if that is later; against the parent as it was known then.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from kb.models import Revision
from kb.services.publishing.standing import Standing
from kb.services.publishing.texts import Text, released_texts


@dataclass(frozen=True)
class Moment:
    """When words were confirmed: what was known, and the day whose law counted."""

    known_at: datetime
    day: date


class Parents:
    """Whether parents changed, for the length of one derivation; each pair is compared once."""

    def __init__(self, law: Standing) -> None:
        self._law = law
        self._confirmed: dict[tuple[int, Moment], Text | None] = {}
        self._changed: dict[tuple[int, int], bool] = {}

    def changed(self, revision: Revision, edition_id: int) -> Text | None:
        """Return the parent of an original as it is now, if it changed since; else None."""
        child = self._law.text(self._law.edition(edition_id).original_id)
        parent_id = child.edition.made_under_id if child and child.edition else None
        now = self._law.text(parent_id) if parent_id is not None else None
        if now is None:
            return None
        written = revision.created_at.astimezone(self._law.unit.zone).date()
        day = max(written, self._law.edition(edition_id).in_force_from)
        then = self._text_at(now.original_id, Moment(revision.created_at, day))
        return now if then is not None and self.differ(then, now) else None

    def differ(self, then: Text, now: Text) -> bool:
        """True where anything between two texts is more than editorial."""
        key = then.key, now.key
        if key not in self._changed:
            moves = self._law.sizes.moves(then, now)
            self._changed[key] = bool(moves.new) or any(
                self._law.sizes.since(then, now, match) for match in moves.matches.values()
            )
        return self._changed[key]

    def _text_at(self, original_id: int, moment: Moment) -> Text | None:
        key = original_id, moment
        if key not in self._confirmed:
            unit = replace(self._law.unit, now=moment.known_at)
            released = released_texts(unit, original_id)
            past = [one for one in released if one.in_force_from <= moment.day]
            self._confirmed[key] = past[-1] if past else None
        return self._confirmed[key]

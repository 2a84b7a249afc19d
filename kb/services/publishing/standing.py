"""How the provisions that words stand for are today: the one derivation that all marks come from.

Nothing here is stored (I4): the passing of a day changes what is in force, and with it the answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kb.models import Edition
from kb.services.publishing.in_force import editions_in_force
from kb.services.publishing.sizes import Sizes
from kb.services.publishing.texts import Text, text_of
from kb.services.unit import Unit
from kb.text.compare import MatchKind
from kb.vocabulary import Size


@dataclass(frozen=True)
class Stands:
    """What became of a provision: `new_eid` is "" where it is gone, `size` None where in step.

    `changed_on` is the day from which the law has had other words.
    """

    text: Text
    new_eid: str
    kind: MatchKind
    size: Size | None = None
    changed_on: date | None = None


class Standing:
    """The law of one day, by original, for the length of one derivation."""

    def __init__(self, unit: Unit, texts: Iterable[Text]) -> None:
        self.unit = unit
        self.sizes = Sizes(unit)
        self._texts = {text.original_id: text for text in texts}
        self._known: dict[tuple[int, str], Stands] = {}
        self._editions: dict[int, Edition] = {}

    @classmethod
    def of_day(cls, unit: Unit) -> "Standing":
        """Return the law of the unit's day."""
        return cls(unit, map(text_of, editions_in_force(unit).values()))

    @property
    def edition_ids(self) -> frozenset[int]:
        """Return the ids of the stored editions in force."""
        texts = self._texts.values()
        return frozenset(text.edition.id for text in texts if text.edition is not None)

    @property
    def texts(self) -> tuple[Text, ...]:
        """Return every text that is the law that day."""
        return tuple(self._texts.values())

    def text(self, original_id: int) -> Text | None:
        """Return the text of an original in force, or None before its first day."""
        return self._texts.get(original_id)

    def edition(self, edition_id: int) -> Edition:
        """Return a stored edition."""
        if edition_id not in self._editions:
            self._editions[edition_id] = self.unit.session.get_one(Edition, edition_id)
        return self._editions[edition_id]

    def of(self, edition_id: int, eid: str) -> Stands:
        """Return how the provision `eid` of an edition stands now."""
        address = edition_id, eid
        if address not in self._known:
            self._known[address] = self._derive(text_of(self.edition(edition_id)), eid)
        return self._known[address]

    def _derive(self, old: Text, eid: str) -> Stands:
        now = self._texts.get(old.original_id, old)
        match = self.sizes.moves(old, now).matches.get(eid)
        if match is None:
            return Stands(now, eid, MatchKind.SAME)
        new_eid = match.new.eid if match.new else ""
        since = self.sizes.since(old, now, match)
        if since is None:
            return Stands(now, new_eid, match.kind)
        return Stands(now, new_eid, match.kind, since.size, since.day)

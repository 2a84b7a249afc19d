"""Whether words are in step with the law of the unit's day, where only a few are asked about.

The rule is that of I4: each provision that a revision stands for has the same text in the edition
in force, or differs by changes that compliance called editorial. It holds forwards and backwards
in time: today's answer may stand for the law of a year ago. What is *outdated*, and how badly, is
said by `propagation`, which stands on this floor.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from sqlalchemy import select

from kb.models import Edition, Provision, Revision, SizeOfChange
from kb.services.publishing.in_force import editions_in_force, visible_editions
from kb.services.unit import Unit
from kb.text.compare import MatchKind, Placed, match_provisions
from kb.vocabulary import Size, ThingKind

SAME_TEXT = frozenset({MatchKind.SAME, MatchKind.RENUMBERED})

Moved = dict[str, tuple[str, MatchKind]]
"""{eid: (eid in the other edition, what became of it)}; what is gone is not in it."""


@dataclass
class Law:
    """The law of the unit's day, for the length of one question. Pairs are compared once."""

    unit: Unit
    _in_force: dict[int, Edition] | None = None
    _moved: dict[tuple[int, int], Moved] = field(default_factory=dict)

    def agrees(self, revision: Revision) -> bool:
        """True when `revision` is in step with the law of the unit's day."""
        if revision.thing.kind == ThingKind.TRANSLATION:
            return self._is_head_of_day(revision)
        addresses = {(cover.edition_id, cover.eid) for cover in revision.covers}
        return all(self._stands(edition_id, eid) for edition_id, eid in addresses)

    def _is_head_of_day(self, revision: Revision) -> bool:
        now = self._edition_of_day(revision.thing.original_id or 0)
        return now is not None and revision.content["edition"] == now.in_force_from.isoformat()

    def _edition_of_day(self, original_id: int) -> Edition | None:
        if self._in_force is None:
            editions = editions_in_force(self.unit).values()
            self._in_force = {edition.original_id: edition for edition in editions}
        return self._in_force.get(original_id)

    def _stands(self, edition_id: int, eid: str) -> bool:
        old = self.unit.session.get_one(Edition, edition_id)
        new = self._edition_of_day(old.original_id)
        if new is None:
            return False
        if new.id == old.id:
            return True
        _, kind = self._became(old, new).get(eid, ("", MatchKind.GONE))
        return kind in SAME_TEXT or self._is_editorial(old, new, eid)

    def _is_editorial(self, old: Edition, new: Edition, eid: str) -> bool:
        """True when every change on the way from one edition to the other was editorial."""
        at = eid
        for here, there in pairwise(_way(self.unit, old, new)):
            after, kind = self._became(here, there).get(at, ("", MatchKind.GONE))
            if kind is MatchKind.GONE:
                return False
            if kind is MatchKind.CHANGED and not self._was_editorial((here, at), (there, after)):
                return False
            at = after
        return True

    def _was_editorial(self, one: tuple[Edition, str], two: tuple[Edition, str]) -> bool:
        (_, before), (edition, after) = sorted((one, two), key=lambda place: _order(place[0]))
        query = (
            select(SizeOfChange.size)
            .where(
                SizeOfChange.edition_id == edition.id,
                SizeOfChange.old_eid == before,
                SizeOfChange.new_eid == after,
                SizeOfChange.at <= self.unit.now,
            )
            .order_by(SizeOfChange.id.desc())
        )
        return self.unit.session.scalars(query).first() == Size.EDITORIAL

    def _became(self, old: Edition, new: Edition) -> Moved:
        pair = (old.id, new.id)
        if pair not in self._moved:
            matches = match_provisions(_placed(self.unit, old.id), _placed(self.unit, new.id))
            self._moved[pair] = {
                match.old.eid: (match.new.eid, match.kind)
                for match in matches
                if match.old and match.new
            }
        return self._moved[pair]


def _order(edition: Edition) -> tuple[str, int]:
    return edition.in_force_from.isoformat(), edition.version


def _way(unit: Unit, old: Edition, new: Edition) -> Iterator[Edition]:
    """Yield `old`, the editions between, and `new`: later or earlier, as `new` lies."""
    first, last = sorted((_order(old), _order(new)))
    between = [
        one for one in visible_editions(unit, old.original.slug) if first < _order(one) < last
    ]
    yield old
    yield from between if _order(old) < _order(new) else reversed(between)
    yield new


def _placed(unit: Unit, edition_id: int) -> list[Placed]:
    columns = (Provision.eid, Provision.parent_eid, Provision.text, Provision.position)
    query = select(*columns).where(Provision.edition_id == edition_id)
    rows = unit.session.execute(query.order_by(Provision.position))
    return [Placed(eid, parent or "", text, at) for eid, parent, text, at in rows]

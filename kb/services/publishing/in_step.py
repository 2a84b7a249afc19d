"""Whether words are in step with the law of the unit's day, where only a few are asked about.

The rule is that of I4, derived by `Standing` and nowhere else: nothing that a revision stands for
changed otherwise than editorially, and no new provision was named that concerns it. It holds
forwards and backwards in time: today's answer may stand for the law of a year ago.
"""

from kb.models import Edition, Revision
from kb.services.publishing.standing import Standing
from kb.services.publishing.touches import named_things
from kb.services.unit import Unit
from kb.vocabulary import ThingKind


class Law:
    """The law of the unit's day, for the length of one question; read when first asked."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._read: Standing | None = None

    def agrees(self, revision: Revision) -> bool:
        """True when `revision` is in step with the law of the unit's day."""
        if revision.thing.kind == ThingKind.TRANSLATION:
            return self._is_head_of_day(revision)
        addresses = {(cover.edition_id, cover.eid) for cover in revision.covers}
        return all(self._stands(*address) for address in addresses) and not self._named(revision)

    @property
    def _law(self) -> Standing:
        if self._read is None:
            self._read = Standing.of_day(self._unit)
        return self._read

    def _is_head_of_day(self, revision: Revision) -> bool:
        now = self._edition_of_day(revision.thing.original_id or 0)
        return now is not None and revision.content["edition"] == now.in_force_from.isoformat()

    def _edition_of_day(self, original_id: int) -> Edition | None:
        text = self._law.text(original_id)
        return text.edition if text else None

    def _stands(self, edition_id: int, eid: str) -> bool:
        """True of a provision with the same words that day; before its first day it has none."""
        is_law = self._edition_of_day(self._law.edition(edition_id).original_id) is not None
        return is_law and self._law.of(edition_id, eid).size is None

    def _named(self, revision: Revision) -> bool:
        key = revision.thing.key
        return bool(named_things(self._law, ThingKind(revision.thing.kind), {key: revision}))

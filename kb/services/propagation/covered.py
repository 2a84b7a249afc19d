"""What an answer stands for, and whether that still is the law: each cover with its provision now.

An answer covers provisions of one edition. In the edition in force the same words may stand
elsewhere (renumbered: still in step), may have changed, or may be gone (I4: outdated).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from kb.models import Cover, Edition, Provision, Revision
from kb.services.publishing.published import edition_in_force
from kb.services.unit import Unit
from kb.text.compare import MatchKind, Placed, match_provisions

IN_STEP = frozenset({MatchKind.SAME, MatchKind.RENUMBERED})


@dataclass(frozen=True)
class Covered:
    """One cover: the provision as it was translated, and as it is in the edition in force.

    `new` is None when it is gone; `edition` is then still the one in force.
    """

    original: str
    edition: Edition
    old: Provision
    new: Provision | None
    kind: MatchKind

    @property
    def is_outdated(self) -> bool:
        """True when the words that were translated are no longer the law."""
        return self.kind not in IN_STEP


def covered(unit: Unit, revision: Revision) -> tuple[Covered, ...]:
    """Return what `revision` covers, in its own order."""
    by_edition: dict[int, list[Cover]] = {}
    for cover in revision.covers:
        by_edition.setdefault(cover.edition_id, []).append(cover)
    found = {
        (one.old.edition_id, one.old.eid): one
        for edition_id, covers in by_edition.items()
        for one in _of_edition(unit, unit.session.get_one(Edition, edition_id), covers)
    }
    keys = dict.fromkeys((cover.edition_id, cover.eid) for cover in revision.covers)
    return tuple(found[key] for key in keys)


def _of_edition(unit: Unit, old: Edition, covers: list[Cover]) -> Iterator[Covered]:
    slug = old.original.slug
    now = edition_in_force(unit, slug) or old
    before = _provisions(unit, old)
    after = before if now.id == old.id else _provisions(unit, now)
    moved = {} if now.id == old.id else _moved(before, after)
    for eid in dict.fromkeys(cover.eid for cover in covers):
        new_eid, kind = moved.get(eid, (eid, MatchKind.SAME))
        yield Covered(slug, now, before[eid], after.get(new_eid), kind)


def _provisions(unit: Unit, edition: Edition) -> dict[str, Provision]:
    query = select(Provision).where(Provision.edition_id == edition.id).order_by(Provision.position)
    return {row.eid: row for row in unit.session.scalars(query)}


def _moved(
    before: dict[str, Provision], after: dict[str, Provision]
) -> dict[str, tuple[str, MatchKind]]:
    """Return {old eid: (new eid or "", what became of it)}."""
    matches = match_provisions(_placed(before), _placed(after))
    return {
        match.old.eid: (match.new.eid if match.new else "", match.kind)
        for match in matches
        if match.old
    }


def _placed(rows: dict[str, Provision]) -> list[Placed]:
    return [Placed(row.eid, row.parent_eid or "", row.text, row.position) for row in rows.values()]

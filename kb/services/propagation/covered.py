"""What one revision stands for, and whether that still is the law: each cover with its provision.

An answer covers provisions of one edition. In the edition in force the same words may stand
elsewhere (renumbered: still in step), may have changed, or may be gone (I4: outdated).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from kb.models import Edition, Provision, Revision
from kb.services.publishing.standing import Standing, Stands
from kb.services.unit import Unit
from kb.text.compare import MatchKind
from kb.vocabulary import Size

Address = tuple[int, str]
"""(edition id, eid)"""


@dataclass(frozen=True)
class Covered:
    """One cover: the provision as it was translated, and as it is in the edition in force.

    `new` is None when it is gone; `edition` is then still the one in force. `size` is that of the
    change, None where there is none or only an editorial one, `changed_on` its day.
    """

    original: str
    edition: Edition
    old: Provision
    new: Provision | None
    kind: MatchKind
    size: Size | None = None
    changed_on: date | None = None

    @property
    def is_outdated(self) -> bool:
        """True when the words that were translated are no longer the law."""
        return self.size is not None


def covered(
    unit: Unit, revision: Revision, *, standing: Standing | None = None
) -> tuple[Covered, ...]:
    """Return what `revision` covers, in its own order, each provision once."""
    if not revision.covers:
        return ()
    law = standing or Standing.of_day(unit)
    addresses = dict.fromkeys((cover.edition_id, cover.eid) for cover in revision.covers)
    stands = {address: law.of(*address) for address in addresses}
    rows = _provisions(unit, [*addresses, *_now(stands.values())])
    return tuple(_covered(law, address, stands[address], rows) for address in addresses)


def _now(stands: Iterable[Stands]) -> list[Address]:
    return [(one.text.edition.id, one.new_eid) for one in stands if one.text.edition]


def _provisions(unit: Unit, addresses: Iterable[Address]) -> dict[Address, Provision]:
    """Return provisions by address, one query an edition."""
    eids: dict[int, set[str]] = {}
    for edition_id, eid in addresses:
        eids.setdefault(edition_id, set()).add(eid)
    found: dict[Address, Provision] = {}
    for edition_id, wanted in eids.items():
        query = select(Provision).where(
            Provision.edition_id == edition_id, Provision.eid.in_(wanted)
        )
        found.update({(edition_id, row.eid): row for row in unit.session.scalars(query)})
    return found


def _covered(
    law: Standing, address: Address, stands: Stands, rows: dict[Address, Provision]
) -> Covered:
    old = law.edition(address[0])
    edition = stands.text.edition or old
    new = rows.get((edition.id, stands.new_eid))
    return Covered(
        original=old.original.slug,
        edition=edition,
        old=rows[address],
        new=new,
        kind=stands.kind,
        size=stands.size,
        changed_on=stands.changed_on,
    )

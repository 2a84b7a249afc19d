"""What publishing an edition touches, for its page and for a file; reading it changes nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from kb.models import Edition, Provision
from kb.services.actor import Actor
from kb.services.editions.life import group_of
from kb.services.editions.read_edition import Head, head_of
from kb.services.editions.stored import find_edition
from kb.services.propagation.compared import Naming
from kb.services.propagation.impact import Impact, Touched, impact
from kb.services.unit import Unit

COLUMNS = (
    "what",
    "kind",
    "key",
    "step",
    "language",
    "title",
    "size",
    "original",
    "edition",
    "provisions",
)
"""The columns of the export."""


@dataclass(frozen=True)
class Dated:
    """A provision with a commencement, an end or a transitional rule of its own."""

    citation: str
    starts: date | None
    ends: date | None
    transitional: str


@dataclass(frozen=True)
class ImpactPage:
    """An edition and what it does on its day.

    `cited` says by eid how people name a provision, as words translated from the edition before
    know it.
    """

    head: Head
    impact: Impact
    dated: tuple[Dated, ...]
    cited: Mapping[str, str]


def read_impact(unit: Unit, actor: Actor, edition_id: int) -> ImpactPage:
    """Return what the edition will outdate, what has a successor, and what is to check."""
    edition = find_edition(unit, actor, edition_id)
    found = impact(unit, edition)
    return ImpactPage(head_of(unit, edition), found, _dated(unit, edition), cited_in(found))


def cited_in(found: Impact) -> dict[str, str]:
    """Return by eid how people name each changed provision, as the edition before has it."""
    changes = found.comparison.changes if found.comparison else ()
    new = {one.new.eid: one.new.citation for one in changes if one.new}
    old = {one.old.eid: one.old.citation for one in changes if one.old}
    return new | old


def note_impact_export(unit: Unit, actor: Actor, edition_id: int, file_format: str) -> None:
    """Record that the actor takes the impact of an edition with them."""
    edition = find_edition(unit, actor, edition_id)
    details = {
        "edition": edition.in_force_from.isoformat(),
        "version": edition.version,
        "format": file_format,
    }
    unit.record(actor, "export_impact", group_of(edition), details=details)


def _dated(unit: Unit, edition: Edition) -> tuple[Dated, ...]:
    columns = (Provision.path, Provision.starts, Provision.ends, Provision.transitional)
    own = or_(
        Provision.starts.is_not(None), Provision.ends.is_not(None), Provision.transitional != ""
    )
    query = select(*columns).where(Provision.edition_id == edition.id, own)
    naming = Naming.of(edition)
    return tuple(
        Dated(naming.cite(path), starts, ends, transitional)
        for path, starts, ends, transitional in unit.session.execute(
            query.order_by(Provision.position)
        )
    )


def impact_rows(page: ImpactPage) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the export, without its head: a row for each thing touched."""
    for what, some in (("outdated", page.impact.outdated), ("ready", page.impact.made_ready)):
        yield from (_row(what, one) for one in some)
    for new in page.impact.new:
        side = new.change.new
        touches = new.decided.touches if new.decided else ()
        says = "; ".join(touches) or ("none" if new.decided else "undecided")
        eid = side.eid if side else ""
        yield ("new provision", "", "", "", "", says, "", *_edition(page), eid)
    for check in page.impact.checks:
        name = check.name
        own = (name.kind, name.key, name.part, check.language, f"{check.title}: {check.because}")
        yield ("to check", *own, "", check.original, check.in_force_from.isoformat(), name.eid)


def _row(what: str, one: Touched) -> tuple[str, ...]:
    causes = "; ".join(f"{cause.original}#{cause.eid}" for cause in one.causes)
    originals = "; ".join(dict.fromkeys(cause.original for cause in one.causes))
    days = "; ".join(dict.fromkeys(cause.edition.isoformat() for cause in one.causes))
    own = (one.kind, one.key, one.part, one.language, one.title, one.size)
    return (what, *own, originals, days, causes)


def _edition(page: ImpactPage) -> tuple[str, str]:
    return page.head.slug, page.head.in_force_from.isoformat()

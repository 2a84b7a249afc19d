"""The list of editions: what is being written or reviewed, what is coming, what there is."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from kb.models import Edition, EditionState, Original
from kb.services.actor import Actor
from kb.services.editions.package_rows import PackagePage
from kb.services.editions.packages import list_packages
from kb.services.editions.read_edition import name_of
from kb.services.editions.stored import WORKED_ON, matter_of
from kb.services.permits import ORIGINAL, Matter, may, require
from kb.services.publishing.edition_states import newest_state_id
from kb.services.unit import Unit
from kb.vocabulary import SHOWN, State, Verb


@dataclass(frozen=True)
class WorkRow:
    """One edition on its way, or coming."""

    id: int
    slug: str
    title: str
    in_force_from: date
    version: int
    state: State
    author: str


@dataclass(frozen=True)
class OriginalRow:
    """An original with its newest released edition, to make another one from."""

    slug: str
    title: str
    kind: str
    edition_id: int
    in_force_from: date


@dataclass(frozen=True)
class WorkPage:
    """Everything that moves, and what it can start from."""

    in_work: tuple[WorkRow, ...]
    coming: tuple[WorkRow, ...]
    packages: tuple[PackagePage, ...]
    originals: tuple[OriginalRow, ...]
    can_write: bool


def read_work(unit: Unit, actor: Actor) -> WorkPage:
    """Return the editions that `actor` may read; a partner sees their department's."""
    own = Matter(ORIGINAL, department_id=actor.department_id)
    require(actor, Verb.READ_DRAFT, own)
    everything = may(actor, Verb.READ_DRAFT, Matter(kind=ORIGINAL))
    found = [
        (slug, edition, state)
        for slug, edition, state in _editions(unit)
        if everything or may(actor, Verb.READ_DRAFT, matter_of(edition))
    ]
    return WorkPage(
        in_work=tuple(_row(unit, *one) for one in found if one[2] in WORKED_ON),
        coming=coming_rows(unit, found),
        packages=list_packages(unit, actor) if everything else (),
        originals=_originals(found),
        can_write=may(actor, Verb.WRITE, Matter(kind=ORIGINAL)),
    )


def coming_rows(unit: Unit, found: list[tuple[str, Edition, State]]) -> tuple[WorkRow, ...]:
    """Return the newest version of each released edition whose day is to come, next first."""
    newest = {
        (slug, edition.in_force_from): (slug, edition, state)
        for slug, edition, state in found
        if state in SHOWN and edition.in_force_from > unit.today
    }
    return tuple(_row(unit, *one) for one in newest.values())


def _editions(unit: Unit) -> list[tuple[str, Edition, State]]:
    query = (
        select(Original.slug, Edition, EditionState.state)
        .join(Original, Edition.original_id == Original.id)
        .join(EditionState, EditionState.id == newest_state_id(unit.now))
        .where(EditionState.state.in_(SHOWN | WORKED_ON))
        .order_by(Edition.in_force_from, Original.slug, Edition.version)
    )
    return [(slug, edition, State(state)) for slug, edition, state in unit.session.execute(query)]


def _row(unit: Unit, slug: str, edition: Edition, state: State) -> WorkRow:
    return WorkRow(
        id=edition.id,
        slug=slug,
        title=edition.title,
        in_force_from=edition.in_force_from,
        version=edition.version,
        state=state,
        author=name_of(unit, edition.author_id),
    )


def _originals(found: list[tuple[str, Edition, State]]) -> tuple[OriginalRow, ...]:
    newest = {slug: edition for slug, edition, state in found if state in SHOWN}
    rows = (
        OriginalRow(slug, one.title, one.kind, one.id, one.in_force_from)
        for slug, one in newest.items()
    )
    return tuple(sorted(rows, key=lambda row: row.title.casefold()))

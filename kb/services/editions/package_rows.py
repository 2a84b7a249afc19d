"""What stands in a package: its originals, and what would go live or went live of each."""

from dataclasses import dataclass

from sqlalchemy import select

from kb.models import Edition, EditionState, Original, Package, PackageMember
from kb.services.editions.stored import in_work, state_of
from kb.services.publishing.edition_states import newest_state_id
from kb.services.unit import Unit
from kb.vocabulary import SHOWN, State


@dataclass(frozen=True)
class Member:
    """One original of a package, and the edition of it that goes or went live."""

    slug: str
    edition: Edition | None
    state: State | None


@dataclass(frozen=True)
class PackagePage:
    """A package with its members, by name."""

    package: Package
    members: tuple[Member, ...]

    @property
    def is_open(self) -> bool:
        """True while something of it is not released yet."""
        return not self.members or any(one.state not in SHOWN for one in self.members)


def page_of(unit: Unit, package: Package) -> PackagePage:
    """Return a package with what stands in it."""
    query = select(Original.slug).join(PackageMember, PackageMember.original_id == Original.id)
    slugs = unit.session.scalars(query.where(PackageMember.package_id == package.id))
    return PackagePage(package, tuple(_member(unit, package, slug) for slug in sorted(slugs)))


def package_of(unit: Unit, edition: Edition) -> Package | None:
    """Return the package that `edition` goes or went live with, or None."""
    query = (
        select(Package)
        .join(PackageMember, PackageMember.package_id == Package.id)
        .where(
            PackageMember.original_id == edition.original_id,
            Package.in_force_from == edition.in_force_from,
        )
        .order_by(Package.id.desc())
    )
    slug = edition.original.slug
    for package in unit.session.scalars(query):
        found = _member(unit, package, slug).edition
        if found is not None and found.id == edition.id:
            return package
    return None


def _member(unit: Unit, package: Package, slug: str) -> Member:
    """Return the draft for the package's day, or what was released of it since the package is."""
    day = package.in_force_from
    released = _released_since(unit, package, slug)
    drafts = (one for one, _ in in_work(unit, slug) if one.in_force_from == day)
    edition = released or next(drafts, None)
    return Member(slug, edition, state_of(unit, edition) if edition else None)


def _released_since(unit: Unit, package: Package, slug: str) -> Edition | None:
    query = (
        select(Edition)
        .join(Original, Edition.original_id == Original.id)
        .join(EditionState, EditionState.id == newest_state_id(unit.now))
        .where(
            Original.slug == slug,
            Edition.in_force_from == package.in_force_from,
            EditionState.state.in_(SHOWN),
            EditionState.at >= package.created_at,
        )
        .order_by(Edition.version)
    )
    return unit.session.scalars(query).first()

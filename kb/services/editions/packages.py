"""Packages: one act that amends several originals goes live as one, all of it or nothing.

A package names originals and a day. What goes live is the newest draft of each for that day.
"""

from sqlalchemy import delete, select

from kb.errors import ConflictError, InvalidError, NotFoundError
from kb.importers.library.decode import clean_line
from kb.importers.library.fields import as_day
from kb.models import Original, Package, PackageMember
from kb.services.actor import Actor
from kb.services.editions.life import Event
from kb.services.editions.package_rows import PackagePage, page_of
from kb.services.editions.publishing import publish_one, release_one, withdraw_one
from kb.services.editions.stored import GREATEST_ID
from kb.services.permits import ORIGINAL, Matter, require
from kb.services.unit import Unit
from kb.text.dates import day_words
from kb.vocabulary import SHOWN, State, Verb

TITLE_CHARS = 400


def make_package(unit: Unit, actor: Actor, title: str, in_force_from: str) -> Package:
    """Make an empty package. Raises InvalidError saying what is missing."""
    require(actor, Verb.WRITE, Matter(kind=ORIGINAL))
    day, title = as_day(in_force_from.strip()), clean_line(title)
    if not title:
        raise InvalidError("Give the package a title: the act or order that makes the changes.")
    if day is None:
        raise InvalidError("Write the day on which all of it comes into force like 2026-04-01.")
    package = Package(
        title=title[:TITLE_CHARS],
        in_force_from=day,
        author_id=actor.id,
        created_at=unit.now,
    )
    unit.session.add(package)
    unit.session.flush()
    _record(unit, actor, package, "make")
    return package


def find_package(unit: Unit, actor: Actor, package_id: int) -> PackagePage:
    """Return a package with what stands in it. Raises NotFoundError."""
    require(actor, Verb.READ_DRAFT, Matter(kind=ORIGINAL))
    package = unit.session.get(Package, package_id) if package_id <= GREATEST_ID else None
    if package is None:
        raise NotFoundError("There is no such package. Choose one from the list of editions.")
    return page_of(unit, package)


def list_packages(unit: Unit, actor: Actor) -> tuple[PackagePage, ...]:
    """Return every package that is open or still to come, the next day first."""
    require(actor, Verb.READ_DRAFT, Matter(kind=ORIGINAL))
    query = select(Package).order_by(Package.in_force_from, Package.id)
    pages = (page_of(unit, package) for package in unit.session.scalars(query))
    return tuple(one for one in pages if one.is_open or one.package.in_force_from > unit.today)


def add_to_package(unit: Unit, actor: Actor, package_id: int, slug: str) -> PackagePage:
    """Put an original into a package: its draft for the package's day goes live with the rest."""
    page = _open_package(unit, actor, package_id)
    original = unit.session.scalar(select(Original).where(Original.slug == clean_line(slug)))
    if original is None:
        raise InvalidError(f"There is no original “{slug[:60]}”. Save its draft first.")
    if slug not in {one.slug for one in page.members}:
        unit.session.add(PackageMember(package_id=page.package.id, original_id=original.id))
        unit.session.flush()
        _record(unit, actor, page.package, "add", original=original.slug)
    return find_package(unit, actor, package_id)


def take_from_package(unit: Unit, actor: Actor, package_id: int, slug: str) -> PackagePage:
    """Take an original out of a package; its draft stays."""
    page = _open_package(unit, actor, package_id)
    original = unit.session.scalar(select(Original.id).where(Original.slug == clean_line(slug)))
    unit.session.execute(
        delete(PackageMember).where(
            PackageMember.package_id == page.package.id, PackageMember.original_id == original
        )
    )
    _record(unit, actor, page.package, "take_out", original=clean_line(slug))
    return find_package(unit, actor, package_id)


def publish_package(unit: Unit, actor: Actor, package_id: int, *, second_eyes: bool) -> PackagePage:
    """Publish every member in this one transaction. Raises, and publishes none, if one fails."""
    page = _open_package(unit, actor, package_id)
    if not page.members:
        raise InvalidError("This package holds nothing yet. Add the originals that it changes.")
    for member in page.members:
        if member.edition is None:
            raise InvalidError(
                f"“{member.slug}” has no draft in force from "
                f"{day_words(page.package.in_force_from)}. Save one, or take it out of the package."
            )
        try:
            publish_one(
                unit, actor, member.edition, second_eyes=second_eyes, why=page.package.title
            )
        except (InvalidError, ConflictError) as error:
            raise type(error)(f"{member.edition.title}: {error} Nothing was published.") from error
    _record(unit, actor, page.package, "publish")
    return find_package(unit, actor, package_id)


def release_package(unit: Unit, actor: Actor, package_id: int) -> PackagePage:
    """Let agents see every coming edition of a package."""
    require(actor, Verb.PUBLISH, Matter(kind=ORIGINAL))
    page = find_package(unit, actor, package_id)
    for member in page.members:
        if member.edition is not None and member.state is State.SCHEDULED:
            release_one(unit, actor, member.edition)
    _record(unit, actor, page.package, str(Event.RELEASE))
    return find_package(unit, actor, package_id)


def withdraw_package(unit: Unit, actor: Actor, package_id: int, *, why: str) -> PackagePage:
    """Withdraw every edition of a package before its day, or none."""
    require(actor, Verb.PUBLISH, Matter(kind=ORIGINAL))
    page = find_package(unit, actor, package_id)
    for member in page.members:
        if member.edition is not None and member.state in SHOWN:
            withdraw_one(unit, actor, member.edition, why=why)
    _record(unit, actor, page.package, str(Event.WITHDRAW))
    return find_package(unit, actor, package_id)


def _open_package(unit: Unit, actor: Actor, package_id: int) -> PackagePage:
    require(actor, Verb.WRITE, Matter(kind=ORIGINAL))
    page = find_package(unit, actor, package_id)
    if not page.is_open:
        raise ConflictError("This package was published. Make another one for what follows.")
    return page


def _record(unit: Unit, actor: Actor, package: Package, deed: str, **facts: str) -> None:
    details = {"title": package.title, "day": package.in_force_from.isoformat(), **facts}
    unit.record(actor, f"package_{deed}", f"package:{package.id}", details=details)

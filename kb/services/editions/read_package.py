"""A package as its page shows it: each member with what it still needs."""

from dataclasses import dataclass

from kb.services.actor import Actor
from kb.services.editions.choices import Choice, read_choices
from kb.services.editions.package_rows import Member, PackagePage
from kb.services.editions.packages import find_package
from kb.services.editions.undecided import read_differences
from kb.services.permits import ORIGINAL, Matter, may, require
from kb.services.unit import Unit
from kb.vocabulary import SHOWN, State, Verb


@dataclass(frozen=True)
class MemberRow:
    """One member, what it is called, and how many of its changes are undecided."""

    member: Member
    title: str
    undecided: int

    @property
    def is_released(self) -> bool:
        """True once it is published or scheduled."""
        return self.member.state in SHOWN


@dataclass(frozen=True)
class PackageView:
    """A package, its members, and what this person may do."""

    page: PackagePage
    rows: tuple[MemberRow, ...]
    others: tuple[Choice, ...]
    can_write: bool
    is_coming: bool
    needs_review: bool

    @property
    def unapproved(self) -> tuple[str, ...]:
        """Members that a second person has yet to approve, where the setting asks for it."""
        waiting = (row for row in self.rows if row.member.edition and not row.is_released)
        return tuple(
            row.title
            for row in waiting
            if self.needs_review and row.member.state is not State.APPROVED
        )

    @property
    def undecided(self) -> int:
        """How many changes of all members are undecided."""
        return sum(row.undecided for row in self.rows)

    @property
    def missing(self) -> tuple[str, ...]:
        """Members without a draft for the day."""
        return tuple(row.title for row in self.rows if row.member.edition is None)

    @property
    def is_hidden(self) -> bool:
        """True where something of it is scheduled and not released to agents."""
        return any(row.member.state is State.SCHEDULED for row in self.rows)


def require_writer(actor: Actor) -> None:
    """Raise NotAllowedError unless `actor` may make a package."""
    require(actor, Verb.WRITE, Matter(kind=ORIGINAL))


def read_package(unit: Unit, actor: Actor, package_id: int, *, second_eyes: bool) -> PackageView:
    """Return a package with what each member still needs. Raises NotFoundError."""
    page = find_package(unit, actor, package_id)
    choices = read_choices(unit).originals
    titles = {one.value: one.words for one in choices}
    inside = {one.slug for one in page.members}
    return PackageView(
        page=page,
        rows=tuple(_row(unit, one, titles) for one in page.members),
        others=tuple(one for one in choices if one.value not in inside),
        can_write=may(actor, Verb.WRITE, Matter(kind=ORIGINAL)),
        is_coming=page.package.in_force_from > unit.today,
        needs_review=second_eyes,
    )


def _row(unit: Unit, member: Member, titles: dict[str, str]) -> MemberRow:
    edition = member.edition
    is_open = edition is not None and member.state not in SHOWN
    left = len(read_differences(unit, edition).undecided) if edition and is_open else 0
    title = edition.title if edition else titles.get(member.slug, member.slug)
    return MemberRow(member, title, left)

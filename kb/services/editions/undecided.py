"""What must be decided of an edition before it is published: every change of words, and no less.

A change is decided once it has a size, a new provision once compliance named what it concerns, or
said "none". A decision taken against an earlier version of the day before stands while the words
of that version are the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select

from kb.errors import InvalidError
from kb.models import Edition, Provision, SizeOfChange
from kb.services.propagation.compared import Change, compare_editions
from kb.services.publishing.sizes import Decision, change_key
from kb.services.publishing.texts import previous_edition
from kb.services.unit import Unit
from kb.text.changes import ChangeKind
from kb.vocabulary import Size

NAMED_AT_MOST = 5


@dataclass(frozen=True)
class Differences:
    """What an edition changes of the one before it; `previous` is None of a first edition."""

    previous: Edition | None
    changes: tuple[Change, ...]  # what is not the same in the same place
    same: int

    @property
    def to_decide(self) -> tuple[Change, ...]:
        """What needs a decision, decided or not."""
        return tuple(one for one in self.changes if needs_decision(one))

    @property
    def undecided(self) -> tuple[Change, ...]:
        """What needs a decision and has none."""
        return tuple(one for one in self.to_decide if one.decided is None)


def needs_decision(change: Change) -> bool:
    """True where words changed, came or went; a bare number without words changes nothing."""
    return not change.is_kept and any(side.text for side in (change.old, change.new) if side)


def read_differences(unit: Unit, edition: Edition) -> Differences:
    """Compare an edition with the released one before it, and say what was decided of each."""
    previous = previous_edition(unit, edition)
    if previous is None:
        return Differences(None, (), 0)
    found = compare_editions(unit, previous, edition).changes
    changed = [one for one in found if one.kind is not ChangeKind.SAME]
    standing = _standing(unit, edition, previous)
    decided = tuple(
        replace(one, decided=standing[one.key])
        if one.decided is None and one.key in standing
        else one
        for one in changed
    )
    return Differences(previous, decided, len(found) - len(changed))


def require_decided(unit: Unit, edition: Edition) -> None:
    """Raise InvalidError, naming the first of them, while a change of `edition` is undecided."""
    left = read_differences(unit, edition).undecided
    if not left:
        return
    names = ", ".join(_names(left))
    more = f" and {len(left) - NAMED_AT_MOST} more" if len(left) > NAMED_AT_MOST else ""
    raise InvalidError(
        f"{len(left)} change{'s' if len(left) > 1 else ''} of {edition.title} "
        f"{'are' if len(left) > 1 else 'is'} not decided: {names}{more}. "
        "Say of each how large it is, and of each new provision what it concerns."
    )


def _names(changes: tuple[Change, ...]) -> Iterator[str]:
    for change in changes[:NAMED_AT_MOST]:
        side = change.new or change.old
        yield side.citation if side else change.key


def _standing(unit: Unit, edition: Edition, previous: Edition) -> Mapping[str, Decision]:
    """Return {change key: decision} against other versions of the day before, words unchanged."""
    query = (
        select(SizeOfChange)
        .join(Edition, SizeOfChange.previous_id == Edition.id)
        .where(
            SizeOfChange.edition_id == edition.id,
            SizeOfChange.previous_id != previous.id,
            Edition.in_force_from == previous.in_force_from,
        )
        .order_by(SizeOfChange.id)
    )
    return {
        change_key(row.old_eid, row.new_eid): Decision(
            Size(row.size), row.reason, tuple(row.touches)
        )
        for row in unit.session.scalars(query)
        if _same_words(unit, row, previous)
    }


def _same_words(unit: Unit, row: SizeOfChange, previous: Edition) -> bool:
    if not row.old_eid:
        return True
    then = unit.session.get(Provision, (row.previous_id, row.old_eid))
    now = unit.session.get(Provision, (previous.id, row.old_eid))
    return then is not None and now is not None and then.text_hash == now.text_hash

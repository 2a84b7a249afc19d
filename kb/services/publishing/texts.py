"""Texts of an original in time, and what became of the provisions of one in another.

Which provision became which is decided by kb.text.compare alone; two stored editions are compared
once and remembered, because neither ever changes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from kb.models import Edition, EditionState, Provision
from kb.services.publishing.edition_states import newest_state_id
from kb.services.unit import Unit
from kb.text.citations import number_path
from kb.text.compare import Match, MatchKind, Placed, match_provisions
from kb.text.provisions import Provision as ProvisionText
from kb.vocabulary import SHOWN

IN_STEP = frozenset({MatchKind.SAME, MatchKind.RENUMBERED})
"""What keeps its answers: the same words, here or elsewhere."""


@dataclass(frozen=True)
class Stood:
    """One provision as it stands in a text; `path` are its printed numbers, "4.1/a"."""

    eid: str
    parent: str
    number: str
    path: str
    heading: str
    text: str
    position: int

    @property
    def placed(self) -> Placed:
        """The provision as far as matching needs it."""
        return Placed(self.eid, self.parent, self.text, self.position)


@dataclass(frozen=True)
class Text:
    """One text of an original; `edition` is None, and `stood` filled, where it is not stored."""

    original_id: int
    in_force_from: date
    version: int
    edition: Edition | None
    stood: tuple[Stood, ...] = ()

    @property
    def place(self) -> tuple[date, int]:
        """Where it stands in time: a later version of a day corrects the one before."""
        return self.in_force_from, self.version

    @property
    def key(self) -> int:
        """What tells it from every other text of a derivation: negative where it is not stored."""
        return self.edition.id if self.edition is not None else -1 - self.original_id


@dataclass(frozen=True)
class Moves:
    """What became of one text in another: `matches` by old eid, those in place left out."""

    matches: Mapping[str, Match]
    new: tuple[Placed, ...]


NO_MOVES = Moves({}, ())


def text_of(edition: Edition) -> Text:
    """Return a stored edition as a text."""
    return Text(edition.original_id, edition.in_force_from, edition.version, edition)


def released_texts(unit: Unit, original_id: int) -> tuple[Text, ...]:
    """Return every released version of an original, the oldest first; scheduled ones too."""
    query = (
        select(Edition)
        .join(EditionState, EditionState.id == newest_state_id(unit.now))
        .where(Edition.original_id == original_id, EditionState.state.in_(SHOWN))
        .order_by(Edition.in_force_from, Edition.version)
    )
    return tuple(map(text_of, unit.session.scalars(query)))


def previous_edition(unit: Unit, edition: Edition) -> Edition | None:
    """Return the released edition that `edition` is compared with: the one right before it.

    That is the version it corrects, or else the newest version of the day before; None for the
    first edition of an original.
    """
    released = released_texts(unit, edition.original_id)
    before = [one for one in released if one.place < (edition.in_force_from, edition.version)]
    return before[-1].edition if before else None


def read_stood(unit: Unit, text: Text) -> tuple[Stood, ...]:
    """Return the provisions of a text, in order."""
    if text.edition is None:
        return text.stood
    return stood_in_edition(unit, text.edition.id)


def stood_in_edition(unit: Unit, edition_id: int) -> tuple[Stood, ...]:
    """Return the provisions of a stored edition, in order."""
    columns = (
        Provision.eid,
        Provision.parent_eid,
        Provision.number,
        Provision.path,
        Provision.heading,
        Provision.text,
        Provision.position,
    )
    query = select(*columns).where(Provision.edition_id == edition_id)
    rows = unit.session.execute(query.order_by(Provision.position))
    return tuple(
        Stood(eid, parent or "", number, path, heading, text, at)
        for eid, parent, number, path, heading, text, at in rows
    )


def stood_in_tree(provisions: Iterable[ProvisionText]) -> tuple[Stood, ...]:
    """Return the provisions of a tree that is not stored, in document order."""
    found: list[Stood] = []
    for provision in provisions:
        _append(found, provision, ())
    return tuple(found)


def _append(found: list[Stood], provision: ProvisionText, above: tuple[ProvisionText, ...]) -> None:
    chain = (*above, provision)
    found.append(
        Stood(
            eid=provision.eid,
            parent=above[-1].eid if above else "",
            number=provision.number,
            path="/".join(number_path(chain)),
            heading=provision.heading,
            text=provision.text,
            position=len(found),
        )
    )
    for child in provision.children:
        _append(found, child, chain)


def read_moves(unit: Unit, old: Text, new: Text) -> Moves:
    """Return what became of the provisions of `old` in `new`."""
    if old.edition is None or new.edition is None:
        return moves_between(read_stood(unit, old), read_stood(unit, new))
    if old.edition.id == new.edition.id:
        return NO_MOVES
    return moves_of_editions(unit, old.edition.id, new.edition.id)


def moves_of_editions(unit: Unit, old_id: int, new_id: int) -> Moves:
    """Return what became of the provisions of one stored edition in another; remembered."""
    return unit.memory.recall(
        ("moves", old_id, new_id),
        lambda: moves_between(stood_in_edition(unit, old_id), stood_in_edition(unit, new_id)),
    )


def moves_between(old: Sequence[Stood], new: Sequence[Stood]) -> Moves:
    """Compare two texts, provision by provision."""
    matches = match_provisions([one.placed for one in old], [one.placed for one in new])
    moved = {match.old.eid: match for match in matches if match.old and not _is_in_place(match)}
    return Moves(moved, tuple(match.new for match in matches if match.new and not match.old))


def _is_in_place(match: Match) -> bool:
    return match.kind is MatchKind.SAME

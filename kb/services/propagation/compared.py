"""Two texts of one original, side by side: what became of each provision, and how large that is."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kb.models import Edition
from kb.services.publishing.sizes import Decision, change_key, decisions
from kb.services.publishing.texts import Stood, stood_in_edition, stood_in_tree
from kb.services.unit import Unit
from kb.text.changes import KEPT, Became, ChangeKind, name_changes
from kb.text.citations import cite
from kb.text.compare import Piece, word_difference
from kb.text.provisions import Provision as ProvisionText
from kb.text.sizes import Proposal, propose_size
from kb.vocabulary import Size


@dataclass(frozen=True)
class Side:
    """One provision on one side; `citation` is how a person names it."""

    eid: str
    number: str
    heading: str
    citation: str
    text: str


@dataclass(frozen=True)
class Change:
    """What became of one provision: `old` is None of a new one, `new` of one that is gone.

    `beside` are the other provisions that a split went to, or that were merged into it; of a new
    or gone one, where its words came from or went. `proposal` is None where no word changed,
    `decision` where compliance decided nothing yet.
    """

    kind: ChangeKind
    old: Side | None
    new: Side | None
    beside: tuple[Side, ...] = ()
    decided: Decision | None = None

    @property
    def key(self) -> str:
        """What names this change between these two editions."""
        return change_key(self.old.eid if self.old else "", self.new.eid if self.new else "")

    @property
    def proposal(self) -> Proposal | None:
        """The size that the system proposes, worked out when asked for; None where words stay."""
        if self.is_kept:
            return None
        return propose_size(self.old.text if self.old else "", self.new.text if self.new else "")

    @property
    def decision(self) -> Size | None:
        """The size that was decided, or None."""
        return self.decided.size if self.decided else None

    @property
    def is_kept(self) -> bool:
        """True where the words are the same, here or elsewhere."""
        return self.kind in KEPT

    @property
    def is_new(self) -> bool:
        """True of a provision that was not there: compliance names what it concerns."""
        return self.old is None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The words that are the same, removed and added."""
        return word_difference(self.old.text if self.old else "", self.new.text if self.new else "")


@dataclass(frozen=True)
class Comparison:
    """Every provision of both texts once, in the new order, gone ones in between."""

    changes: tuple[Change, ...]

    @property
    def changed(self) -> tuple[Change, ...]:
        """What is not the same in the same place."""
        return tuple(one for one in self.changes if one.kind is not ChangeKind.SAME)

    @property
    def undecided(self) -> tuple[Change, ...]:
        """What needs a decision on its size and has none."""
        return tuple(one for one in self.changes if not one.is_kept and one.decided is None)

    def count(self, kind: ChangeKind | str) -> int:
        """Return how many provisions became this."""
        return self.counts[ChangeKind(kind)]

    @property
    def counts(self) -> Counter[ChangeKind]:
        """How many provisions became what."""
        return Counter(one.kind for one in self.changes)

    def find(self, key: str) -> Change | None:
        """Return the change that a key names."""
        return next((one for one in self.changes if one.key == key), None)


@dataclass(frozen=True)
class Naming:
    """How the provisions of a text are cited."""

    cite_as: str = "{citation} {number}"
    citation: str = ""

    @classmethod
    def of(cls, edition: Edition) -> "Naming":
        """Return how an edition's provisions are cited."""
        return cls(edition.cite_as, edition.citation or edition.title)

    def cite(self, path: str) -> str:
        """Print a path of numbers, "4.1/a", as people name it; "" is the whole text."""
        return cite(self.cite_as, self.citation, tuple(path.split("/")) if path else ())


def compare_editions(unit: Unit, old: Edition, new: Edition) -> Comparison:
    """Compare any two stored editions, with what was decided between exactly these two."""
    olds, news = stood_in_edition(unit, old.id), stood_in_edition(unit, new.id)
    decided = decisions(unit, new, old)
    return compare_stood(olds, news, (Naming.of(old), Naming.of(new)), decided)


def compare_texts(
    slug: str,
    old: Iterable[ProvisionText],
    new: Iterable[ProvisionText],
    *,
    naming: Naming | None = None,
) -> Comparison:
    """Compare two texts of the original `slug` that need not be stored."""
    named = naming or Naming(citation=slug)
    return compare_stood(stood_in_tree(old), stood_in_tree(new), (named, named))


def compare_stood(
    olds: Sequence[Stood],
    news: Sequence[Stood],
    naming: tuple[Naming, Naming],
    decided: Mapping[str, Decision] | None = None,
) -> Comparison:
    """Compare two lists of provisions, each cited in its own way."""
    old_sides = {one.eid: _side(one, naming[0]) for one in olds}
    new_sides = {one.eid: _side(one, naming[1]) for one in news}
    found = name_changes([one.placed for one in olds], [one.placed for one in news])
    return Comparison(tuple(_change(one, old_sides, new_sides, decided or {}) for one in found))


CAME_FROM = frozenset({ChangeKind.MERGED, ChangeKind.NEW})
"""Kinds whose `beside` are old provisions; those of the others are new."""


def _change(
    one: Became,
    olds: Mapping[str, Side],
    news: Mapping[str, Side],
    decided: Mapping[str, Decision],
) -> Change:
    old = olds[one.match.old.eid] if one.match.old else None
    new = news[one.match.new.eid] if one.match.new else None
    others = olds if one.kind in CAME_FROM else news
    change = Change(
        kind=one.kind,
        old=old,
        new=new,
        beside=tuple(others[place.eid] for place in one.beside),
    )
    return replace(change, decided=decided.get(change.key))


def _side(stood: Stood, naming: Naming) -> Side:
    return Side(stood.eid, stood.number, stood.heading, naming.cite(stood.path), stood.text)

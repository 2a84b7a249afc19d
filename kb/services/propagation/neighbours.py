"""New provisions, and what stands for the law around each: for compliance to name what it concerns.

A new rule beside or beneath a covered one may change what an answer ought to say without changing
a word that it covers. No text can tell; a person says it, once, before publishing.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kb.services.propagation.compared import Change, Comparison
from kb.services.propagation.links import KINDS, links_of, standing_for, title_of
from kb.services.publishing.sizes import Decision
from kb.services.publishing.standing import Standing
from kb.services.publishing.texts import Stood, Text, read_stood
from kb.vocabulary import ThingKind


@dataclass(frozen=True)
class Near:
    """Something that stands for law around a new provision; `touch` is how a decision names it.

    It may stand for several provisions around it: `eid` is the first that was found.
    """

    touch: str
    kind: ThingKind
    key: str
    part: str
    title: str
    eid: str


@dataclass(frozen=True)
class NewProvision:
    """A provision that was not there before, what is near it, and what was decided."""

    change: Change
    near: tuple[Near, ...]

    @property
    def decided(self) -> Decision | None:
        """What compliance said that it concerns; None until then."""
        return self.change.decided

    def as_values(self) -> dict[str, object]:
        """Return the JSON values that commands and exports print."""
        return {
            "eid": self.change.new.eid if self.change.new else "",
            "near": sorted({one.touch for one in self.near}),
            "touch": list(self.decided.touches) if self.decided else None,
        }


def new_provisions(
    law: Standing, text: Text, comparison: Comparison | None
) -> tuple[NewProvision, ...]:
    """Return the new provisions of `text`, the law of `law`, with what is near each of them."""
    new = [one for one in comparison.changes if one.is_new] if comparison else []
    if not new:
        return ()
    around = _Around(read_stood(law.unit, text))
    standing = _standing(law, text)
    return tuple(
        NewProvision(one, tuple(_near(around, standing, one.new.eid))) for one in new if one.new
    )


def _near(around: "_Around", standing: Mapping[str, list[Near]], eid: str) -> Iterator[Near]:
    found: dict[str, Near] = {}
    for other in around.of(eid):
        for near in standing.get(other, ()):
            found.setdefault(near.touch, near)
    yield from found.values()


def _standing(law: Standing, text: Text) -> dict[str, list[Near]]:
    """Return what stands for each provision of the text, by eid, wherever it stood before."""
    found: dict[str, list[Near]] = defaultdict(list)
    for kind in KINDS:
        shown = standing_for(law.unit, kind, text.original_id)
        links = links_of(law.unit, list(shown.values()))
        for key, revision in shown.items():
            for link in links.get(revision.id, ()):
                stands = law.of(link.edition_id, link.eid)
                if stands.text.key == text.key and stands.new_eid:
                    title = title_of(kind, revision, link.part)
                    touch = f"{kind}:{key}#{link.part}" if link.part else f"{kind}:{key}"
                    near = Near(touch, kind, key, link.part, title, stands.new_eid)
                    found[stands.new_eid].append(near)
    return found


class _Around:
    """Which provisions are around another: above it, below it, and beside it."""

    def __init__(self, stood: tuple[Stood, ...]) -> None:
        self._parents = {one.eid: one.parent for one in stood}
        self._children: dict[str, list[str]] = defaultdict(list)
        for one in stood:
            self._children[one.parent].append(one.eid)

    def of(self, eid: str) -> Iterator[str]:
        """Yield the eids around `eid`; at the top, where all stand beside all, the next ones."""
        parent = self._parents[eid]
        beside = self._children[parent]
        if not parent:
            at = beside.index(eid)
            beside = beside[max(0, at - 1) : at + 2]
        yield from (other for other in beside if other != eid)
        yield from self._below(eid)
        while parent:
            yield parent
            parent = self._parents[parent]

    def _below(self, eid: str) -> Iterator[str]:
        for child in self._children[eid]:
            yield child
            yield from self._below(child)

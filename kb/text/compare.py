"""Two editions compared: which provision became which, and which words changed.

Only provisions matched as `same` or `renumbered` keep their answers, so the order in which matches
are tried is a rule of the domain: same eid and text; same text, unique on both sides; same text
under matched parents, in order; what is left with the same eid has changed; the rest is gone or
new. A provision without words of its own (a bare heading number that only holds others) has no
text to match by: it goes where its children went, or where its eid is.
"""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum


@dataclass(frozen=True)
class Placed:
    """A provision as far as matching needs it; `parent` is "" at the top, `position` in order."""

    eid: str
    parent: str
    text: str
    position: int


class MatchKind(StrEnum):
    """What became of a provision."""

    SAME = "same"
    RENUMBERED = "renumbered"
    CHANGED = "changed"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Match:
    """One provision on both sides; `old` is None of a new one, `new` of one that is gone."""

    old: Placed | None
    new: Placed | None
    kind: MatchKind


class PieceKind(StrEnum):
    """Whether words stand on both sides, or on one."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """A run of words of one kind."""

    kind: PieceKind
    text: str


# An amount is one word, and so is a day: "17,000", "4.3", "2026-04-01".
_TOKEN = re.compile(r"\d{4}-\d\d-\d\d|\d+(?:[.,]\d+)+|\w+|\s+|[^\w\s]")
_SENTENCE = re.compile(r"[^.;\n]*[.;\n]+\s*|[^.;\n]+")
_MOST_PAIRS = 1_000_000  # beyond, words are compared by sentence: a page must not wait for it


def match_provisions(old: Sequence[Placed], new: Sequence[Placed]) -> tuple[Match, ...]:
    """Return every provision of both sides exactly once, in the new order, gone ones in between.

    >>> [match.kind.value for match in match_provisions(
    ...     [Placed("a", "", "A fee is due.", 0)], [Placed("b", "", "A fee is due.", 0)]
    ... )]
    ['renumbered']
    """
    matcher = _Matcher(old, new)
    matcher.match_same()
    matcher.match_unique()
    matcher.match_empty()
    matcher.match_under_parents()
    matcher.match_changed()
    return _in_order(matcher.pairs, old, new)


def word_difference(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces whose same and removed words are `old`, same and added ones `new`.

    >>> [f"{piece.kind}:{piece.text}" for piece in word_difference("14 days", "40 days")]
    ['removed:14', 'added:40', 'same: days']
    """
    olds, news = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(olds) * len(news) > _MOST_PAIRS:
        olds, news = _SENTENCE.findall(old), _SENTENCE.findall(new)
    return tuple(_merged(_pieces(olds, news)))


class _Matcher:
    """Pairs positions of two lists, each at most once."""

    def __init__(self, old: Sequence[Placed], new: Sequence[Placed]) -> None:
        self._old, self._new = old, new
        self._old_at = {item.eid: at for at, item in enumerate(old)}
        self._new_at = {item.eid: at for at, item in enumerate(new)}
        self.pairs: dict[int, int] = {}
        self._taken: set[int] = set()

    def match_same(self) -> None:
        for at, item in enumerate(self._old):
            there = self._new_at.get(item.eid)
            if there is not None and item.text and self._new[there].text == item.text:
                self._pair(at, there)

    def match_unique(self) -> None:
        olds, news = _places(self._old), _places(self._new)
        for text, places in olds.items():
            there = news.get(text, [])
            if text and len(places) == len(there) == 1:
                self._pair(places[0], there[0])

    def match_empty(self) -> None:
        """Pair what has no words: deepest first by where the children went, then by eid."""
        went: dict[str, Counter[int]] = defaultdict(Counter)
        for at in range(len(self._old) - 1, -1, -1):
            item = self._old[at]
            if not item.text:
                self._pair_empty(at, went[item.eid])
            parent = self._new_parent(at)
            if parent is not None:
                went[item.parent][parent] += 1
        for at, item in enumerate(self._old):
            there = self._new_at.get(item.eid)
            if there is not None and not item.text and not self._new[there].text:
                self._pair(at, there)

    def match_under_parents(self) -> None:
        children: dict[tuple[str, str], deque[int]] = defaultdict(deque)
        for at, item in enumerate(self._new):
            if at not in self._taken:
                children[item.parent, item.text].append(at)
        for at, item in enumerate(self._old):  # parents stand before their children
            parent = self._parent_after(item.parent)
            waiting = children.get((parent, item.text)) if parent is not None else None
            if at not in self.pairs and waiting:
                self._pair(at, waiting.popleft())

    def match_changed(self) -> None:
        for at, item in enumerate(self._old):
            there = self._new_at.get(item.eid)
            if there is not None:
                self._pair(at, there)

    def _pair(self, at: int, there: int) -> None:
        if at not in self.pairs and there not in self._taken:
            self.pairs[at] = there
            self._taken.add(there)

    def _pair_empty(self, at: int, went: Counter[int]) -> None:
        if went:
            there, _ = went.most_common(1)[0]
            if not self._new[there].text:
                self._pair(at, there)

    def _new_parent(self, at: int) -> int | None:
        there = self.pairs.get(at)
        return None if there is None else self._new_at.get(self._new[there].parent)

    def _parent_after(self, parent: str) -> str | None:
        """Return the eid that the old `parent` has now; "" stays the top, None is unmatched."""
        if not parent:
            return ""
        there = self.pairs.get(self._old_at.get(parent, -1))
        return None if there is None else self._new[there].eid


def _places(items: Sequence[Placed]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for at, item in enumerate(items):
        places[item.text].append(at)
    return places


def _in_order(
    pairs: dict[int, int], old: Sequence[Placed], new: Sequence[Placed]
) -> tuple[Match, ...]:
    """Order matches by the new side; what is gone follows what it used to follow."""
    back = {there: at for at, there in pairs.items()}
    gone_after: dict[int, list[Match]] = defaultdict(list)
    last = -1
    for at, item in enumerate(old):
        if at in pairs:
            last = pairs[at]
        else:
            gone_after[last].append(Match(item, None, MatchKind.GONE))
    found = [*gone_after[-1]]
    for there, item in enumerate(new):
        found.append(_match(old[back[there]] if there in back else None, item))
        found += gone_after[there]
    return tuple(found)


def _match(old: Placed | None, new: Placed) -> Match:
    if old is None:
        return Match(None, new, MatchKind.NEW)
    if old.text != new.text:
        return Match(old, new, MatchKind.CHANGED)
    return Match(old, new, MatchKind.SAME if old.eid == new.eid else MatchKind.RENUMBERED)


def _pieces(olds: list[str], news: list[str]) -> Iterator[Piece]:
    for kind, one, two in _spans(olds, news):
        if kind is PieceKind.SAME:
            yield Piece(kind, "".join(one))
        else:
            yield Piece(PieceKind.REMOVED, "".join(one))
            yield Piece(PieceKind.ADDED, "".join(two))


def _spans(
    olds: list[str], news: list[str]
) -> Iterator[tuple[PieceKind | None, list[str], list[str]]]:
    """Yield (SAME, or None for changed, old words, new words); a blank between two joins them."""
    if len(olds) * len(news) > _MOST_PAIRS:
        yield None, olds, news
        return
    matcher = SequenceMatcher(str.isspace, olds, news, autojunk=False)
    changed_old: list[str] = []
    changed_new: list[str] = []
    for name, one, one_end, two, two_end in matcher.get_opcodes():
        words = olds[one:one_end]
        is_blank = bool(changed_old or changed_new) and all(map(str.isspace, words))
        if name != "equal" or (is_blank and one_end < len(olds)):
            changed_old += words
            changed_new += news[two:two_end]
            continue
        yield None, changed_old, changed_new
        changed_old, changed_new = [], []
        yield PieceKind.SAME, words, words
    yield None, changed_old, changed_new


def _merged(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Leave out empty pieces and join neighbours of one kind."""
    held: Piece | None = None
    for piece in pieces:
        if not piece.text:
            continue
        if held and held.kind is piece.kind:
            held = Piece(held.kind, held.text + piece.text)
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held

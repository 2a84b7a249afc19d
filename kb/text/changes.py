"""What became of each provision between two editions, as a lawyer would say it.

`compare.match_provisions` decides which provision became which, and so what keeps its answers.
This names the outcome more closely, without changing it: moved, split, merged. A text was *split*
where its words stand in several changed or new ones now, *merged* where one holds those of several.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kb.text.compare import Match, MatchKind, Placed, match_provisions


class ChangeKind(StrEnum):
    """What became of a provision, for people."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"
    RENUMBERED = "renumbered"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"


KEPT = frozenset({ChangeKind.SAME, ChangeKind.RENUMBERED, ChangeKind.MOVED})
"""Kinds whose text is the same: they keep their answers."""

_WORDS = re.compile(r"\w+")
_RUN = 4  # words in a row that are taken for the same words, not chance
_MOST = 0.6  # the share of a text's runs that must stand elsewhere
_FEW = 8  # holders of a run; beyond, it is a formula of the text
_LEAST_RUNS = 3  # shorter texts say nothing about where they came from


@dataclass(frozen=True)
class Became:
    """One match with its kind; `beside` are the others a split went to, or a merger came from."""

    match: Match
    kind: ChangeKind
    beside: tuple[Placed, ...] = ()


def name_changes(old: Sequence[Placed], new: Sequence[Placed]) -> tuple[Became, ...]:
    """Return every provision of both sides once, in the new order, gone ones in between.

    >>> one = [Placed("a", "", "A fee is due.", 0), Placed("p", "", "Part", 1)]
    >>> two = [Placed("p", "", "Part", 0), Placed("p__a", "p", "A fee is due.", 1)]
    >>> [became.kind.value for became in name_changes(one, two)]
    ['same', 'moved']
    """
    matches = match_provisions(old, new)
    went = {match.old.eid: match.new.eid for match in matches if match.old and match.new}
    plain = [Became(match, _plain_kind(match, went)) for match in matches]
    return _with_runs(plain)


def _plain_kind(match: Match, went: Mapping[str, str]) -> ChangeKind:
    if match.old and match.new and match.kind in {MatchKind.SAME, MatchKind.RENUMBERED}:
        parent = went.get(match.old.parent, "") if match.old.parent else ""
        has_lost_it = bool(match.old.parent) and not parent
        if parent != match.new.parent or has_lost_it:
            return ChangeKind.MOVED
    return ChangeKind(match.kind)


def _with_runs(plain: Sequence[Became]) -> tuple[Became, ...]:
    """Name splits and mergers among what is not the same any more."""
    olds = {at: _runs(one.match.old) for at, one in enumerate(plain) if _is_loose(one, NO_OLD)}
    news = {at: _runs(one.match.new) for at, one in enumerate(plain) if _is_loose(one, NO_NEW)}
    shared = _shared(olds, news)
    parts = _grouped(
        (was, now, count) for (was, now), count in shared.items() if _is_most(count, news[now])
    )
    sources = _grouped(
        (now, was, count) for (was, now), count in shared.items() if _is_most(count, olds[was])
    )
    splits = {was: some for was, some in parts.items() if _is_whole(some, olds[was])}
    mergers = {now: some for now, some in sources.items() if _is_whole(some, news[now])}
    return _named(plain, splits, mergers)


NO_OLD, NO_NEW = frozenset({ChangeKind.NEW}), frozenset({ChangeKind.GONE})
Shares = Mapping[int, int]
"""{place in the list: runs shared with it}."""


def _is_loose(one: Became, absent: frozenset[ChangeKind]) -> bool:
    """True where words may have gone elsewhere, or come from elsewhere."""
    return one.kind not in KEPT | absent


def _runs(provision: Placed | None) -> frozenset[tuple[str, ...]]:
    words = _WORDS.findall(provision.text.casefold()) if provision else []
    return frozenset(tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))


def _shared(
    olds: Mapping[int, frozenset[tuple[str, ...]]], news: Mapping[int, frozenset[tuple[str, ...]]]
) -> Counter[tuple[int, int]]:
    """Count the runs that an old and a new text share; runs that many hold say nothing."""
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, runs in olds.items():
        for run in runs:
            holders[run].append(at)
    shared: Counter[tuple[int, int]] = Counter()
    for now, runs in news.items():
        for run in runs:
            if len(holders.get(run, ())) <= _FEW:
                shared.update((was, now) for was in holders.get(run, ()))
    return shared


def _grouped(triples: Iterable[tuple[int, int, int]]) -> dict[int, Shares]:
    groups: dict[int, dict[int, int]] = defaultdict(dict)
    for at, other, count in triples:
        groups[at][other] = count
    return {at: some for at, some in groups.items() if len(some) > 1}


def _is_most(count: int, runs: frozenset[tuple[str, ...]]) -> bool:
    return len(runs) >= _LEAST_RUNS and count >= _MOST * len(runs)


def _is_whole(some: Shares, runs: frozenset[tuple[str, ...]]) -> bool:
    return _is_most(sum(some.values()), runs)


def _named(
    plain: Sequence[Became], splits: Mapping[int, Shares], mergers: Mapping[int, Shares]
) -> tuple[Became, ...]:
    found = list(plain)
    for was, some in splits.items():
        others = _others(plain, was, some, old=False)
        found[was] = replace(found[was], kind=ChangeKind.SPLIT, beside=others)
        for now in some.keys() - {was}:
            found[now] = replace(found[now], beside=_others(plain, now, {was: 0}, old=True))
    for now, some in mergers.items():
        others = _others(plain, now, some, old=True)
        found[now] = replace(found[now], kind=ChangeKind.MERGED, beside=others)
        for was in some.keys() - {now}:
            found[was] = replace(found[was], beside=_others(plain, was, {now: 0}, old=False))
    return tuple(found)


def _others(plain: Sequence[Became], at: int, some: Shares, *, old: bool) -> tuple[Placed, ...]:
    matches = (plain[other].match for other in sorted(some) if other != at)
    sides = (match.old if old else match.new for match in matches)
    return tuple(side for side in sides if side is not None)

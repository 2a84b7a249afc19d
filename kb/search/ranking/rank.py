"""Adding up scores, exact matches first, one result per group: one search over one view."""

from collections.abc import Iterator, Sequence

import numpy as np

from kb.search.engine import Hit, Query
from kb.search.folding import fold
from kb.search.ranking.record import Record
from kb.search.ranking.view import Amounts, Numbers, View
from kb.search.scoring import (
    BEGUN_TIERS,
    EXACT_TIERS,
    FAVOURED,
    PHRASE_TIERS,
    SAID_TIERS,
    total,
)
from kb.search.weighing import PREFIX_CHARS, holds_phrase, pairs
from kb.vocabulary import ResultKind

SPARE = 4
"""How many hits per wanted result are looked at first: an answer has a few documents."""


def rank(view: View, query: Query) -> list[Hit]:
    """Return the best hits of `query` among the documents of `view`, one per group."""
    found, scores = _score(view, query)
    width = max(1, query.limit) * SPARE
    while True:
        hits = list(fold(_best(view, found, scores, width), query.limit))
        if len(hits) >= query.limit or width >= len(found):
            return hits
        width *= SPARE


def _score(view: View, query: Query) -> tuple[Numbers, Amounts]:
    """Return the documents that are wanted and match, and the score of each."""
    terms = [(view.stem(stem), weight) for stem, weight in query.terms]
    words = [(scores.documents, weight * scores.worth) for scores, weight in terms]
    if query.prefix:
        scores = view.prefix(query.prefix[: PREFIX_CHARS[-1]])
        words.append((scores.documents, scores.worth))
    own = _sum(words, len(view.records))
    tiers = _tiers(view, query)
    found = _wanted(view, query, np.flatnonzero((own > 0) | (tiers > 0)))
    asked = _sum(
        [(scores.documents, scores.worth) for scores in map(view.asked, query.asked)],
        len(view.records),
    )
    parents = _sum(
        [(scores.parents, weight * scores.parent_worth) for scores, weight in terms],
        len(view.parent_lengths),
    )
    return found, total(
        own[found],
        asked[found],
        parents[view.parents[found]],
        tiers=tiers[found],
        worth=_worth(view, query)[found],
    )


def _worth(view: View, query: Query) -> Amounts:
    """Return, by document, what its kind is worth, more for what is asked for by its form."""
    if not query.favoured:
        return view.worth
    favoured = view.wanted(Query((), query.at, kinds=query.favoured))
    return view.worth if favoured is None else np.where(favoured, FAVOURED, 1.0) * view.worth


def _sum(parts: Sequence[tuple[Numbers, Amounts]], size: int) -> Amounts:
    """Return, by number, the sum of what `parts` (numbers, amounts) add; in the order given.

    One pass over all of them: the sums are those of adding part by part, to the last bit.
    """
    if not parts:
        return np.zeros(size)
    numbers = np.concatenate([numbers for numbers, _ in parts])
    amounts = np.concatenate([amounts for _, amounts in parts])
    return np.bincount(numbers, amounts, size).astype(np.float64, copy=False)


def _wanted(view: View, query: Query, found: Numbers) -> Numbers:
    wanted = view.wanted(query)
    return found if wanted is None else found[wanted[found]]


def _tiers(view: View, query: Query) -> Amounts:
    """Return, by document, the tiers for holding the words just as they were said."""
    tiers = np.zeros(len(view.records))
    if query.phrase:
        tiers[_holding(view, query.phrase)] = PHRASE_TIERS
    if query.exact:
        tiers[view.exact(query.exact)] = EXACT_TIERS
    for numbers in _begun(view, query):
        tiers[numbers] = BEGUN_TIERS
    if query.said:
        tiers[view.exact(query.said)] = SAID_TIERS
    return tiers


def _begun(view: View, query: Query) -> Iterator[Numbers]:
    """Yield the documents of which a title begins with what is being typed."""
    if query.begun:
        yield view.exact(query.begun)
    if query.begun_before:
        before = view.exact(query.begun_before)
        start = query.prefix[: PREFIX_CHARS[-1]]
        yield np.intersect1d(before, view.prefix(start).documents) if start else before


def _holding(view: View, phrase: tuple[str, ...]) -> list[int]:
    """Return the documents in which the stems of `phrase` (two or more) follow each other."""
    rarest: list[Numbers] = sorted((view.stem(pair).documents for pair in pairs(phrase)), key=len)
    may_hold = rarest[0].tolist() if rarest else ()
    return [n for n in may_hold if holds_phrase(view.records[n].stems, phrase)]


def _best(view: View, found: Numbers, scores: Amounts, width: int) -> Iterator[Hit]:
    """Yield hits, best first, ties by uid: the first `width` and those that tie with the last."""
    if len(found) > width:
        floor = np.partition(scores, len(found) - width)[len(found) - width]
        best = scores >= floor
        found, scores = found[best], scores[best]
    ordered = sorted(
        zip((-scores).tolist(), found.tolist(), strict=True),
        key=lambda pair: (pair[0], view.records[pair[1]].uid),
    )
    for minus_score, number in ordered:
        yield _hit(view.records[number], -minus_score)


def _hit(record: Record, score: float) -> Hit:
    kind = ResultKind(record.kind)
    return Hit(record.uid, record.group, kind, record.key, record.language, score)

"""Adding up scores, exact matches first, one result per group: one search over one view."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from kb.search.engine import Hit, Query
from kb.search.folding import fold
from kb.search.ranking.record import Record
from kb.search.ranking.view import Numbers, View
from kb.search.scoring import BEGUN_TIERS, EXACT_TIERS, PHRASE_TIERS, SAID_TIERS, total
from kb.search.weighing import PREFIX_CHARS, pairs
from kb.vocabulary import ResultKind

SPARE = 4
"""How many hits per wanted result are looked at first: an answer has a few documents."""


def rank(view: View, query: Query) -> list[Hit]:
    """Return the best hits of `query` among the documents of `view`, one per group."""
    scores = _score(view, query)
    found = np.flatnonzero(scores)
    width = max(1, query.limit) * SPARE
    while True:
        hits = list(fold(_best(view, found, scores, width), query.limit))
        if len(hits) >= query.limit or width >= len(found):
            return hits
        width *= SPARE


def _score(view: View, query: Query) -> NDArray[np.float64]:
    """Return the score of every document; 0 where it is not wanted or nothing matches."""
    own = np.zeros(len(view.records))
    parents = np.zeros(len(view.parent_lengths))
    for stem, weight in query.terms:
        scores = view.stem(stem)
        own[scores.documents] += weight * scores.worth
        parents[scores.parents] += weight * scores.parent_worth
    if query.prefix:
        scores = view.prefix(query.prefix[: PREFIX_CHARS[-1]])
        own[scores.documents] += scores.worth
    tiers = _tiers(view, query)
    asked = np.zeros(len(view.records))
    for term in query.asked:
        scores = view.asked(term)
        asked[scores.documents] += scores.worth
    totals = total(own, asked, parents[view.parents], tiers=tiers, worth=view.worth)
    scored = np.where((own > 0) | (tiers > 0), totals, 0.0)
    wanted = view.wanted(query)
    return scored if wanted is None else np.where(wanted, scored, 0.0)


def _tiers(view: View, query: Query) -> NDArray[np.float64]:
    """Return, by document, the tiers for holding the words just as they were said."""
    tiers = np.zeros(len(view.records))
    if query.phrase:
        tiers[_holding(view, query.phrase)] = PHRASE_TIERS
        tiers[view.exact(" ".join(query.phrase))] = EXACT_TIERS
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
    joined = f" {' '.join(phrase)} "
    rarest: list[Numbers] = sorted((view.stem(pair).documents for pair in pairs(phrase)), key=len)
    return [n for n in (rarest[0].tolist() if rarest else ()) if joined in view.records[n].stems]


def _best(view: View, found: Numbers, scores: NDArray[np.float64], width: int) -> Iterator[Hit]:
    """Yield hits, best first, ties by uid: the first `width` and those that tie with the last."""
    if len(found) > width:
        floor = np.partition(scores[found], len(found) - width)[len(found) - width]
        found = found[scores[found] >= floor]
    ordered = sorted(
        zip((-scores[found]).tolist(), found.tolist(), strict=True),
        key=lambda pair: (pair[0], view.records[pair[1]].uid),
    )
    for minus_score, number in ordered:
        yield _hit(view.records[number], -minus_score)


def _hit(record: Record, score: float) -> Hit:
    kind = ResultKind(record.kind)
    return Hit(record.uid, record.group, kind, record.key, record.language, score)

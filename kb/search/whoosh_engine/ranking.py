"""Adding up scores, exact matches first, one result per group: one search over one view."""

from collections import defaultdict
from collections.abc import Iterator
from heapq import nlargest
from itertools import islice

from kb.search.engine import Hit, Query
from kb.search.folding import fold
from kb.search.scoring import EXACT_TIERS, PHRASE_TIERS, total
from kb.search.weighing import PREFIX_CHARS
from kb.search.whoosh_engine.schema import Record
from kb.search.whoosh_engine.view import View
from kb.vocabulary import ResultKind

SPARE = 4
"""How many hits per wanted result are looked at first: an answer has a few documents."""


def rank(view: View, query: Query) -> list[Hit]:
    """Return the best hits of `query` among the documents of `view`, one per group."""
    scores = _score(view, query)
    width = max(1, query.limit) * SPARE
    while True:
        hits = list(fold(_best(view, scores, width), query.limit))
        if len(hits) >= query.limit or width >= len(scores):
            return hits
        width *= SPARE


def _score(view: View, query: Query) -> dict[int, float]:
    """Return the score of every wanted document that holds an asked word."""
    own = _add_own(view, query)
    wanted = view.wanted(query)
    if wanted is not None:
        own = {number: score for number, score in own.items() if number in wanted}
    shares = _add_parents(view, query)
    parents = view.parents
    scores = {
        number: total(score, shares.get(parents[number], 0.0), 0) for number, score in own.items()
    }
    for number, tiers in _tiers(view, query).items():
        if number in scores:
            scores[number] = total(own[number], shares.get(parents[number], 0.0), tiers)
    return scores


def _add_own(view: View, query: Query) -> dict[int, float]:
    own: dict[int, float] = defaultdict(float)
    for stem, weight in query.terms:
        scores = view.stem(stem)
        for number, worth in zip(scores.documents, scores.worth, strict=True):
            own[number] += weight * worth
    if query.prefix:
        scores = view.prefix(query.prefix[: PREFIX_CHARS[-1]])
        for number, worth in zip(scores.documents, scores.worth, strict=True):
            own[number] += worth
    return own


def _add_parents(view: View, query: Query) -> dict[int, float]:
    shares: dict[int, float] = defaultdict(float)
    for stem, weight in query.terms:
        for parent, worth in view.stem(stem).parents:
            shares[parent] += weight * worth
    return shares


def _tiers(view: View, query: Query) -> dict[int, int]:
    """Return the documents that hold the words just as they were said."""
    phrase = " ".join(query.phrase)
    if not phrase:
        return {}
    tiers = dict.fromkeys(_holding(view, query.phrase), PHRASE_TIERS)
    return tiers | dict.fromkeys(view.exact(phrase), EXACT_TIERS)


def _holding(view: View, phrase: tuple[str, ...]) -> Iterator[int]:
    """Yield the documents in which the stems of `phrase` (two or more) follow each other."""
    if len(phrase) < 2:  # noqa: PLR2004 - one word is no phrase
        return
    rarest = min((view.stem(stem).documents for stem in phrase), key=len)
    joined = f" {' '.join(phrase)} "
    for number in rarest:
        if joined in view.records[number].stems:
            yield number


def _best(view: View, scores: dict[int, float], width: int) -> Iterator[Hit]:
    """Yield hits, best first, ties by uid: the first `width` and those that tie with the last."""
    floor = min(nlargest(width, scores.values()), default=0.0)
    best = [number for number, score in scores.items() if score >= floor]
    best.sort(key=lambda number: (-scores[number], view.records[number].uid))
    for number in islice(best, None):
        yield _hit(view.records[number], scores[number])


def _hit(record: Record, score: float) -> Hit:
    kind = ResultKind(record.kind)
    return Hit(record.uid, record.group, kind, record.key, record.language, score)

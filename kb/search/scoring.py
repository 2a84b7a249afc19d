"""How documents are ranked: the formulas, without any engine.

A document's score is the BM25 of its own words plus a part of the BM25 of its parent's, that is
of all shown documents with the same parent taken together. A caller's question often names the
subject ("my provisional licence") in words that stand only elsewhere on the page; passages of a
page about the subject should win over a stray mention. Source of BM25: Robertson and Zaragoza,
The Probabilistic Relevance Framework (2009), with the idf that is never negative (Lucene's);
of the two levels: Callan, Passage-level evidence in document retrieval (SIGIR 1994).

All counts are taken over the documents shown at the asked instant. So superseded, withdrawn and
coming texts weigh nothing, and a rebuilt index gives the same numbers to the last bit (I5).
"""

from math import log

K1 = 1.2
B = 0.75
PARENT_SHARE = 0.6
PREFIX_WEIGHT = 0.5

TIER = 10_000.0
"""What an exact match adds: more than any sum of words can reach (64 words give under 4,000)."""
EXACT_TIERS = 2
PHRASE_TIERS = 1


def idf(documents: int, holding: int) -> float:
    """Return how telling a word is that `holding` of `documents` documents hold."""
    return log(1.0 + (documents - holding + 0.5) / (holding + 0.5))


def saturate(count: float, length: float, average: float) -> float:
    """Return the worth of `count` mentions in a text of `length`, where `average` is usual."""
    norm = 1.0 - B + B * length / average if average else 1.0
    return count * (K1 + 1.0) / (count + K1 * norm)


def total(own: float, parents: float, tiers: int) -> float:
    """Return the final score from the sums over words and the tiers of exact matches."""
    return own + PARENT_SHARE * parents + TIER * tiers

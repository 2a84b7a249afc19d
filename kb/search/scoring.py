"""How documents are ranked: the formulas, without any engine.

A document's score is the BM25 of its own words plus a part of the BM25 of its parent's, that is
of all shown documents with the same parent taken together. A caller's question often names the
subject ("my provisional licence") in words that stand only elsewhere on the page; passages of a
page about the subject should win over a stray mention. Pairs of neighbouring words are terms like
any other, so that "late fee" finds the late fee and not a fee somewhere and a late arrival.

Titles and phrasings are how callers ask, so the small words count there, which find nothing by
themselves: "how much", "how long", "do I have to" tell the answers to one subject apart.

Sources. BM25: Robertson and Zaragoza, The Probabilistic Relevance Framework (2009), with the idf
that is never negative (Lucene's). Two levels: Callan, Passage-level evidence in document
retrieval (SIGIR 1994). Pairs: Metzler and Croft, A Markov random field model for term
dependencies (SIGIR 2005). Together they lifted every set of public questions we measured on
(docs/benchmarks.md); the constants are round numbers in the flat middle of what does well.

All counts are taken over the documents shown at the asked instant. So superseded, withdrawn and
coming texts weigh nothing, and a rebuilt index gives the same numbers to the last bit (I5).
"""

from math import log
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from kb.vocabulary import ResultKind

Amount = TypeVar("Amount", float, NDArray[np.float64])
"""One number, or one per document: the formulas are the same, to the last bit."""

K1 = 2.0
B = 0.6
PARENT_K1 = 3.0
PARENT_B = 0.4
"""A whole page repeats its subject often: more mentions go on counting, length matters less."""
PARENT_SHARE = 0.75
PAIR_WEIGHT = 0.3
PREFIX_WEIGHT = 0.5
ASKED_WEIGHT = 0.5
"""What a word or a pair of a title or phrasing adds, stop words too: "how much", "how long"."""

TIER = 10_000.0
"""What an exact match adds: more than any sum can reach (64 words, 63 pairs: under 9,000)."""
SAID_TIERS = 3.0  # a title or phrasing, word for word: "if I cancel" is not "if you cancel"
BEGUN_TIERS = 2.5  # a title or phrasing that begins, word for word, with what is being typed
EXACT_TIERS = 2.0  # a title or phrasing, but for stop words and endings
PHRASE_TIERS = 1.0

KIND_WORTH = {ResultKind.ANSWER: 1.0, ResultKind.PROCESS: 0.9}
OTHER_WORTH = 0.7
"""What merely mentions the words weighs less than what answers them. An exact match is above it."""
FAVOURED = 2.0
"""How much more a kind is worth that the question asks for by its form ("the number for …")."""


def idf(documents: int, holding: int) -> float:
    """Return how telling a word is that `holding` of `documents` documents hold."""
    return log(1.0 + (documents - holding + 0.5) / (holding + 0.5))


def saturate(count: Amount, length: Amount, average: float) -> Amount:
    """Return the worth of `count` mentions in a document of `length`, where `average` is usual."""
    norm = 1.0 - B + B * length / (average or 1.0)
    return count * (K1 + 1.0) / (count + K1 * norm)


def saturate_parent(count: Amount, length: Amount, average: float) -> Amount:
    """Return the worth of `count` mentions in a parent of `length`, where `average` is usual."""
    norm = 1.0 - PARENT_B + PARENT_B * length / (average or 1.0)
    return count * (PARENT_K1 + 1.0) / (count + PARENT_K1 * norm)


def total(own: Amount, asked: Amount, parents: Amount, *, tiers: Amount, worth: Amount) -> Amount:
    """Return the final score: sums over words, what the kind is worth, tiers of exact matches."""
    lift: Amount = np.minimum(ASKED_WEIGHT * asked, 1.25 * own)  # never drown the telling ones
    return (own + lift + PARENT_SHARE * parents) * worth + TIER * tiers


def worth_of(kind: ResultKind) -> float:
    """Return what a match in a document of `kind` is worth."""
    return KIND_WORTH.get(kind, OTHER_WORTH)

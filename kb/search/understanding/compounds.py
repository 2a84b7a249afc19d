"""Words written together or apart: "sickpay", "over payment", "e mail"."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from kb.search.analysis import stem
from kb.search.stopwords import STOP_WORDS
from kb.search.understanding.insight import Insight, Way

COMPOUND_WEIGHT = 0.8
SHORTEST_PART = 3
SHORTEST_WHOLE = 5
BEGINS = frozenset(
    [
        "co",
        "e",
        "in",
        "non",
        "off",
        "on",
        "out",
        "over",
        "pre",
        "re",
        "self",
        "semi",
        "sub",
        "under",
        "up",
        "with",
    ]
)
"""What is written before a word, together or apart."""


def may_be_joined(words: Sequence[str], unknown: Collection[str]) -> dict[str, str]:
    """Return {"over payment": "overpayment"} of neighbours that may be one word.

    `words` are all words as typed, `unknown` those that nothing holds: two words that are known
    and no beginning of others are left alone.
    """
    return {
        f"{first} {second}": first + second
        for first, second in pairwise(words)
        if (first in BEGINS or not {first, second}.isdisjoint(unknown))
        and second not in STOP_WORDS
        and len(first + second) >= SHORTEST_WHOLE
    }


def splits(word: str) -> list[tuple[str, str]]:
    """Return the ways to take `word` apart into two that may be words."""
    cuts = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1) if word.isalpha() else ()
    parts = [(word[:cut], word[cut:]) for cut in cuts]
    return [pair for pair in parts if STOP_WORDS.isdisjoint(pair)]


def find_joined(may_be: dict[str, str], held: Collection[str]) -> Iterator[Insight]:
    """Yield what may be joined and is held so."""
    for apart, whole in may_be.items():
        if stem(whole) in held:
            yield Insight(Way.JOINED, apart, (whole,), ((stem(whole), COMPOUND_WEIGHT),))


def find_split(unknown: Sequence[str], held: frozenset[str]) -> Iterator[Insight]:
    """Yield unknown words both of whose parts are held."""
    for word in unknown:
        parts = next((pair for pair in splits(word) if held.issuperset(map(stem, pair))), None)
        if parts:
            pair = " ".join(map(stem, parts))
            terms = tuple((term, COMPOUND_WEIGHT) for term in (*map(stem, parts), pair))
            yield Insight(Way.SPLIT, word, (" ".join(parts),), terms)

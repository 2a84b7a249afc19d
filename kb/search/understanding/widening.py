"""All that a text may mean beside its own words, as far as the library holds it."""

from collections.abc import Callable, Collection, Sequence
from itertools import chain

from kb.search.analysis import stem, tokens
from kb.search.stopwords import STOP_WORDS
from kb.search.understanding.compounds import find_joined, find_split, may_be_joined, splits
from kb.search.understanding.insight import Insight
from kb.search.understanding.near_words import find_near, near_words
from kb.search.understanding.periods import find_periods

Held = Callable[[Collection[str]], frozenset[str]]
"""Returns those of some stems that a document holds that may be shown now (I1)."""

MOST_WORDS = 64


def widen(text: str, held: Held, *, unfinished: str = "") -> tuple[Insight, ...]:
    """Return what `text` may mean beside itself; `unfinished` is its last word while typed.

    Only words that something published holds are ever suggested.
    """
    words = [token.text for token in tokens(text)][:MOST_WORDS]
    unknown = _unknown([word for word in words if word != unfinished], held)
    joined = may_be_joined(words, unknown)
    candidates = {*joined.values(), *chain.from_iterable(map(_others, unknown))}
    known = held(frozenset(map(stem, candidates))) if candidates else frozenset()
    return (
        *find_near(unknown, known),
        *find_joined(joined, known),
        *find_split(unknown, known),
        *find_periods(text),
    )


def settled(insights: Collection[Insight]) -> frozenset[str]:
    """Return the stems of words that need no mending: they were understood another way."""
    return frozenset(stem(word) for one in insights for word in one.said.split())


def _unknown(words: Sequence[str], held: Held) -> list[str]:
    """Return the words of content that nothing holds, each once."""
    content = [word for word in dict.fromkeys(words) if word not in STOP_WORDS]
    known = held(frozenset(map(stem, content))) if content else frozenset()
    return [word for word in content if stem(word) not in known]


def _others(word: str) -> set[str]:
    return {*near_words(word), *chain.from_iterable(splits(word))}

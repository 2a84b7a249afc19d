"""A word that the library does not use is looked for by the words that mean nearly the same."""

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from kb.search.analysis import stem
from kb.search.understanding.everyday import FORMS, NEAR
from kb.search.understanding.insight import Insight, Way

NEAR_WEIGHT = 0.5


def near_words(word: str) -> tuple[str, ...]:
    """Return the everyday words that mean nearly what `word`, in any form, means.

    >>> near_words("undertakers")
    ('funeral', 'burial', 'bury', 'cremation')
    """
    return _table().get(stem(word), ())


def is_everyday(word: str) -> bool:
    """True for a word that is no slip of another, whether or not anything here holds it."""
    return stem(word) in _table()


def find_near(unknown: Sequence[str], held: Collection[str]) -> Iterator[Insight]:
    """Yield each of the `unknown` words, with the near words whose stems are in `held`."""
    for word in unknown:
        near = [one for one in near_words(word) if stem(one) in held]
        if near:
            terms = tuple((stem(one), NEAR_WEIGHT) for one in near)
            yield Insight(Way.NEAR, word, tuple(near), terms)


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[str, ...]]:
    """Return {stem: the other words of its rows, each once}."""
    found: dict[str, dict[str, None]] = {}
    for row in f"{NEAR};{FORMS}".split(";"):
        words = row.split()
        for word in words:
            others = [one for one in words if stem(one) != stem(word)]
            found.setdefault(stem(word), {}).update(dict.fromkeys(others))
    return {root: tuple(others) for root, others in found.items()}

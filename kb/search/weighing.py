"""Turn a document into what engines store of it: weighted stems, exact titles, prefixes.

Pure, and the same for every engine, so that engines can only differ in how they find, not in
what. A word of the title counts as if it were written several times over.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kb.search.analysis import content, stem
from kb.search.documents import Document

# Powers of two and their sums: exact in a 32-bit float, so sums come out alike in any order.
TITLE_WEIGHT = 2.0
PHRASINGS_WEIGHT = 2.0
BODY_WEIGHT = 1.0
CONTEXT_WEIGHT = 0.5

PREFIX_CHARS = range(2, 13)
"""Lengths of word beginnings that are indexed; longer ones are compared by their first 12."""

FIELD_END = "|"
"""Stands between fields in `Weighed.stems`, so that no phrase reaches across; never a stem."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What is stored of one document.

    `weights` is stem -> weighted count, `length` their sum without context, `exact` each title
    and phrasing as one string of stems, `prefixes` the beginnings of their words, `stems` all
    stems in order between blanks (" refund cancel | yes "), `words` the distinct words as written.
    """

    weights: dict[str, float]
    length: float
    exact: frozenset[str]
    prefixes: frozenset[str]
    stems: str
    words: frozenset[str]


def weigh(document: Document) -> Weighed:
    """Return what to store of `document`."""
    titles = [content(text) for text in (document.title, *document.phrasings)]
    title, *phrasings = titles
    body = content(document.body)
    weights: Counter[str] = Counter()
    _add(weights, title, TITLE_WEIGHT)
    for phrasing in phrasings:
        _add(weights, phrasing, PHRASINGS_WEIGHT)
    _add(weights, body, BODY_WEIGHT)
    length = float(sum(weights.values()))
    _add(weights, content(document.context), CONTEXT_WEIGHT)
    return Weighed(
        weights=dict(weights),
        length=length,
        exact=frozenset(" ".join(map(stem, words)) for words in titles if words),
        prefixes=frozenset(start for words in titles for start in beginnings(words)),
        stems=f" {f' {FIELD_END} '.join(' '.join(map(stem, part)) for part in [*titles, body])} ",
        words=frozenset(word for part in [*titles, body] for word in part),
    )


def beginnings(words: Iterable[str]) -> set[str]:
    """Return the first 2, 3, … 12 characters of each word."""
    return {word[:size] for word in words for size in PREFIX_CHARS if size <= len(word)}


def _add(weights: Counter[str], words: list[str], weight: float) -> None:
    """Count the stems of `words`, each at `weight`."""
    for word in words:
        weights[stem(word)] += weight  # type: ignore[assignment] # Counter is typed for whole numbers; halves are meant

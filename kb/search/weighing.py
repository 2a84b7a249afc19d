"""Turn a document into what engines store of it: weighted terms, exact titles, prefixes.

Pure, and the same for every engine, so that engines can only differ in how they find, not in
what. A word of the title counts as if it were written several times over. A term is a stem or a
pair of stems that follow each other in one field.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kb.search.analysis import content, stem, tokens
from kb.search.documents import Document
from kb.search.stopwords import NEGATION

# Powers of two and their sums: exact in a 32-bit float, so sums come out alike in any order.
TITLE_WEIGHT = 2.0
PHRASINGS_WEIGHT = 2.0
BODY_WEIGHT = 1.0
ANSWERING_BODY_WEIGHT = 0.25
"""The body of a text that has phrasings: those say what it is asked for, the body tells a rule to
its last exception ("in hospital", "within 30 days") and would pull in whoever mentions one. On 326
judged questions (tests/library) 0.25 put 3.5 in 100 more in first place than 1.0; a text without
phrasings is found by its body alone, and a lighter one finds the public questions worse.
"""
CONTEXT_WEIGHT = 0.5

PREFIX_CHARS = range(2, 13)
"""Lengths of word beginnings that are indexed; longer ones are compared by their first 12."""

FEWEST_BEGUN = 2
"""Words that a title must have begun with to come first while it is typed."""

FIELD_END = "|"
"""Stands between fields in `Weighed.stems`, so that no phrase reaches across; never a stem."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What is stored of one document.

    `weights` is term -> weighted count, `length` the sum of the stems' counts without context,
    `asked` the terms of how it is asked for (as `asked_terms` cuts them), `exact` each title and
    phrasing as a string of stems, as one of all its words, and as its beginnings, `prefixes` the
    beginnings of their words, `stems` all stems in order between blanks (" refund cancel | yes "),
    `words` the distinct words as written.
    """

    weights: dict[str, float]
    length: float
    asked: frozenset[str]
    exact: frozenset[str]
    prefixes: frozenset[str]
    stems: str
    words: frozenset[str]


def weigh(document: Document) -> Weighed:
    """Return what to store of `document`."""
    titles = [content(text) for text in (document.title, *document.phrasings)]
    body = content(document.body)
    fields = [[stem(word) for word in words] for words in [*titles, body]]
    body_weight = ANSWERING_BODY_WEIGHT if document.phrasings else BODY_WEIGHT
    weights = [TITLE_WEIGHT, *(PHRASINGS_WEIGHT for _ in document.phrasings), body_weight]
    context = [stem(word) for word in content(document.context)]
    return Weighed(
        weights=_count([*zip(fields, weights, strict=True), (context, CONTEXT_WEIGHT)]),
        length=sum(len(field) * weight for field, weight in zip(fields, weights, strict=True)),
        asked=_asked(document),
        exact=_exact((document.title, *document.phrasings)),
        prefixes=frozenset(start for words in titles for start in beginnings(words)),
        stems=f" {f' {FIELD_END} '.join(' '.join(field) for field in fields)} ",
        words=frozenset(word for words in [*titles, body] for word in words),
    )


def asked_terms(text: str) -> list[str]:
    """Return the stem of every word of `text`, stop words too, and each pair of neighbours.

    What one asks is often in the small words: "how much", "how long", "can I", "do I have to".

    >>> asked_terms("How long is it?")
    ['how', 'long', 'is', 'it', 'how long', 'long is', 'is it']
    """
    words = [stem(token.text) for token in tokens(text)]
    return list(dict.fromkeys([*words, *pairs(words)]))


def exact_key(text: str) -> str:
    """Return what `text` says but for stop words and endings, and whether it says that it is not.

    >>> exact_key("I don't need an interpreter"), exact_key("I need interpreters")
    ('not need interpret', 'need interpret')
    """
    stems = " ".join(map(stem, content(text)))
    return f"not {stems}" if stems and NEGATION.search(text) else stems


def holds_phrase(stems: str, phrase: Sequence[str]) -> bool:
    """True when `phrase`, two stems or more, stands in `stems` (of Weighed) in one field.

    >>> holds_phrase(" visit late | pay now ", ["visit", "late"])
    True
    """
    return len(phrase) > 1 and f" {' '.join(phrase)} " in stems


def word_for_word(text: str) -> str:
    """Return the words of `text`, stop words too, as a string that no string of stems equals.

    >>> word_for_word("Can I cancel?")
    '= can i cancel'
    """
    words = " ".join(token.text for token in tokens(text))
    return f"= {words}" if words else ""


def begun(words: Sequence[str]) -> str:
    """Return the key of titles that begin with `words`, or "" for fewer than two.

    >>> begun(["can", "i"])
    '^ can i'
    """
    return " ".join(["^", *words]) if len(words) >= FEWEST_BEGUN else ""


def pairs(stems: Sequence[str]) -> list[str]:
    """Return the neighbours in `stems`, each as one term."""
    return [f"{first} {second}" for first, second in pairwise(stems)]


def beginnings(words: Iterable[str]) -> set[str]:
    """Return the first 2, 3, … 12 characters of each word."""
    return {word[:size] for word in words for size in PREFIX_CHARS if size <= len(word)}


def _asked(document: Document) -> frozenset[str]:
    """Return the terms of how `document` is asked for; a heading of the law is no question."""
    asked = (document.title, *document.phrasings) if document.phrasings else ()
    return frozenset(term for text in asked for term in asked_terms(text))


def _exact(titles: Sequence[str]) -> frozenset[str]:
    """Return each title's key, it word for word, and every beginning that ends with a word."""
    keys = {key for title in titles for key in (exact_key(title), word_for_word(title))}
    for title in titles:
        words = [token.text for token in tokens(title)]
        keys.update(begun(words[:count]) for count in range(FEWEST_BEGUN, len(words) + 1))
    return frozenset(keys - {""})


def _count(fields: Iterable[tuple[list[str], float]]) -> dict[str, float]:
    """Add up the weights of every stem and pair of `fields`."""
    weights: dict[str, float] = defaultdict(float)
    for stems, weight in fields:
        for term in (*stems, *pairs(stems)):
            weights[term] += weight
    return dict(weights)

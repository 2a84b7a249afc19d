"""Turn what a person typed into a Query: capped, cleaned, cut into stems.

No text of a person goes any further than this: engines get stems, never a query language.
"""

import re
import unicodedata
from datetime import datetime

from kb.search.analysis import content, stem, tokens
from kb.search.engine import Query
from kb.search.scoring import PAIR_WEIGHT
from kb.search.stopwords import STOP_WORDS
from kb.search.understanding.intent import asked_kinds
from kb.search.understanding.questions import QUESTION_WEIGHT, question_stems
from kb.search.weighing import PREFIX_CHARS, asked_terms, begun, exact_key, pairs, word_for_word
from kb.vocabulary import ResultKind

MAX_CHARS = 500
"""Of a longer text only the beginning is used, cut at a word."""
MAX_TERMS = 64

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Unicode categories that no word is made of: control, format (right-to-left marks), broken."""


def tidy(text: str) -> str:
    r"""Return at most 500 characters of `text`, cut at a word, without control characters.

    >>> tidy("refund\\x00 policy\\u202e")
    'refund  policy'
    """
    clean = "".join(
        " " if unicodedata.category(letter) in _UNSEEN else letter
        for letter in text[: MAX_CHARS + 1]
    ).rstrip()
    if len(clean) <= MAX_CHARS:
        return clean
    head, blank, _ = clean.rpartition(" ")
    return head.rstrip() if blank else clean[:MAX_CHARS]


def understand(  # six arguments are what a search has to say
    text: str,
    at: datetime,
    *,
    typing: bool = False,
    kinds: frozenset[ResultKind] = frozenset(),
    languages: frozenset[str] = frozenset(),
    limit: int = 10,
) -> Query:
    """Return the Query that `text` means at the instant `at` (aware, UTC).

    While `typing`, a last word without a blank behind it may be the beginning of a longer one.
    """
    clean = tidy(text)
    phrase = tuple(map(stem, content(clean)))
    is_open = typing and not text[-1:].isspace()
    prefix = _unfinished(clean, alone=not phrase) if is_open else ""
    words = [token.text for token in tokens(clean)] if typing else []
    return Query(
        terms=_weigh(phrase[:MAX_TERMS], question_stems(clean)),
        at=at,
        asked=tuple(asked_terms(clean)[: 2 * MAX_TERMS]) if phrase or prefix else (),
        prefix=prefix,
        phrase=phrase,
        exact=exact_key(clean),
        said=word_for_word(clean),
        begun=begun(words),
        begun_before=begun(words[:-1]) if is_open and _may_go_on(words, prefix) else "",
        kinds=kinds,
        languages=languages,
        favoured=asked_kinds(clean),
        limit=limit,
    )


def _may_go_on(words: list[str], prefix: str) -> bool:
    """True when the last word is the beginning of another, as far as one can see."""
    return bool(prefix) or (bool(words) and len(words[-1]) < PREFIX_CHARS[0])


def _weigh(phrase: tuple[str, ...], question: frozenset[str]) -> tuple[tuple[str, float], ...]:
    """Return each stem once, then each pair of neighbours once, with their weights."""
    words = {stem: QUESTION_WEIGHT if stem in question else 1.0 for stem in phrase}
    return tuple((words | dict.fromkeys(pairs(phrase), PAIR_WEIGHT)).items())


def _unfinished(text: str, *, alone: bool) -> str:
    """Return the last word if it reaches the end of `text` and may be a beginning, or "".

    A stop word ("in") is only taken for a beginning ("insurance") while it stands alone.
    """
    *_, last = [None, *tokens(text)]
    if last is None or re.search(r"\s", text[last.end :]) or len(last.text) < PREFIX_CHARS[0]:
        return ""
    return last.text if alone or last.text not in STOP_WORDS else ""

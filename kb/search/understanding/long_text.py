"""A pasted paragraph: what matters of a customer's e-mail, a few words of which may be searched.

What was pasted is never kept: the page, its addresses and the log see the gist alone (I10).
"""

import re
from collections import Counter

from kb.search.analysis import content, stem
from kb.search.understanding.questions import is_question, sentences

LONG_CHARS = 240
"""Longer than anybody types while a caller speaks."""
MOST_CHARS = 10_000
GIST_WORDS = 32
"""On 1,279 questions told with their circumstances, 32 words found as well as all."""
QUESTION_WORTH = 2

_QUOTED = re.compile(r"^\s*>.*$", re.MULTILINE)
_GREETING = re.compile(
    r"^\s*(?:dear|hello|hi|good (?:morning|afternoon|evening))\b[^,.!\n]{0,40}[,.!\n]",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\b(?:(?:kind|best|warm) regards|regards|yours (?:sincerely|faithfully|truly)|many thanks|"
    r"sent from my)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_RUN = re.compile(r"\S+")
_PRIVATE = re.compile(r"@|://|\d{5,}")


def is_long(text: str) -> bool:
    """True for what was pasted rather than typed."""
    return len(text) > LONG_CHARS


def gist(text: str) -> str:
    """Return the words of a long `text` that say most, at most 32: what is told, what is asked.

    Words of questions come first, then repeated ones, then the order in which they were written;
    addresses, links and long numbers are left out. A text without such words gives "".

    >>> gist("Dear team, I cancelled on Monday. Will you refund the charge? Kind regards, Ann")
    'cancelled monday. refund charge?'
    """
    body = _CLOSING.sub("", _GREETING.sub("", _QUOTED.sub("", text[:MOST_CHARS])))
    told, asked = _halves(_RUN.sub(_without_private, body))
    kept = _most_telling(told, asked)
    question = " ".join(_first_of_each(asked, kept))
    rest = " ".join(_first_of_each(told, kept - set(map(stem, asked))))
    return ". ".join(part for part in (rest, question and f"{question}?") if part)


def _without_private(run: re.Match[str]) -> str:
    """Return a run without blanks, or nothing of an address, a link or a long number."""
    return "" if _PRIVATE.search(run.group()) else run.group()


def _halves(text: str) -> tuple[list[str], list[str]]:
    """Return the content words of what is told, and of what is asked."""
    told: list[str] = []
    asked: list[str] = []
    for sentence in sentences(text):
        (asked if is_question(sentence) else told).extend(content(sentence))
    return told, asked


def _most_telling(told: list[str], asked: list[str]) -> set[str]:
    worth = Counter(stem(word) for word in told)
    for word in asked:
        worth[stem(word)] += QUESTION_WORTH
    return {root for root, _ in worth.most_common(GIST_WORDS)}


def _first_of_each(words: list[str], kept: set[str]) -> list[str]:
    """Return, of each stem in `kept`, the first word, in order."""
    first = {stem(word): word for word in reversed(words)}
    return [word for root, word in reversed(first.items()) if root in kept]

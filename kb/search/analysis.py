"""Cut text into words and words into stems: one way for indexing, asking, marking and spelling.

Pure. Whatever two texts must agree on to be found (case, accents' form, apostrophes, thousands
separators, endings) is decided here and nowhere else, so a change here, or of a weight in
`weighing`, asks for a rebuilt index: raise `ANALYSIS_VERSION` with it.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from snowballstemmer.english_stemmer import EnglishStemmer

from kb.search.forms import KEPT, SAME
from kb.search.numerals import COMPOUND, NUMBER_WORDS, compound_number, without_zero_cents
from kb.search.stopwords import STOP_WORDS

ANALYSIS_VERSION = 5
MAX_WORD_CHARS = 64
"""Longer runs of letters are no word a person says; they are cut, not dropped."""

APOSTROPHES = "'’‘ʼ＇"  # people type all of them
CONTRACTED = frozenset({"s", "t", "d", "m", "ll", "re", "ve"})
MARKS = "\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0900-\u0903\u093a-\u094f"
"""Signs that belong to the letter before them, which `re` does not count as letters."""

_LETTERS = rf"[^\W_]+(?:[{MARKS}]+[^\W_]*)*"
_WORD = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)*(?!\w)|\d+(?:\.\d+)+)"
    r"|(?P<initials>(?:[^\W\d_]\.){2,})"
    rf"|(?P<count>(?i:{COMPOUND}))"
    rf"|(?P<word>{_LETTERS}(?:[{APOSTROPHES}]{_LETTERS})*)"
)
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")


class Token(NamedTuple):
    """One word: `text` in lower case and NFC, at characters `start` to `end` of the source."""

    text: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Yield every word and number of `text` in order, stop words too; never an empty one."""
    for match in _WORD.finditer(text):
        raw = match.group()
        # Nearly all words are plain; what is done to the others would do nothing to them.
        is_plain = raw.isascii() and raw.isalnum() and len(raw) <= MAX_WORD_CHARS
        yield Token(raw.lower() if is_plain else _plain_form(match), match.start(), match.end())


def content(text: str) -> list[str]:
    """Return the words of `text` that can find something, as written but in lower case."""
    return [token.text for token in tokens(text) if token.text not in STOP_WORDS]


def stems(text: str) -> list[str]:
    """Return the stems of the content words of `text`, in order, repeated as they are.

    >>> stems("I can't get my mother's refunds: $1,000 under 4.1(a)")
    ['get', 'mother', 'refund', '1000', '4.1']
    """
    return [stem(word) for word in content(text)]


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return the stem of one lower-case word (Porter's second algorithm, "Snowball English").

    Irregular forms become regular first ("paid"), words that the rules would confuse with others
    are kept ("appointment"), numbers are digits ("thirty"). Words with a digit are names (P45,
    401k) and stay. Other languages than English pass through the same rules on both sides, so that
    they still match themselves. A new stemmer for each word is cheap and, unlike a shared one,
    safe among threads.
    """
    if any(letter.isdigit() for letter in word):
        return word
    if word in NUMBER_WORDS:
        return NUMBER_WORDS[word]
    return KEPT.get(word) or str(EnglishStemmer().stemWord(SAME.get(word, word)))


def _plain_form(match: re.Match[str]) -> str:
    """Return what the word is compared by: NFC, lower case, contraction and commas undone."""
    raw = match.group()
    if match.lastgroup == "number":
        return without_zero_cents(raw.replace(",", ""))
    if match.lastgroup == "count":
        return compound_number(raw)
    if match.lastgroup == "initials":
        raw = raw.replace(".", "")
    # Lower-casing can undo NFC ("İ"), so it goes first.
    low = unicodedata.normalize("NFC", raw.lower())
    return _join(low)[:MAX_WORD_CHARS] or raw[:MAX_WORD_CHARS]


def _join(word: str) -> str:
    """Drop a contracted ending ("you'll", "mother's"); close up other apostrophes ("o'clock")."""
    head, *rest = _APOSTROPHE.split(word)
    if rest and rest[-1] in CONTRACTED:
        rest = rest[:-1]
    return "".join([head, *rest])

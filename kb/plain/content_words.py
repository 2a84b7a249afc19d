"""Words that carry meaning, in a form in which law and plain words can meet.

A word is reduced to its stem; what lawyers and customers call differently is brought together by
a word list ("commence" and "start"). Function words, modal verbs and numbers are left out: facts
look after those.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from snowballstemmer import stemmer

from kb.plain.language import Parsed, Word
from kb.plain.phrases import word_set

MEANINGFUL = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "X"})
LIGHT = word_set("""
    be have do make give get take go come say tell let use may can must shall will would should
    could might person people thing way case purpose matter respect accordance relation regard
    section subsection paragraph such other same any all each every also however therefore thus
    herein thereof said aforesaid not only more most less least than very much many own so then
    there here where when why how if unless except please yes no
""")


@dataclass(frozen=True)
class Meaning:
    """A word that carries meaning: its common form, and the index of the word in its text."""

    form: str
    at: int


class Lexicon:
    """Brings words to their common form; `pairs` are (word, word that means the same here)."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self._same: Mapping[str, str] = {self.stem(one): self.stem(other) for one, other in pairs}

    def stem(self, word: str) -> str:
        """Return the stem of a lower-case word."""
        return _stem(word)

    def form(self, word: Word) -> str:
        """Return the common form of a word."""
        return self.form_of(word.lemma)

    def form_of(self, lemma: str) -> str:
        """Return the common form of a lemma."""
        stem = self.stem(lemma)
        return self._same.get(stem, stem)

    def meanings(self, parsed: Parsed, first: int, last: int) -> list[Meaning]:
        """Return what carries meaning among the words `first` up to, not including, `last`."""
        return [
            Meaning(self.form(word), at)
            for at, word in enumerate(parsed.words[first:last], start=first)
            if _carries_meaning(word)
        ]


@lru_cache(maxsize=50_000)  # the same words come in text after text; a stem takes 20 µs and more
def _stem(word: str) -> str:
    return str(stemmer("english").stemWord(word))  # one of its own: it keeps state while it works


def _carries_meaning(word: Word) -> bool:
    return (
        (word.pos in MEANINGFUL or not word.pos)
        and word.lemma not in LIGHT
        and not word.is_stop
        and any(letter.isalpha() for letter in word.text)
        and len(word.text) > 1
    )

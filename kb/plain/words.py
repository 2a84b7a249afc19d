"""The word list: lawyers' words, the plain ones for them, and terms of art that must stay."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class ListedWord:
    """A word or phrase, what to say instead (none: leave it out), or `keep` with the reason."""

    word: str
    instead: tuple[str, ...] = ()
    keep: bool = False
    why: str = ""


@dataclass(frozen=True)
class WordList:
    """All listed words; phrases of several words are found before single ones."""

    listed: tuple[ListedWord, ...] = ()

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> "WordList":
        """Make a list from (word, plain word) pairs."""
        return cls(tuple(ListedWord(word, (plain,)) for word, plain in pairs))

    @cached_property
    def _by_word(self) -> dict[str, ListedWord]:
        return {one.word.lower(): one for one in self.listed}

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        longest_first = sorted(self._by_word, key=len, reverse=True)
        if not longest_first:
            return None
        forms = "|".join(r"\s+".join(map(re.escape, word.split())) for word in longest_first)
        return re.compile(rf"\b(?:{forms})\b", re.IGNORECASE)

    def find(self, text: str) -> Iterator[tuple[int, int, ListedWord]]:
        """Yield (start, end, listed word) of each that stands in `text`."""
        if self._pattern is None:
            return
        for match in self._pattern.finditer(text):
            yield match.start(), match.end(), self._by_word[" ".join(match[0].lower().split())]

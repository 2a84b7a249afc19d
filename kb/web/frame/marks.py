"""What is set off in one pane: the words that were searched for, and each term's first use."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from kb.search.analysis import stem, tokens
from kb.services.calls.glossary import Explained
from kb.text.marking import Found, Span

MOST_LETTERS = 20_000  # of one run of text; a longer one is no sentence that anybody reads here


class Marks:
    """A finder for the texts of one pane, asked in the order of reading.

    It remembers which terms it has met: each is set off once, and `explained` are those that the
    pane has to explain at its end.
    """

    def __init__(self, pane: str, stems: Collection[str], terms: Sequence[Explained]) -> None:
        self._pane = pane
        self._stems = stems
        self._terms = {term.term.casefold(): term for term in terms}
        self.explained: list[Explained] = []

    def __call__(self, run: str) -> Found:
        """Return what to set off in a run of text."""
        return Found(tuple(self.words(run)), tuple(self._new_terms(run)))

    def words(self, text: str) -> list[Span]:
        """Return where words of `text` have a stem that was searched for."""
        if not self._stems:
            return []
        return [(start, end) for start, end, root in _stems_in(text) if root in self._stems]

    def name(self, term: Explained) -> str:
        """Return the id of the element that explains `term` in this pane."""
        return f"term-{self._pane}-{term.slug}"

    def _new_terms(self, run: str) -> Iterator[tuple[int, int, str]]:
        if not self._terms:
            return
        for match in _pattern(tuple(self._terms)).finditer(run[:MOST_LETTERS]):
            term = self._terms[match[1].casefold()]
            if term not in self.explained:
                self.explained.append(term)
                yield match.start(), match.end(), self.name(term)


@lru_cache(maxsize=4096)  # the same provisions stand on page after page
def _stems_in(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return (start, end, stem) of each word of `text`."""
    return tuple((word.start, word.end, stem(word.text)) for word in tokens(text))


@lru_cache(maxsize=8)  # the glossary changes rarely, and each page asks for the same one
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds any of `words`, the longest first, in one or in many."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    either = "|".join(map(re.escape, longest_first))
    return re.compile(rf"(?<!\w)({either})(?:e?s)?(?!\w)", re.IGNORECASE)

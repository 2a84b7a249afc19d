"""What a check is: data with a rule, its source, and examples that a test holds it to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from kb.plain.language import Parsed
from kb.plain.words import WordList


@dataclass(frozen=True)
class Remark:
    """One place that could be plainer. Offsets in the text; `instead` are replacements to click."""

    check: str
    start: int
    end: int
    says: str
    instead: tuple[str, ...] = ()


Found = Iterator[tuple[int, int, str, tuple[str, ...]]]
"""(start, end, what to say of it, what to write instead)."""


@dataclass(frozen=True)
class Check:
    """A rule of plain language. `source` says whose rule it is."""

    id: str
    name: str
    about: str
    source: str
    find: Callable[[Parsed, WordList], Found]
    fires_on: tuple[str, ...] = field(default=())
    silent_on: tuple[str, ...] = field(default=())
    needs_grammar: bool = True

    def remarks(self, parsed: Parsed, words: WordList) -> Iterator[Remark]:
        """Yield the remarks on a text; none where grammar is needed and was not read."""
        if self.needs_grammar and parsed.is_blank:
            return
        for start, end, says, instead in self.find(parsed, words):
            yield Remark(self.id, start, end, says, instead)

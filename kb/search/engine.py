"""The seam between search and whatever finds things: one protocol, several engines.

Engines store documents and return uids with scores; they know nothing of users, rights or
pages. Each engine is a module or package `kb.search.<name>_engine` with a function
`open_engine(folder)`; the contract suite in tests/search/test_engine_contract.py finds and
tests all of them, and all rank alike: by the formulas of scoring.py over the documents shown
at the asked instant, as if nothing else were stored.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from kb.search.documents import Document
from kb.vocabulary import ResultKind


@dataclass(frozen=True)
class Query:
    """What to look for, already understood: stems with weights, never a person's raw text.

    `terms` are (stem, weight); `asked` are all words and their pairs (as `weighing.asked_terms`
    cuts them), which find nothing by themselves but lift what is asked for so. `prefix` is the word
    still being typed, lower case, or "". `phrase` holds the stems in the order they were said. For
    matches of whole titles and phrasings, `exact` is what they say (as `weighing.exact_key` writes
    it) and `said` every word (as `weighing.word_for_word` writes
    it). While typing, `begun` and `begun_before` hold all words and all but the last (as
    `weighing.begun` writes them), for titles that begin so. Empty `kinds`, `languages` or `lines`
    mean all; a document that names no line belongs to every line. `favoured` kinds are what the
    question asks for by its form, and weigh more. `at` is the instant whose
    published documents are searched; `on` is the beginning of the day whose law counts, None for
    what is shown at `at`.
    """

    terms: tuple[tuple[str, float], ...]
    at: datetime
    asked: tuple[str, ...] = ()
    prefix: str = ""
    phrase: tuple[str, ...] = ()
    exact: str = ""
    said: str = ""
    begun: str = ""
    begun_before: str = ""
    kinds: frozenset[ResultKind] = frozenset()
    languages: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()
    favoured: frozenset[ResultKind] = frozenset()
    limit: int = 10
    on: datetime | None = None


@dataclass(frozen=True)
class Hit:
    """One document found; higher `score` is better, equal scores are in `uid` order."""

    uid: str
    group: str
    kind: ResultKind
    key: str
    language: str
    score: float


@dataclass(frozen=True)
class Change:
    """Replace all documents of one group (none: remove it) as of outbox row `sequence`."""

    sequence: int
    group: str
    documents: tuple[Document, ...] = field(default=())


class Engine(Protocol):
    """Finds documents. Safe to call from several threads; one of them writes at a time.

    Reading an index that broke under a running engine raises IndexBrokenError; `rebuild` mends
    it. Opening one that is broken, foreign or of another format gives an empty engine whose
    `sequence` is 0: the same cure.
    """

    @property
    def sequence(self) -> int:
        """Return the last outbox sequence this index holds; 0 when it is new or broken."""

    def apply(self, changes: Sequence[Change]) -> None:
        """Store `changes` in one commit; applying a change twice does no harm."""

    def rebuild(self, changes: Sequence[Change], sequence: int) -> None:
        """Build a new generation that holds exactly `changes`, and switch to it at once.

        Until the switch, searches see the old generation; a crash leaves the old one.
        """

    def search(self, query: Query) -> list[Hit]:
        """Return the best hits, best first, at most `query.limit`, one per group."""

    def held(
        self, stems: Collection[str], at: datetime, *, on: datetime | None = None
    ) -> frozenset[str]:
        """Return those of `stems` that some document shown at `at` holds; `on` as in Query."""

    def words(
        self, at: datetime, prefix: str = "", *, on: datetime | None = None
    ) -> Sequence[tuple[str, int]]:
        """Return (word, documents holding it) of the content words as written, by word.

        Only words of documents shown at `at`: a suggestion never tells a hidden word (I1). `on`
        is as in Query.
        """

    def close(self) -> None:
        """Let go of files and threads; the engine cannot be used afterwards."""

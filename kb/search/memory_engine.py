"""The oracle: an engine that keeps everything in memory and looks at every document each time.

It says in plain loops what every engine must find; tests compare the others with it, and
service tests use it where a real index would only cost time. Not for large libraries.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path
from threading import Lock

from kb.search.changes import settle
from kb.search.documents import Document
from kb.search.engine import Change, Engine, Hit, Query
from kb.search.folding import fold
from kb.search.scoring import (
    BEGUN_TIERS,
    EXACT_TIERS,
    FAVOURED,
    PHRASE_TIERS,
    PREFIX_WEIGHT,
    SAID_TIERS,
    idf,
    saturate,
    saturate_parent,
    total,
    worth_of,
)
from kb.search.weighing import PREFIX_CHARS, Weighed, holds_phrase, weigh


def open_engine(folder: Path) -> Engine:
    """Return a new, empty engine; `folder` is not used."""
    del folder
    return MemoryEngine()


class MemoryEngine:
    """Keeps weighed documents in a dict that is replaced, never changed: readers need no lock."""

    def __init__(self) -> None:
        self._documents: dict[str, tuple[Document, Weighed]] = {}
        self._sequence = 0
        self._writing = Lock()

    @property
    def sequence(self) -> int:
        """Return the last sequence applied."""
        return self._sequence

    def apply(self, changes: Sequence[Change]) -> None:
        """Replace the documents of every changed group."""
        with self._writing:
            settled = settle(changes)
            kept = {u: d for u, d in self._documents.items() if d[0].group not in settled.groups}
            self._documents = kept | _weigh_all(settled.documents)
            self._sequence = max(self._sequence, settled.sequence)

    def rebuild(self, changes: Sequence[Change], sequence: int) -> None:
        """Forget everything and store `changes`."""
        with self._writing:
            self._documents = _weigh_all(settle(changes).documents)
            self._sequence = sequence

    def search(self, query: Query) -> list[Hit]:
        """Score every shown document and fold the wanted ones."""
        library = _Library(self._shown(query.at, query.on))
        scored = [
            Hit(doc.uid, doc.group, doc.kind, doc.key, doc.language, score)
            for doc, weighed in library.documents
            if _is_wanted(doc, query) and (score := library.score(doc, weighed, query)) > 0
        ]
        scored.sort(key=lambda hit: (-hit.score, hit.uid))
        return list(fold(scored, query.limit))

    def held(
        self, stems: Collection[str], at: datetime, *, on: datetime | None = None
    ) -> frozenset[str]:
        """Look for each stem in every shown document."""
        shown = self._shown(at, on)
        return frozenset(
            stem for stem in stems if any(stem in weighed.weights for _, weighed in shown)
        )

    def words(
        self, at: datetime, prefix: str = "", *, on: datetime | None = None
    ) -> Sequence[tuple[str, int]]:
        """Count the words of every shown document."""
        counts = Counter(word for _, weighed in self._shown(at, on) for word in weighed.words)
        return sorted((w, count) for w, count in counts.items() if w.startswith(prefix))

    def close(self) -> None:
        """Forget everything."""
        self._documents = {}

    def _shown(self, at: datetime, on: datetime | None) -> list[tuple[Document, Weighed]]:
        return [pair for pair in self._documents.values() if pair[0].is_shown(at, on)]


class _Library:
    """The documents shown at one instant, and the counts that their scores need."""

    def __init__(self, documents: list[tuple[Document, Weighed]]) -> None:
        self.documents = documents
        self._parents: dict[str, list[Weighed]] = defaultdict(list)
        for doc, weighed in documents:
            self._parents[parent_of(doc)].append(weighed)
        lengths = sum(weighed.length for _, weighed in documents)
        self._average = lengths / (len(documents) or 1)
        self._parent_average = lengths / (len(self._parents) or 1)

    def score(self, doc: Document, weighed: Weighed, query: Query) -> float:
        """Return the score of one document; 0 if it holds no asked word."""
        own = parents = 0.0
        for stem, weight in query.terms:
            own += weight * self._own(weighed, stem)
            parents += weight * self._parent(parent_of(doc), stem)
        own += self._prefix(weighed, query.prefix)
        tiers = _tiers(weighed, query)
        if not own and not tiers:
            return 0.0
        asked = sum(self._asked(term) for term in query.asked if term in weighed.asked)
        favour = FAVOURED if doc.kind in query.favoured else 1.0
        return total(own, asked, parents, tiers=tiers, worth=worth_of(doc.kind) * favour)

    def _own(self, weighed: Weighed, stem: str) -> float:
        count = weighed.weights.get(stem)
        if not count:
            return 0.0
        holding = sum(stem in other.weights for _, other in self.documents)
        return idf(len(self.documents), holding) * saturate(count, weighed.length, self._average)

    def _parent(self, parent: str, stem: str) -> float:
        count = sum(part.weights.get(stem, 0.0) for part in self._parents[parent])
        if not count:
            return 0.0
        holding = sum(any(stem in p.weights for p in parts) for parts in self._parents.values())
        length = sum(part.length for part in self._parents[parent])
        return idf(len(self._parents), holding) * saturate_parent(
            count, length, self._parent_average
        )

    def _asked(self, term: str) -> float:
        holding = sum(term in other.asked for _, other in self.documents)
        return idf(len(self.documents), holding)

    def _prefix(self, weighed: Weighed, prefix: str) -> float:
        start = prefix[: PREFIX_CHARS[-1]]
        if not start or start not in weighed.prefixes:
            return 0.0
        holding = sum(start in other.prefixes for _, other in self.documents)
        return PREFIX_WEIGHT * idf(len(self.documents), holding)


def parent_of(doc: Document) -> str:
    """Return the larger whole whose words count too; a document without one is its own."""
    return doc.parent or doc.uid


def _tiers(weighed: Weighed, query: Query) -> float:
    if query.said and query.said in weighed.exact:
        return SAID_TIERS
    if _is_begun(weighed, query):
        return BEGUN_TIERS
    if query.exact and query.exact in weighed.exact:
        return EXACT_TIERS
    return PHRASE_TIERS if holds_phrase(weighed.stems, query.phrase) else 0.0


def _is_begun(weighed: Weighed, query: Query) -> bool:
    start = query.prefix[: PREFIX_CHARS[-1]]
    if query.begun and query.begun in weighed.exact:
        return True
    is_before = bool(query.begun_before) and query.begun_before in weighed.exact
    return is_before and (not start or start in weighed.prefixes)


def _is_wanted(doc: Document, query: Query) -> bool:
    return (
        (not query.kinds or doc.kind in query.kinds)
        and (not query.languages or doc.language in query.languages)
        and (not query.lines or not doc.lines or bool(query.lines & set(doc.lines)))
    )


def _weigh_all(documents: dict[str, Document]) -> dict[str, tuple[Document, Weighed]]:
    return {uid: (doc, weigh(doc)) for uid, doc in documents.items()}

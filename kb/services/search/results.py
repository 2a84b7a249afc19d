"""What a search gives back to pages, the API and commands: every word of it is published."""

from dataclasses import dataclass

from kb.search.excerpts import Excerpt, Span
from kb.search.understanding import Insight
from kb.vocabulary import ResultKind


@dataclass(frozen=True)
class Result:
    """One thing found.

    `id` is public: answer `slug#answer-id`, provision `slug#eid`, process `slug`, step
    `slug#step-id`, the rest their slug.
    `title` is the customer's question or the thing's name, `lead` one line of what it says,
    `excerpt` the passage that matched, `title_spans` where the title does. `mark` is "outdated",
    "coming" or "". `opens_in` is the language that an answer opens in,
    "" for that of its words here.
    """

    kind: ResultKind
    id: str
    language: str
    original: str | None
    eid: str | None
    title: str
    lead: str
    excerpt: Excerpt
    score: float
    mark: str = ""
    opens_in: str = ""
    title_spans: tuple[Span, ...] = ()

    @property
    def reads_in(self) -> str:
        """The language of the answer behind it."""
        return self.opens_in or self.language


@dataclass(frozen=True)
class SearchPage:
    """The results of one search. `searched_for` differs from `text` when spelling was mended.

    `elsewhere` counts what would be among the best if other lines of business counted too;
    `insights` are what was searched for beside the words.
    """

    text: str
    searched_for: str
    results: tuple[Result, ...]
    took_ms: float
    elsewhere: int = 0
    insights: tuple[Insight, ...] = ()

    @property
    def was_corrected(self) -> bool:
        """True when other words were searched than were typed."""
        return self.searched_for != self.text

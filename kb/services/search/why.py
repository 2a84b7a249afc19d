"""Why a result stands where it does: which words matched where, and what was searched for beside.

Made from what the results already show and from published phrasings, never from the index: an
explanation tells no word that its result does not (I1).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kb.importers.content import unpack
from kb.importers.records import AnswerRecord
from kb.search.analysis import content, stem, stems
from kb.search.scoring import BEGUN_TIERS, EXACT_TIERS, PHRASE_TIERS, SAID_TIERS, TIER
from kb.services.publishing.published import shown_revisions
from kb.services.search.cited import CITED_SCORE
from kb.services.search.results import Result, SearchPage
from kb.services.unit import Unit
from kb.vocabulary import ResultKind, ThingKind


class Place(StrEnum):
    """Where a word was found."""

    TITLE = "title"
    PHRASING = "phrasing"
    TEXT = "text"


class Match(StrEnum):
    """What puts a result before all that only shares words; the strongest first."""

    CITED = "cited"
    SAID = "said"
    BEGUN = "begun"
    EXACT = "exact"
    PHRASE = "phrase"
    WORDS = "words"


FROM_SCORE = (
    (CITED_SCORE - 1, Match.CITED),
    (SAID_TIERS * TIER, Match.SAID),
    (BEGUN_TIERS * TIER, Match.BEGUN),
    (EXACT_TIERS * TIER, Match.EXACT),
    (PHRASE_TIERS * TIER, Match.PHRASE),
)
"""From which score on a result is there for what reason (scoring.py)."""


@dataclass(frozen=True)
class Found:
    """A word that was searched for, and the places of one result that hold it, maybe none."""

    word: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Why:
    """Why `result` is among the results."""

    result: Result
    match: Match
    words: tuple[Found, ...]


def explain(unit: Unit, page: SearchPage) -> tuple[Why, ...]:
    """Return why each result of `page` was found, in its order."""
    words = dict.fromkeys([*content(page.searched_for), *_meant(page)])
    phrasings = _phrasings(unit, page)
    return tuple(
        Why(result, _match(result.score), tuple(_found(words, _texts(result, phrasings))))
        for result in page.results
    )


def _meant(page: SearchPage) -> Iterator[str]:
    """Yield the words that were searched for beside those that were typed."""
    for insight in page.insights:
        for meant in insight.meant:
            yield from content(meant)


def _phrasings(unit: Unit, page: SearchPage) -> dict[str, str]:
    """Return, by `language/id`, the other ways to ask that are published with each answer."""
    keys = [_key(result) for result in page.results if result.kind is ResultKind.ANSWER]
    shown = shown_revisions(unit, ThingKind.ANSWER, keys) if keys else {}
    return {
        key: "\n".join(unpack(AnswerRecord, revision.content).phrasings)
        for key, revision in shown.items()
    }


def _key(result: Result) -> str:
    return f"{result.language}/{result.id}"


def _texts(result: Result, phrasings: Mapping[str, str]) -> dict[Place, frozenset[str]]:
    """Return the stems of each place of a result."""
    return {
        Place.TITLE: frozenset(stems(result.title)),
        Place.PHRASING: frozenset(stems(phrasings.get(_key(result), ""))),
        Place.TEXT: frozenset(stems(f"{result.lead} {result.excerpt.text}")),
    }


def _found(words: Mapping[str, None], texts: Mapping[Place, frozenset[str]]) -> Iterator[Found]:
    for word in words:
        yield Found(word, tuple(place for place, held in texts.items() if stem(word) in held))


def _match(score: float) -> Match:
    return next((match for least, match in FROM_SCORE if score >= least), Match.WORDS)

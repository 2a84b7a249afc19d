"""One search: a citation goes straight to its provision, words go to the engine.

The engine returns keys; what is printed comes from the database, which drops what is not
published at this moment, whatever the index says (I1, I5).
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, time
from functools import partial
from time import perf_counter

from sqlalchemy import select

from kb.models import Chain
from kb.search.analysis import stems
from kb.search.engine import Engine, Hit, Query
from kb.search.spelling import correct, may_be_misspelt
from kb.search.understand import tidy, understand
from kb.search.understanding import Held, Insight, gist, is_everyday, is_long, settled, widen
from kb.services.actor import Actor
from kb.services.permits import require
from kb.services.search.cited import cited_hits
from kb.services.search.languages import open_in, require_language
from kb.services.search.printing import Lit, print_hits
from kb.services.search.results import Result, SearchPage
from kb.services.unit import Unit
from kb.vocabulary import ResultKind, Verb

SPARE = 5  # hits asked for beyond the limit, in case the database drops some


def search(  # noqa: PLR0913 - everything a search can say, all named
    unit: Unit,
    actor: Actor,
    engine: Engine,
    text: str,
    *,
    limit: int = 10,
    kinds: Collection[ResultKind] = (),
    language: str = "",
    lines: Collection[str] = (),
    prefer: str = "",
    typing: bool = False,
    literal: bool = False,
) -> SearchPage:
    """Return the best `limit` results for `text`, best first.

    `kinds` empty is all, and so is `lines`; a citation goes to its provision in any line.
    `language` narrows what is said, never the law; `prefer` is the language that an answer opens
    in where it has it. While `typing`, the last word may be unfinished. Words that nothing holds
    are mended unless `literal`. Raises InvalidError where nothing is said in `language`.
    """
    require(actor, Verb.SEARCH)
    require_language(unit, language)
    started = perf_counter()
    said = tidy(gist(text) or text) if is_long(text) else tidy(text)
    meant = _Meant(said) if literal else _understood(unit, engine, said, typing=typing)
    ask = _Ask(meant, limit + SPARE, frozenset(kinds), language, frozenset(lines), typing)
    cited = cited_hits(unit, said, kinds=ask.kinds, language=language)
    query = _query(unit, ask)
    found = engine.search(query)
    hits = _once([*cited, *found], prefer)
    lit = Lit([*stems(meant.words), *meant.stems], query.prefix)
    results = open_in(unit, print_hits(unit, hits, lit, limit=limit), prefer)
    elsewhere = _elsewhere(unit, engine, ask, found)[:limit]
    took_ms = (perf_counter() - started) * 1000
    return SearchPage(
        said, meant.words, tuple(results), round(took_ms, 1), len(elsewhere), meant.insights
    )


def law_day(unit: Unit) -> datetime | None:
    """Return when the day begins whose law is searched; None for what is shown now."""
    if unit.day == unit.today:
        return None
    return datetime.combine(unit.day, time.min, tzinfo=unit.zone)


@dataclass(frozen=True)
class _Meant:
    """The words that are searched for, and what was understood beside them."""

    words: str
    insights: tuple[Insight, ...] = ()

    @property
    def terms(self) -> dict[str, float]:
        """The weight of each term that was not typed."""
        return {term: weight for one in self.insights for term, weight in one.terms}

    @property
    def stems(self) -> list[str]:
        """The stems that were not typed and are lit up all the same."""
        return [stem for term in self.terms for stem in term.split()]


@dataclass(frozen=True)
class _Ask:
    meant: _Meant
    limit: int
    kinds: frozenset[ResultKind]
    language: str
    lines: frozenset[str]
    typing: bool


def _query(unit: Unit, ask: _Ask) -> Query:
    query = understand(
        ask.meant.words,
        unit.now,
        typing=ask.typing,
        kinds=ask.kinds,
        languages=frozenset({ask.language, ""} if ask.language else ()),
        limit=ask.limit,
    )
    terms = ask.meant.terms | dict(query.terms)
    return replace(query, terms=tuple(terms.items()), lines=ask.lines, on=law_day(unit))


def _elsewhere(unit: Unit, engine: Engine, ask: _Ask, found: list[Hit]) -> list[Result]:
    """Return what would stand among the best if other lines counted too."""
    if not ask.lines:
        return []
    shown = {(hit.kind, hit.key) for hit in found}
    everywhere = _once(engine.search(_query(unit, replace(ask, lines=frozenset()))))
    others = [hit for hit in everywhere if (hit.kind, hit.key) not in shown]
    return print_hits(unit, others, Lit(), limit=ask.limit)


def _understood(unit: Unit, engine: Engine, said: str, *, typing: bool) -> _Meant:
    """Return what was said with slips mended, and what it may mean beside its letters.

    The words come from the index, and nobody can look each of them up in the database: an index
    behind it, which may still hold a word that was withdrawn, suggests nothing (I1).
    """
    on = law_day(unit)
    unfinished = _last_word(said) if typing else ""
    held = partial(engine.held, at=unit.now, on=on)
    insights = widen(said, held, unfinished=unfinished)
    slips = _unknown(said, held) - settled(insights)
    if not (insights or slips) or not _is_in_step(unit, engine):
        return _Meant(said)
    if unfinished and engine.words(unit.now, unfinished.lower(), on=on):
        slips -= set(stems(unfinished))  # it may go on to be a word
    mended = correct(said, engine.words(unit.now, on=on), only=slips) if slips else None
    return _Meant(mended or said, insights)


def _unknown(said: str, held: Held) -> frozenset[str]:
    """Return the stems of words that may be slips: nothing holds them, and English does not."""
    asked = frozenset(stem for stem in may_be_misspelt(said) if not is_everyday(stem))
    return asked - held(asked) if asked else asked


def _is_in_step(unit: Unit, engine: Engine) -> bool:
    return engine.sequence == unit.session.scalar(select(Chain.outbox_sequence))


def _last_word(said: str) -> str:
    """Return the word that is still being typed, "" after a blank."""
    return "" if said[-1:].isspace() else said.rpartition(" ")[2]


def _once(hits: list[Hit], prefer: str = "") -> list[Hit]:
    """Keep each thing once, where it stands first: what a citation found is before words' finds.

    An answer found in several languages is one thing; the preferred language speaks for it.
    """
    kept: dict[tuple[ResultKind, str], Hit] = {}
    for hit in hits:
        name = hit.kind, hit.key
        if name not in kept or (hit.language == prefer != kept[name].language):
            kept[name] = hit  # a key that is there keeps its place
    return list(kept.values())

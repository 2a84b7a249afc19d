"""Where nothing was found: the answers to words that look or sound a little like those typed.

Looser than the mending of spelling, so its words are never said to have been searched for.
"""

from kb.search.engine import Engine
from kb.search.spelling import resembling
from kb.services.actor import Actor
from kb.services.search.results import Result
from kb.services.search.search import law_day, search
from kb.services.unit import Unit
from kb.vocabulary import ResultKind

MOST = 4


def nearest_answers(unit: Unit, actor: Actor, engine: Engine, text: str) -> tuple[Result, ...]:
    """Return answers, in any line, that hold a word resembling one of `text`; maybe none."""
    words = resembling(text, engine.words(unit.now, on=law_day(unit)))
    if not words:
        return ()
    kinds = [ResultKind.ANSWER]
    page = search(unit, actor, engine, " ".join(words), limit=MOST, kinds=kinds, literal=True)
    return page.results

"""A caller's words put to an engine the product's way, without a database behind it."""

from dataclasses import replace
from functools import partial
from random import Random

from benchmarks.as_documents import NOW
from kb.search.analysis import tokens
from kb.search.engine import Engine, Hit
from kb.search.spelling import correct, may_be_misspelt
from kb.search.stopwords import STOP_WORDS
from kb.search.understand import tidy, understand
from kb.search.understanding import gist, is_everyday, is_long, settled, widen

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHORTEST = 4


def find(engine: Engine, text: str, *, limit: int) -> list[Hit]:
    """Return what the search service's own steps find: shortened, mended, widened, ranked."""
    said = tidy(gist(text) or text) if is_long(text) else tidy(text)
    held = partial(engine.held, at=NOW)
    insights = widen(said, held)
    doubtful = frozenset(stem for stem in may_be_misspelt(said) if not is_everyday(stem))
    slips = doubtful - held(doubtful) - settled(insights) if doubtful else doubtful
    mended = correct(said, engine.words(NOW), only=slips) if slips else None
    query = understand(mended or said, NOW, limit=limit)
    meant = {term: weight for insight in insights for term, weight in insight.terms}
    return engine.search(replace(query, terms=tuple((meant | dict(query.terms)).items())))


def with_a_slip(text: str, chance: Random) -> str:
    """Return `text` with one letter of one telling word wrong, missing, doubled or swapped."""
    words = [
        word
        for word in tokens(text)
        if word.text.isalpha() and len(word.text) >= SHORTEST and word.text not in STOP_WORDS
    ]
    if not words:
        return text
    word = chance.choice(words)
    at = chance.randrange(word.start, word.end - 1)
    letter = text[at]
    edit = chance.choice(
        [chance.choice(LETTERS), "", letter * 2, text[at + 1] + letter]  # the last takes two
    )
    taken = 2 if len(edit) == 2 and edit != letter * 2 else 1
    return text[:at] + edit + text[at + taken :]

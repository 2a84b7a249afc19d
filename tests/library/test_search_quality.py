"""How well callers' own words find the answer that was judged right, in the library that ships.

`questions.jsonl` holds a question a line: `text` as an agent would type it while listening, `right`
the keys that honestly answer it, judged by reading the law and the answers before anything was
searched. `typing` marks a question that is still being typed. `held` marks every third: no wording
of an answer was chosen by it, so its figure says what new callers may expect; it is printed apart.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kb.search.whoosh_engine import WhooshEngine
from kb.services.actor import OPERATOR
from kb.services.database import open_database
from kb.services.indexing import Indexer
from kb.services.library import load_library
from kb.services.migrate import migrate
from kb.services.search import search
from kb.services.unit import Store

QUESTIONS = Path(__file__).with_name("questions.jsonl")
TODAY = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
"""A day on which the editions are in force that the answers stand for: time changes nothing."""


@dataclass(frozen=True)
class Asked:
    """A judged question, and where the first right result stood (0 is first; 99: not found)."""

    text: str
    right: tuple[str, ...]
    found: tuple[str, ...]
    is_held: bool

    @property
    def rank(self) -> int:
        return next((n for n, name in enumerate(self.found) if name in self.right), 99)


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Iterator[Store]:
    engine = open_database(f"sqlite:///{tmp_path_factory.mktemp('library') / 'kb.sqlite3'}")
    migrate(engine)
    yield Store(engine, audit_key=b"for tests", zone=ZoneInfo("UTC"), clock=lambda: TODAY)
    engine.dispose()


@pytest.fixture(scope="module")
def asked(store, reading, tmp_path_factory) -> list[Asked]:
    """Load the shipped library into a new instance, index it with Whoosh, and ask everything."""
    hashes = {file.path: file.sha256 for file in reading.files}
    with store.change() as unit:
        load_library(unit, OPERATOR, reading.library, file_hashes=hashes)
    folder = tmp_path_factory.mktemp("index")
    engine = WhooshEngine(folder / "index")
    Indexer(store, engine, folder / "indexer.lock").rebuild()
    questions = [json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines()]
    with store.read() as unit:
        answers = [ask(unit, engine, question) for question in questions]
    engine.close()
    return answers


def ask(unit, engine, question) -> Asked:
    typing = question.get("typing", False)
    page = search(unit, OPERATOR, engine, question["text"], limit=10, typing=typing)
    found = tuple(result.id for result in page.results)
    return Asked(question["text"], tuple(question["right"]), found, question.get("held", False))


def share(asked, within) -> float:
    """Return which part of `asked` has a right result among the first `within`."""
    return sum(one.rank < within for one in asked) / len(asked)


def report(asked, within) -> str:
    """Return the figures, then the misses; of held questions only the number keeps them unseen."""
    held = [one for one in asked if one.is_held]
    known = [one for one in asked if not one.is_held]
    misses = [
        f"{one.rank:>2}  {one.text}  ->  {', '.join(one.right)}; found {', '.join(one.found[:3])}"
        for one in known
        if one.rank >= within
    ]
    figures = (
        f"A right result in the first {within}: {share(asked, within):.3f}; "
        f"held-back third {share(held, within):.3f}, others {share(known, within):.3f}."
    )
    return "\n".join([figures, *misses])


def test_callers_words_find_a_right_answer_first(asked):
    assert share(asked, 1) >= 0.865, report(asked, 1)


def test_callers_words_find_a_right_answer_among_the_first_three(asked):
    assert share(asked, 3) >= 0.93, report(asked, 3)


def test_questions_that_no_wording_was_chosen_by_are_found_too(asked):
    held = [one for one in asked if one.is_held]
    assert len(held) * 3 >= len(asked) - 2
    assert share(held, 1) >= 0.67, report(asked, 1)
    assert share(held, 3) >= 0.84, report(asked, 3)


def test_a_caller_at_risk_is_understood_at_once(asked):
    """Whatever the figures say: help comes first, or third at the very latest."""
    urgent = {
        "caller-at-risk",
        "caller-verification#at-risk",
        "vulnerable-callers#danger-unverified",
    }
    late = [one.text for one in asked if urgent & set(one.right) and one.rank > 0]
    assert late == []

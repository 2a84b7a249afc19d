"""A search starts in one's own lines of business and says what the others would add."""

import pytest

from kb.importers import records as r
from kb.search.memory_engine import open_engine
from kb.services.actor import OPERATOR, Actor
from kb.services.indexing import Indexer
from kb.services.people.lines import my_lines
from kb.services.publishing.published import shown_revision
from kb.services.publishing.states import change_state
from kb.services.search import search
from kb.vocabulary import Role, State, ThingKind
from tests.factories import load, make_answer, make_original, make_translation

LOANS = r.TopicRecord("loans", "Loans", line="lending")
MONEY = r.TopicRecord("money", "Money", line="accounts")
LINES = (r.LineRecord("lending", "Lending"), r.LineRecord("accounts", "Accounts"))


@pytest.fixture
def engine(store, tmp_path):
    load(
        store,
        *LINES,
        LOANS,
        MONEY,
        make_original(),
        make_translation(),
        make_answer("keep", "You keep the book.", topics=("loans",)),
        make_answer("pay", "You pay for the book.", topics=("money",), position=1),
        make_answer("any", "The book is blue.", position=2),
    )
    engine = open_engine(tmp_path / "index")
    Indexer(store, engine, tmp_path / "lock").catch_up()
    return engine


def found(store, engine, text="book", **how):
    with store.read() as unit:
        return search(unit, OPERATOR, engine, text, kinds=["answer"], **how)


def ids(page):
    return {result.id.partition("#")[2] for result in page.results}


def test_without_lines_everything_is_searched(store, engine):
    page = found(store, engine)
    assert ids(page) == {"keep", "pay", "any"}
    assert page.elsewhere == 0


def test_in_one_line_the_others_are_counted_and_not_shown(store, engine):
    page = found(store, engine, lines=["lending"])
    assert ids(page) == {"keep", "any"}
    assert page.elsewhere == 1


def test_what_belongs_to_no_line_belongs_to_every_line(store, engine):
    assert "any" in ids(found(store, engine, lines=["accounts"]))


def test_nothing_in_my_line_still_says_that_another_has_it(store, engine):
    page = found(store, engine, "pay", lines=["lending"])
    assert ids(page) == set()
    assert page.elsewhere == 1


def test_what_is_withdrawn_elsewhere_is_not_counted(store, engine):
    with store.change() as unit:
        revision = shown_revision(unit, ThingKind.ANSWER, "en/borrowing#pay")
        change_state(unit, OPERATOR, revision, State.WITHDRAWN, why="wrong")
    assert found(store, engine, lines=["lending"]).elsewhere == 0


def test_a_citation_is_found_in_any_line(store, engine):
    with store.read() as unit:
        page = search(unit, OPERATOR, engine, "Borrowing rules 1", lines=["accounts"])
    assert page.results[0].id == "borrowing#sec_1"


@pytest.mark.parametrize(
    ("lines", "mine"),
    [
        ((), ()),
        (("lending",), (("lending", "Lending"),)),
        (("accounts", "lending"), ()),
        (("gone",), ()),
    ],
)
@pytest.mark.usefixtures("engine")
def test_lines_that_leave_nothing_out_are_none(store, lines, mine):
    actor = Actor(1, "ann", roles=frozenset({Role.AGENT}), lines=lines)
    with store.read() as unit:
        assert my_lines(unit, actor) == mine

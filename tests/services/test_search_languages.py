"""An answer in two languages is one result, and opens in the language that was chosen."""

import pytest

from kb.search.memory_engine import open_engine
from kb.services.actor import OPERATOR
from kb.services.indexing import Indexer
from kb.services.publishing.published import shown_revision
from kb.services.publishing.states import change_state
from kb.services.search import search
from kb.vocabulary import State, ThingKind
from tests.factories import load, make_answer, make_original, make_translation

SPANISH = {"language": "es", "question": "¿Cuánto tiempo puedo tener un book?"}


@pytest.fixture
def engine(store, tmp_path):
    load(
        store,
        make_original(),
        make_translation(),
        make_translation(language="es"),
        make_answer(say="A book, for 21 days."),
        make_answer("late", "A book costs 10 cents a day.", position=1),
        make_answer(say="Un book, 21 días.", **SPANISH),
    )
    engine = open_engine(tmp_path / "index")
    Indexer(store, engine, tmp_path / "lock").catch_up()
    return engine


def found(store, engine, text, **how):
    with store.read() as unit:
        page = search(unit, OPERATOR, engine, text, kinds=["answer"], **how)
    return {result.id.partition("#")[2]: result for result in page.results}


def test_one_answer_is_one_result_whatever_languages_it_has(store, engine):
    with store.read() as unit:
        page = search(unit, OPERATOR, engine, "book", kinds=["answer"])
    assert sorted(result.id for result in page.results) == ["borrowing#how-long", "borrowing#late"]


def test_the_chosen_language_speaks_for_an_answer_found_in_both(store, engine):
    assert found(store, engine, "book", prefer="es")["how-long"].language == "es"
    assert found(store, engine, "book", prefer="en")["how-long"].language == "en"


def test_an_answer_opens_in_the_chosen_language_but_is_listed_as_it_was_found(store, engine):
    result = found(store, engine, "How long can I keep", prefer="es")["how-long"]
    assert (result.language, result.reads_in) == ("en", "es")
    assert result.title == "How long can I keep a book?"


def test_what_is_not_translated_opens_in_the_language_it_has(store, engine):
    assert found(store, engine, "cents", prefer="es")["late"].reads_in == "en"


def test_a_withdrawn_translation_opens_nothing(store, engine):
    with store.change() as unit:
        revision = shown_revision(unit, ThingKind.ANSWER, "es/borrowing#how-long")
        change_state(unit, OPERATOR, revision, State.WITHDRAWN, why="wrong")
    assert found(store, engine, "How long can I keep", prefer="es")["how-long"].reads_in == "en"

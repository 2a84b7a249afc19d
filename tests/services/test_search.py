"""Search as agents use it: the index finds, the database decides what may be shown (I1)."""

import pytest

from kb.errors import NotAllowedError
from kb.importers import records as r
from kb.search.memory_engine import MemoryEngine
from kb.services.actor import Actor
from kb.services.indexing import Indexer
from kb.services.search import search
from kb.vocabulary import BlockKind, ResultKind, Role
from tests.factories import (
    NEW,
    OLD,
    RULES,
    load,
    make_answer,
    make_contact_point,
    make_kpi,
    make_original,
    make_process,
    make_step,
    make_term,
    make_value,
)

AGENT = Actor(id=1, name="agent", roles=frozenset({Role.AGENT}))
BLOCKS = (
    r.Block(BlockKind.ASK_FIRST, "Which book is it?"),
    r.Block(BlockKind.SAY, "It costs **{{ value:fine }} cents** a day. Never more than the book."),
    r.Block(BlockKind.DO_NOT_SAY, "We will xqwaive it."),
)


@pytest.fixture
def engine():
    return MemoryEngine()


@pytest.fixture
def ask(any_store, engine, lock_file):
    """Load a small library; give `ask("words", …)`: the page of results an agent sees."""
    late = make_answer("late", question="What does a late book cost?", blocks=BLOCKS, position=1)
    spanish = make_answer(language="es", question="¿Hasta cuándo?", say="Veintiún días. book")
    load(any_store, make_original(), make_answer(), late, spanish, make_value(d20250101="10"))
    load(any_store, make_process(steps=(make_step(),)), make_term(), make_kpi())
    load(any_store, make_contact_point())
    Indexer(any_store, engine, lock_file).catch_up()

    def ask(text, **options):
        with any_store.read() as unit:
            return search(unit, AGENT, engine, text, **options)

    return ask


def ids(page):
    return [one.id for one in page.results]


def test_the_customers_question_finds_its_answer_first(ask):
    page = ask("how long can i keep a book")
    assert ids(page)[0] == "borrowing#how-long"
    assert page.took_ms >= 0
    assert not page.was_corrected


def test_a_result_is_printed_from_what_is_published(ask):
    (found,) = (one for one in ask("late book").results if one.id == "borrowing#late")
    assert (found.kind, found.language, found.original, found.eid) == (
        "answer",
        "en",
        "borrowing",
        None,
    )
    assert found.title == "What does a late book cost?"
    assert found.lead == "It costs 10 cents a day."
    assert "Which book" not in found.excerpt.text
    assert [found.excerpt.text[start:end] for start, end in found.excerpt.spans] == ["book"]


def test_what_must_not_be_said_is_neither_found_nor_shown(ask):
    assert ids(ask("xqwaive", literal=True)) == []


def test_a_citation_goes_to_its_provision_and_then_to_its_answers(ask):
    page = ask("section 1")
    assert ids(page)[:2] == ["borrowing#sec_1", "borrowing#how-long"]
    assert page.results[0].eid == "sec_1"
    assert "borrowing#sec_2" not in ids(page)


@pytest.mark.parametrize("kind", [ResultKind.PROVISION, ResultKind.STEP, ResultKind.TERM])
def test_only_the_asked_kinds_are_found(ask, kind):
    found = {
        one.kind for word in ("book", "look", "loan") for one in ask(word, kinds=[kind]).results
    }
    assert found == {kind}


def test_a_language_narrows_what_is_said_and_never_the_law(ask):
    found = {(one.kind, one.language) for one in ask("book", language="es").results}
    assert (ResultKind.ANSWER, "es") in found
    assert (ResultKind.PROVISION, "") in found
    assert (ResultKind.ANSWER, "en") not in found


def test_a_limit_cuts_the_list_and_keeps_its_order(ask):
    assert ids(ask("book", limit=2)) == ids(ask("book", limit=50))[:2]


def test_a_misspelt_word_is_mended_unless_it_is_meant(ask):
    page = ask("boook")
    assert page.was_corrected
    assert page.searched_for == "book"
    assert "borrowing#how-long" in ids(page)
    assert ids(ask("boook", literal=True)) == []


def test_an_answer_whose_law_changed_is_marked(ask, any_store, engine, lock_file):
    load(any_store, make_original(day=OLD), make_answer("old", edition=OLD, position=2))
    load(any_store, make_original(rules={**RULES, "1": "A book is lent for 7 days."}))
    Indexer(any_store, engine, lock_file).catch_up()
    marks = {one.id: one.mark for one in ask("book", limit=50).results}
    assert marks["borrowing#old"] == "outdated"
    assert marks["borrowing#how-long"] == "outdated"  # the text of its own day was corrected


@pytest.mark.parametrize(
    "text", ["", "   ", "?", "the", "\x00", "'; DROP TABLE thing; --", "a" * 10_000]
)
def test_words_that_ask_nothing_find_nothing_and_harm_nothing(ask, text):
    ask(text)
    assert "borrowing#how-long" in ids(ask("book"))


def test_somebody_without_a_role_may_not_search(any_store, engine):
    with any_store.read() as unit, pytest.raises(NotAllowedError):
        search(unit, Actor(id=2, name="nobody"), engine, "book")


def test_the_provision_of_an_older_edition_is_not_printed(any_store, engine, lock_file):
    load(any_store, make_original(day=OLD, rules={"1": "Old rule.", "9": "A xqgone rule."}))
    Indexer(any_store, engine, lock_file).catch_up()
    load(any_store, make_original(day=NEW))
    with any_store.read() as unit:  # the index is behind
        assert ids(search(unit, AGENT, engine, "xqgone")) == []

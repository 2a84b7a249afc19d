"""Searching the law of another day: what was best for it is found, and nothing hidden is."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from kb.importers import records as r
from kb.models import Edition, EditionState, Original
from kb.search.memory_engine import MemoryEngine
from kb.search.whoosh_engine import WhooshEngine
from kb.services.actor import OPERATOR
from kb.services.indexing import Indexer
from kb.services.publishing.published import shown_revision
from kb.services.search import nearest_answers, search
from kb.vocabulary import BlockKind, State, ThingKind
from tests.factories import (
    COMING,
    FIRST,
    NEW,
    OLD,
    load,
    make_answer,
    make_original,
    make_process,
    make_step,
    make_term,
    make_translation,
    make_value,
)
from tests.services.reviewed import end

THEN, LATER, LONG_AGO = date(2025, 7, 1), date(2026, 7, 1), date(2020, 1, 1)
DAYS = (None, LONG_AGO, OLD, THEN, NEW, COMING, LATER)
QUESTIONS = ("fourteen", "twenty one", "seven", "how long can I keep a book", "fine", "7", "card")
ANSWER, RULE = "borrowing#how-long", f"borrowing#{FIRST}"


@pytest.fixture(params=[MemoryEngine, WhooshEngine])
def engine(request, tmp_path):
    """Give an empty index of each kind."""
    made = WhooshEngine(tmp_path / "index") if request.param is WhooshEngine else MemoryEngine()
    yield made
    made.close()


@pytest.fixture
def index(store, engine, lock_file):
    """Give what brings the index up to date."""
    return Indexer(store, engine, lock_file).catch_up


def answer(say, day, **changes):
    covers = (r.Cover("borrowing", FIRST),)
    return make_answer(say=say, covers=covers, edition=day, **changes)


@pytest.fixture
def library(store, clock):
    """Give a library whose rule changed from fourteen to twenty-one days on 1 April 2026."""
    load(store, make_original(day=OLD, rules={"1": "For fourteen days."}))
    spoken = (r.Block(BlockKind.SAY, "The fine is {{ value:fine }} cents."),)
    load(
        store,
        make_translation(),
        answer("Keep it fourteen days.", OLD),
        make_answer("late", question="What does late cost?", blocks=spoken, position=1),
        make_value(d20250101="10", d20260401="20", d20260601="7"),
        make_process(steps=(make_step(basis=(r.Cover("borrowing", FIRST, OLD),)),)),
        make_term(source=r.Cover("borrowing", FIRST, OLD)),
    )
    clock.advance(minutes=1)
    load(store, make_original(day=NEW, rules={"1": "For twenty-one days."}))
    load(store, answer("Keep it twenty-one days.", NEW))
    clock.advance(minutes=1)
    return store


def ask(store, engine, text, day=None):
    with store.read(as_of=day) as unit:
        page = search(unit, OPERATOR, engine, text, limit=50)
        return {(one.kind.value, one.id): one for one in page.results}


def ids(store, engine, text, day=None):
    return [key for _, key in ask(store, engine, text, day)]


def everything(store, engine):
    return {
        (text, day): [
            (*key, one.score, one.lead) for key, one in ask(store, engine, text, day).items()
        ]
        for text in QUESTIONS
        for day in DAYS
    }


def test_the_law_and_the_answer_of_a_past_day_are_found_by_their_own_words(library, engine, index):
    index()
    assert ids(library, engine, "fourteen") == []
    assert set(ids(library, engine, "fourteen", THEN)) == {ANSWER, RULE}
    assert ids(library, engine, "twenty one", THEN) == []
    assert ask(library, engine, "fourteen", THEN)["answer", ANSWER].lead == "Keep it fourteen days."


def test_amounts_are_those_of_the_day(library, engine, index):
    index()
    assert ids(library, engine, "10", THEN) == ["borrowing#late"]
    assert ids(library, engine, "20", THEN) == []
    assert ids(library, engine, "20") == ["borrowing#late"]
    assert ids(library, engine, "7", LATER) == ["borrowing#late"]
    late = ask(library, engine, "what does late cost", THEN)["answer", "borrowing#late"]
    assert late.lead == "The fine is 10 cents."


def test_before_the_law_was_made_todays_answer_is_found_and_no_law(library, engine, index):
    index()
    assert ids(library, engine, "twenty one", LONG_AGO) == [ANSWER]
    assert ids(library, engine, "fourteen", LONG_AGO) == []


def test_withdrawn_words_are_found_for_no_day(library, engine, index):
    index()
    assert ids(library, engine, "twenty one") != []
    with library.read() as unit:
        revision = shown_revision(unit, ThingKind.ANSWER, f"en/{ANSWER}").id
    end(library, revision, State.WITHDRAWN)
    for is_indexed in (False, True):
        if is_indexed:
            index()
        for day in DAYS:
            assert ("answer", ANSWER) not in ask(library, engine, "twenty one", day)
    assert ("answer", ANSWER) in ask(library, engine, "fourteen", THEN)


def coming(store):
    load(store, make_original(day=COMING, rules={"1": "For seven nights."}))
    load(store, answer("Seven nights it is.", COMING))


def test_what_is_coming_is_found_once_it_is_released(library, engine, index):
    coming(library)
    index()
    assert ids(library, engine, "nights", LATER) == []
    with library.read(as_of=LATER) as unit:
        assert search(unit, OPERATOR, engine, "nigths").searched_for == "nigths"
        assert nearest_answers(unit, OPERATOR, engine, "nigths") == ()
    release(library)
    index()
    assert set(ids(library, engine, "nights", LATER)) == {ANSWER, RULE}
    assert ids(library, engine, "nights") == []


def release(store):
    with store.change() as unit:
        edition = unit.session.scalars(select(Edition).where(Edition.in_force_from == COMING)).one()
        unit.session.add(EditionState(edition_id=edition.id, state=State.PUBLISHED, at=unit.now))
        slug = unit.session.get_one(Original, edition.original_id).slug
        unit.record(OPERATOR, "release", f"original:{slug}", details={})
        unit.enqueue(f"original:{slug}")


@pytest.mark.parametrize("is_released", [False, True])
def test_an_index_built_anew_finds_the_same_for_every_day_then_and_now(
    library, engine, index, lock_file, clock, is_released
):
    index()
    coming(library)
    if is_released:
        release(library)
    index()
    for now in (clock.now, datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 8, 1, tzinfo=UTC)):
        clock.now = now
        fresh = MemoryEngine()
        Indexer(library, fresh, lock_file).rebuild()
        assert everything(library, engine) == everything(library, fresh)


def test_a_library_without_a_past_needs_no_documents_beside_those_of_today(store, lock_file):
    load(store, make_original(), make_translation(), make_answer(), make_term())
    engine = MemoryEngine()
    Indexer(store, engine, lock_file).catch_up()
    documents = [document for document, _ in engine._documents.values()]
    assert len(documents) == 4
    assert all(document.reign is not None for document in documents)

"""The index follows the database, and can be made again from it at any moment (I5)."""

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from threading import Event, Thread
from time import monotonic, sleep

import pytest
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from kb.importers import records as r
from kb.models import OutboxRow
from kb.search import memory_engine, tantivy_engine, whoosh_engine
from kb.search.memory_engine import MemoryEngine
from kb.search.tantivy_engine.engine import TantivyEngine
from kb.search.whoosh_engine import WhooshEngine
from kb.services.actor import OPERATOR
from kb.services.indexing import Indexer
from kb.services.search import search
from kb.vocabulary import BlockKind, State
from tests.factories import (
    COMING,
    FIRST,
    RULES,
    load,
    make_answer,
    make_contact_point,
    make_kpi,
    make_original,
    make_process,
    make_step,
    make_term,
    make_translation,
    make_value,
)
from tests.services.reviewed import end, publish, write

QUESTIONS = ("book", "how long can I keep a book", "late", "fine", "renew", "right first time", "7")


ON_DISK = {
    WhooshEngine: whoosh_engine.open_engine,
    TantivyEngine: tantivy_engine.open_engine,
}
OPENERS = {MemoryEngine: memory_engine.open_engine, **ON_DISK}


@pytest.fixture(params=OPENERS.values(), ids=[one.__name__ for one in OPENERS])
def engine(request, tmp_path):
    """Give an empty index of each kind."""
    made = request.param(tmp_path / "index")
    yield made
    made.close()


@pytest.fixture(params=ON_DISK.values(), ids=[one.__name__ for one in ON_DISK])
def on_disk(request, tmp_path):
    """Give an empty index on disk, of each kind."""
    made = request.param(tmp_path / "index")
    yield made
    made.close()


def ask(store, engine, text):
    """Return what a search finds: (kind, id, score) in order."""
    with store.read() as unit:
        page = search(unit, OPERATOR, engine, text, limit=50)
        return [(one.kind.value, one.id, one.score) for one in page.results]


def ask_all(store, engine):
    return {text: ask(store, engine, text) for text in QUESTIONS}


def ids(store, engine, text):
    return [found for _, found, _ in ask(store, engine, text)]


def same_when_built_anew(store, engine, lock_file, tmp_path):
    """Assert that a new index finds the same in the same order, with the same scores."""
    fresh = OPENERS[type(engine)](tmp_path / "another")
    Indexer(store, fresh, lock_file).rebuild()
    assert ask_all(store, fresh) == ask_all(store, engine)
    assert any(ask_all(store, engine).values())
    fresh.close()


def furnish(store):
    spoken = (r.Block(BlockKind.SAY, "It is {{ value:fine }} cents."),)
    load(
        store,
        make_original(),
        make_translation(),
        make_answer(),
        make_answer("late", question="What does a late book cost?", blocks=spoken, position=1),
        make_process(steps=(make_step(), make_step("tell", "Tell them"))),
        make_term(),
        make_value(d20250101="10", d20260601="7"),
        make_kpi(),
        make_contact_point(),
    )


def test_what_is_loaded_is_found_after_catching_up(store, engine, lock_file):
    furnish(store)
    assert ask(store, engine, "book") == []
    assert Indexer(store, engine, lock_file).catch_up() > 0
    assert ids(store, engine, "book")[0] == "borrowing#how-long"
    assert "renew#tell" in ids(store, engine, "tell")


def test_catching_up_twice_applies_nothing_more(store, engine, lock_file):
    furnish(store)
    indexer = Indexer(store, engine, lock_file)
    indexer.catch_up()
    before = ask_all(store, engine)
    assert indexer.catch_up() == 0
    assert ask_all(store, engine) == before


def test_a_reworded_step_or_answer_leaves_no_trace(store, engine, lock_file):
    furnish(store)
    indexer = Indexer(store, engine, lock_file)
    indexer.catch_up()
    load(store, make_process(steps=(make_step("other", "Quite different"),)))
    load(store, make_answer(question="How many weeks?"))
    indexer.catch_up()
    assert "renew#tell" not in ids(store, engine, "tell")
    assert ids(store, engine, "quite different")[0] == "renew#other"
    assert ids(store, engine, "weeks") == ["borrowing#how-long"]


def test_a_new_edition_is_found_by_its_answers_too(store, engine, lock_file, tmp_path):
    furnish(store)
    indexer = Indexer(store, engine, lock_file)
    indexer.catch_up()
    today = make_original(day=datetime(2026, 5, 1, tzinfo=UTC).date(), title="Lending statute")
    load(store, today)
    indexer.catch_up()
    assert "borrowing#how-long" in ids(store, engine, "statute")
    same_when_built_anew(store, engine, lock_file, tmp_path)


def test_what_comes_into_force_needs_no_job(store, engine, lock_file, tmp_path, clock):
    """Edition, answer, dated amount: the index knows the day beforehand."""
    furnish(store)
    coming = make_original(day=COMING, rules={**RULES, "1": "For 7."}, title="Lending statute")
    load(store, coming, make_answer(say="For a fortnight.", edition=COMING))
    Indexer(store, engine, lock_file).catch_up()
    assert ids(store, engine, "fortnight") == []
    assert ids(store, engine, "statute") == []
    clock.now = datetime(2026, 6, 1, tzinfo=UTC)
    assert ids(store, engine, "fortnight") == ["borrowing#how-long"]
    assert f"borrowing#{FIRST}" in ids(store, engine, "statute")
    assert "borrowing#late" in ids(store, engine, "statute")
    assert "borrowing#late" in ids(store, engine, "7")
    same_when_built_anew(store, engine, lock_file, tmp_path)


def test_what_comes_into_force_is_shown_by_a_stale_index_too(store, engine, lock_file, clock):
    furnish(store)
    Indexer(store, engine, lock_file).catch_up()
    load(store, make_original(day=COMING), make_answer(say="For a fortnight.", edition=COMING))
    clock.now = datetime(2026, 6, 1, tzinfo=UTC)
    with store.read() as unit:
        found = search(unit, OPERATOR, engine, "how long can I keep a book").results[0]
    assert found.lead == "For a fortnight."


def test_an_amount_that_changes_is_found_at_once(store, engine, lock_file, tmp_path):
    furnish(store)
    indexer = Indexer(store, engine, lock_file)
    indexer.catch_up()
    load(store, make_value(d20250101="7777"))
    indexer.catch_up()
    assert "borrowing#late" in ids(store, engine, "7777")
    same_when_built_anew(store, engine, lock_file, tmp_path)


def test_what_is_withdrawn_is_gone_from_a_stale_index_and_then_from_the_index(
    store, engine, lock_file
):
    furnish(store)
    revision = write(store, make_term("levy", term="xqlevy"))
    publish(store, revision)
    indexer = Indexer(store, engine, lock_file)
    indexer.catch_up()
    assert ids(store, engine, "xqlevy") == ["levy"]
    end(store, revision, State.WITHDRAWN)
    assert ids(store, engine, "xqlevy") == []
    with store.read() as unit:
        page = search(unit, OPERATOR, engine, "xqlevi")
        assert page.searched_for == "xqlevi"  # no hint that there was such a word
    indexer.catch_up()
    assert not [word for word, _ in engine.words(datetime(2026, 5, 4, 10, tzinfo=UTC), "xq")]


def test_an_index_ahead_of_the_database_is_built_anew(store, engine, lock_file):
    """A backup was put back: the index holds what the database does not."""
    furnish(store)
    indexer = Indexer(store, engine, lock_file)
    indexer.catch_up()
    before = ask_all(store, engine)
    engine.rebuild([], 10_000)
    indexer.catch_up()
    assert ask_all(store, engine) == before


def test_a_backup_that_came_as_far_by_its_numbers_is_noticed(store, clock, engine, lock_file):
    """Put back, it got other changes under the same numbers before anybody indexed them."""
    furnish(store)
    indexer = Indexer(store, engine, lock_file)
    indexer.catch_up()
    sequence, found = engine.sequence, ask_all(store, engine)
    engine.rebuild([], sequence)  # what the lost history held: nothing that is here
    assert ask_all(store, engine) != found
    rewrite_the_outbox(store, clock)
    indexer.catch_up()
    assert (engine.sequence, ask_all(store, engine)) == (sequence, found)
    assert indexer.catch_up() == 0


def rewrite_the_outbox(store, clock):
    """Leave the numbers of the outbox as they are, written at another time."""
    clock.advance(seconds=1)
    with store.touch() as unit:
        unit.session.execute(update(OutboxRow).values(at=unit.now))


@pytest.mark.parametrize("spoilt", ["", "[]", "{", '{"sequence": "x"}'])
def test_an_index_without_a_mark_that_can_be_read_is_built_anew(store, engine, lock_file, spoilt):
    furnish(store)
    indexer = Indexer(store, engine, lock_file)
    indexer.catch_up()
    found = ask_all(store, engine)
    engine.rebuild([], engine.sequence)
    lock_file.with_suffix(".mark").write_text(spoilt)
    indexer.catch_up()
    assert ask_all(store, engine) == found


def test_a_hundred_small_updates_leave_what_a_rebuild_gives(store, on_disk, lock_file, tmp_path):
    furnish(store)
    indexer = Indexer(store, on_disk, lock_file)
    chance = random.Random(1)
    words = ["book", "late", "fine", "renew", "keep", "cents", "days", "card"]
    for turn in range(100):
        said = " ".join(chance.choices(words, k=12))
        name = f"a{turn % 9}"
        load(store, make_answer(name, say=said, question=f"{said}?", position=turn % 9 + 2))
        indexer.catch_up()
    same_when_built_anew(store, on_disk, lock_file, tmp_path)


@pytest.mark.parametrize("rows", [1, 7])
def test_many_rows_are_applied_in_batches(store, engine, lock_file, monkeypatch, rows):
    monkeypatch.setattr("kb.services.indexing.indexer.BATCH_ROWS", rows)
    load(store, make_term("first"))
    indexer = Indexer(store, engine, lock_file)
    indexer.catch_up()
    furnish(store)
    assert indexer.catch_up() == 9
    fresh = MemoryEngine()
    Indexer(store, fresh, lock_file).rebuild()
    assert ask_all(store, engine) == ask_all(store, fresh)


def test_only_one_indexer_works_at_a_time(store, engine, lock_file):
    furnish(store)
    first, second = Indexer(store, engine, lock_file), Indexer(store, engine, lock_file)
    with first._alone() as is_alone:
        assert is_alone
        assert second.catch_up() == 0
    assert second.catch_up() > 0


def every_file(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_random_bytes_in_any_file_heal(store, tmp_path, lock_file):
    """Whatever breaks, the indexer leaves an index that finds what a new one finds."""
    furnish(store)
    folder, whole = tmp_path / "index", tmp_path / "whole"
    engine = WhooshEngine(folder)
    Indexer(store, engine, lock_file).catch_up()
    for turn in range(3):
        load(store, make_answer(say=f"For {turn} days."))
        Indexer(store, engine, lock_file).catch_up()
    expected = ask_all(store, engine)
    engine.close()
    shutil.copytree(folder, whole)
    chance = random.Random(2)
    for name in [path.relative_to(whole) for path in every_file(whole)]:
        shutil.rmtree(folder)
        shutil.copytree(whole, folder)
        size = (folder / name).stat().st_size
        (folder / name).write_bytes(chance.randbytes(max(size, 20)))
        heals(store, folder, lock_file, expected)


@pytest.mark.parametrize("length", [0, 0.3, 0.9])
def test_half_written_files_heal(store, tmp_path, lock_file, length):
    furnish(store)
    folder = tmp_path / "index"
    engine = WhooshEngine(folder)
    Indexer(store, engine, lock_file).catch_up()
    expected = ask_all(store, engine)
    engine.close()
    for path in every_file(folder):
        whole = path.read_bytes()
        path.write_bytes(whole[: int(len(whole) * length)])
    heals(store, folder, lock_file, expected)


def heals(store, folder, lock_file, expected):
    engine = WhooshEngine(folder)
    indexer = Indexer(store, engine, lock_file)
    indexer.catch_up()
    assert ask_all(store, engine) == expected
    engine.close()


def test_an_index_lost_under_a_running_engine_heals(store, on_disk, tmp_path, lock_file):
    furnish(store)
    indexer = Indexer(store, on_disk, lock_file)
    indexer.catch_up()
    before = ask_all(store, on_disk)
    shutil.rmtree(tmp_path / "index")
    indexer.catch_up()
    assert ask_all(store, on_disk) == before


def test_an_original_with_nothing_but_a_draft_has_no_documents(store, engine, lock_file):
    load(store, make_original(), make_answer(), as_draft=True)
    load(store, make_term())
    Indexer(store, engine, lock_file).catch_up()
    assert ids(store, engine, "book") == []
    assert ids(store, engine, "loan") == ["loan"]


def test_a_rebuild_tells_its_progress_and_counts_documents(store, engine, lock_file):
    furnish(store)
    told = []
    count = Indexer(store, engine, lock_file).rebuild(lambda *step: told.append(step))
    assert count >= 9
    assert [done for done, _, _ in told] == list(range(len(told)))


def test_topics_place_documents_in_lines(store, lock_file):
    topic = r.TopicRecord("books", "Books", "loans")
    answer = replace(make_answer(), topics=("books",))
    load(store, r.LineRecord("loans", "Loans"), topic, make_original(), answer)
    engine = MemoryEngine()
    Indexer(store, engine, lock_file).catch_up()
    lines = {doc.group: doc.lines for doc, _ in engine._documents.values()}
    assert lines["answer:en/borrowing#how-long"] == ("loans",)
    assert lines[f"provision:borrowing#{FIRST}"] == ()


@contextmanager
def running(indexer) -> Iterator[None]:
    """Let an indexer run in a thread, as the embedded server does."""
    stop = Event()
    thread = Thread(target=indexer.run, args=(stop,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def test_an_index_is_built_anew_beside_a_running_indexer(store, engine, lock_file):
    furnish(store)
    with running(Indexer(store, engine, lock_file)):
        rebuild = Thread(target=Indexer(store, engine, lock_file).rebuild, daemon=True)
        rebuild.start()
        rebuild.join(timeout=10)
        assert not rebuild.is_alive(), "the running indexer never lets go of its lock"


@pytest.mark.parametrize(
    "trouble", [OSError("no space left"), OperationalError("", {}, Exception("away"))]
)
def test_a_running_indexer_outlives_trouble(store, lock_file, monkeypatch, trouble):
    furnish(store)
    engine = MemoryEngine()
    rebuild, failed = engine.rebuild, Event()

    def fail_once(changes, sequence):
        if not failed.is_set():
            failed.set()
            raise trouble
        rebuild(changes, sequence)

    monkeypatch.setattr(engine, "rebuild", fail_once)
    with running(Indexer(store, engine, lock_file)):
        until = monotonic() + 10
        while not ids(store, engine, "book") and monotonic() < until:
            sleep(0.02)
    assert failed.is_set()
    assert ids(store, engine, "book")[0] == "borrowing#how-long"

"""The key that derivations are remembered by (I1, I7): never one key for two things to show."""

import shutil
from contextlib import contextmanager
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.errors import NotFoundError
from kb.models import Revision
from kb.services.actor import OPERATOR, Actor
from kb.services.calls.glossary import explained_terms
from kb.services.calls.read_answer import AnswerName, read_answer
from kb.services.database import open_database
from kb.services.memory import Memory
from kb.services.publishing import states
from kb.services.publishing.knowledge import knowledge
from kb.services.publishing.published import shown_revision
from kb.services.reading.read_process import run_process
from kb.services.search.printed import print_things
from kb.services.unit import Store
from kb.vocabulary import Role, State, ThingKind
from tests import factories as f
from tests.clock import Clock
from tests.services import reviewed

AGENT = Actor(id=1, name="agent", roles=frozenset({Role.AGENT}))
NAME = AnswerName("en", "borrowing", "how-long")
LATER = timedelta(hours=1)


def load(store):
    f.load(
        store,
        f.make_original(),
        f.make_translation(),
        f.make_answer(say="Before."),
        f.make_value(),
        f.make_term(definition="Before."),
        f.make_process(answers=(("borrowing", "how-long"),)),
    )


@pytest.fixture
def library(any_store):
    load(any_store)
    return any_store


def said(unit):
    try:
        return read_answer(unit, AGENT, NAME).say.text
    except NotFoundError:
        return None


def everything(unit):
    """All that is remembered by knowledge, as a page would show it."""
    try:
        answer = read_answer(unit, AGENT, NAME)
    except NotFoundError:
        answer = None
    try:
        run = run_process(unit, AGENT, "renew")
    except NotFoundError:
        run = None
    printed = print_things(unit, ThingKind.ANSWER, [NAME.key])
    return answer, run, printed, explained_terms(unit)


def test_who_reads_one_moment_twice_is_told_the_same_key(library):
    with library.read() as unit:
        first = knowledge(unit)
    with library.read() as unit:
        assert knowledge(unit) == first


def test_words_show_at_once_however_often_the_old_ones_were_read(library):
    with library.read() as unit:
        assert said(unit) == "Before."
    reviewed.publish(library, reviewed.write(library, f.make_answer(say="After.")))
    with library.read() as unit:
        assert said(unit) == "After."


def test_a_reader_whose_clock_is_behind_a_deed_leaves_nothing_old_behind(library, clock):
    revision = reviewed.write(library, f.make_answer(say="After."))
    with library.read() as late:  # its instant is this one; it first reads after the deed
        clock.advance(seconds=1)
        reviewed.publish(library, revision)
        assert said(late) == "Before."
    with library.read() as unit:
        assert said(unit) == "After."


def test_a_planned_moment_comes_without_any_deed(library, clock):
    revision = reviewed.write(library, f.make_answer(say="After."))
    reviewed.publish(library, revision, at=clock.now + LATER)
    with library.read() as unit:
        assert said(unit) == "Before."
    clock.advance(hours=1)
    with library.read() as unit:
        assert said(unit) == "After."


def test_who_looks_back_is_shown_what_was_known_then(library, clock):
    before = clock.now
    clock.advance(hours=1)
    reviewed.end(library, _shown_id(library), State.WITHDRAWN)
    for _ in range(2):
        with library.read() as unit:
            assert said(unit) is None
        with library.read(seen_at=before) as unit:
            assert said(unit) == "Before."


def test_a_deed_that_is_undone_leaves_nothing_in_memory(library):
    revision = reviewed.write(library, f.make_answer(say="Never."))
    with pytest.raises(ZeroDivisionError), library.change() as unit:  # noqa: PT012 - reads inside
        states.publish(unit, OPERATOR, unit.session.get_one(Revision, revision))
        assert said(unit) == "Never."
        _ = 1 // 0
    with library.read() as unit:
        assert said(unit) == "Before."


@pytest.fixture(scope="module")
def database(empty_database, tmp_path_factory):
    """Give the file of a database with the small library of this module."""
    file = shutil.copy(empty_database, tmp_path_factory.mktemp("known") / "kb.sqlite3")
    with _open(file) as (store, _):
        load(store)
    return file


DEEDS = st.sampled_from(["answer", "term", "process", "plan", "withdraw", "wait", "day", "look"])


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(deeds=st.lists(DEEDS, min_size=3, max_size=6), back=st.integers(0, 3))
def test_what_is_remembered_is_what_would_be_read_anew(database, tmp_path, deeds, back):
    with _copy(database, tmp_path) as (store, clock):
        moments = [clock.now]
        for number, deed in enumerate(deeds):
            _do(store, clock, deed, number)
            moments.append(clock.now)
            day = moments[0].date() - timedelta(days=back)
            _compare(store)
            _compare(store, as_of=day)
            _compare(store, seen_at=moments[-1 - back % len(moments)])


def _compare(store, **clocks):
    with store.read(**clocks) as unit:
        remembered = everything(unit)
    with store.read(**clocks) as unit:
        unit.memory = Memory()
        assert everything(unit) == remembered


def _do(store, clock, deed, number):
    words = f"Words {number}."
    match deed:
        case "answer":
            reviewed.publish(store, reviewed.write(store, f.make_answer(say=words)))
        case "term":
            reviewed.publish(store, reviewed.write(store, f.make_term(definition=words)))
        case "process":
            reviewed.publish(store, reviewed.write(store, f.make_process(title=words)))
        case "plan":
            revision = reviewed.write(store, f.make_answer(say=words))
            reviewed.publish(store, revision, at=clock.now + LATER)
        case "withdraw":
            revision = _shown_id(store)
            if revision is not None:
                reviewed.end(store, revision, State.WITHDRAWN)
        case "wait":
            clock.advance(minutes=40)
        case "day":
            clock.advance(days=1)


def _shown_id(store):
    with store.read() as unit:
        shown = shown_revision(unit, ThingKind.ANSWER, NAME.key)
        return shown.id if shown else None


@contextmanager
def _copy(database, folder):
    for old in folder.glob("kb.sqlite3*"):
        old.unlink()
    with _open(shutil.copy(database, folder / "kb.sqlite3")) as (store, clock):
        yield store, clock


@contextmanager
def _open(file):
    engine, clock = open_database(f"sqlite:///{file}"), Clock()
    yield Store(engine, audit_key=b"a key for tests", zone=ZoneInfo("UTC"), clock=clock), clock
    engine.dispose()

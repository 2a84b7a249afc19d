"""What can wait is written together, later, and never lost to a busy database."""

from functools import partial
from threading import Event

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from kb.models import Line
from kb.services.late_writer import MOST_NOTES, LateWriter


def add_line(unit, slug):
    unit.session.add(Line(slug=slug, name=slug))


def slugs(store):
    with store.read() as unit:
        return sorted(unit.session.scalars(select(Line.slug)))


@pytest.fixture
def writer(store):
    writer = LateWriter(store, interval_s=3600)
    yield writer
    writer.close()


def test_nothing_is_written_before_its_time(store, writer):
    writer.note("a", partial(add_line, slug="a"))
    assert slugs(store) == []
    assert writer.flush() == 1
    assert slugs(store) == ["a"]
    assert writer.flush() == 0


def test_a_later_note_replaces_the_earlier_of_its_key(store, writer):
    for slug in ("a", "b"):
        writer.note("key", partial(add_line, slug=slug))
    writer.flush()
    assert slugs(store) == ["b"]


def test_its_own_thread_writes(store):
    writer, written = LateWriter(store, interval_s=0.01), Event()

    def note(unit):
        add_line(unit, "a")
        written.set()

    writer.note("a", note)
    assert written.wait(timeout=30)
    writer.close()
    assert slugs(store) == ["a"]


def test_closing_writes_what_is_left(store, writer):
    writer.note("a", partial(add_line, slug="a"))
    writer.close()
    assert slugs(store) == ["a"]


def test_notes_wait_while_the_database_is_busy(store, writer):
    calls = []

    def busy_once(unit):
        calls.append(unit)
        if len(calls) == 1:
            raise OperationalError("BEGIN", {}, Exception("database is locked"))
        add_line(unit, "a")

    writer.note("a", busy_once)
    assert writer.flush() == 0
    assert writer.flush() == 1
    assert slugs(store) == ["a"]


def test_memory_does_not_grow_without_end(writer):
    for number in range(MOST_NOTES + 10):
        writer.note(number, id)
    assert writer.flush() == MOST_NOTES

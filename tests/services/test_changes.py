"""One number for all open pages: true within a tenth of a second, and cheap to ask for."""

from threading import Event, Thread

import pytest

from kb.errors import BusyError
from kb.services.publishing.changes import Watch
from kb.vocabulary import Role
from tests.people import make_account


class Moments:
    """A clock that runs only when it is told to."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def moments(monkeypatch):
    moments = Moments()
    monkeypatch.setattr("kb.services.publishing.changes.monotonic", moments)
    return moments


def test_a_deed_shows_after_a_tenth_of_a_second_and_not_before(store, moments):
    watch = Watch(store)
    before = watch.quick_count()
    make_account(store, Role.AGENT)
    moments.now += 0.08
    assert watch.quick_count() == watch.count() == before
    moments.now += 0.04
    assert watch.quick_count() == watch.count() == before + 1


def test_what_the_index_has_taken_in_shows_too(store, moments):
    held = [7]
    watch = Watch(store, lambda: held[0])
    before = watch.count()
    held[0] += 1
    moments.now += 0.3
    assert watch.count() > before


def test_while_one_counts_nobody_else_waits_but_not_for_ever(store, moments, monkeypatch):
    watch = Watch(store)
    before = watch.count()
    moments.now += 0.3
    asked, go_on = Event(), Event()
    monkeypatch.setattr(watch, "_renew", lambda _: asked.set() or go_on.wait(10))
    counting = Thread(target=watch.count)
    counting.start()
    assert asked.wait(10)
    assert watch.quick_count() == before
    moments.now += 0.3
    late = Thread(target=watch.quick_count)
    late.start()
    late.join(0.05)
    assert late.is_alive()
    go_on.set()
    counting.join(10)
    late.join(10)
    assert not late.is_alive()


def test_without_a_database_there_is_no_number(store, moments, monkeypatch):
    watch = Watch(store)
    watch.count()
    moments.now += 0.3
    monkeypatch.setattr(watch, "_renew", raise_busy)
    assert watch.quick_count() is None
    with pytest.raises(BusyError):
        watch.count()


def raise_busy(unit):
    raise BusyError

"""Open pages are told at once, whichever process did the deed, and when a planned moment comes."""

from datetime import UTC, datetime, timedelta

import pytest

from kb.services.database import open_database
from kb.services.notices.deciding import end_now
from kb.services.publishing import changes
from kb.services.publishing.changes import Watch
from kb.services.unit import Store


@pytest.fixture
def watch(store, settings, clock, monkeypatch):
    """Give the watch of another process on the same database, which always looks afresh."""
    monkeypatch.setattr(changes, "FRESH_S", -1)
    engine = open_database(settings.database)
    yield Watch(Store(engine, audit_key=b"a key for tests", zone=settings.zone, clock=clock))
    engine.dispose()


def test_a_bulletin_let_out_or_ended_elsewhere_is_told(centre, watch):
    counts = [watch.count()]
    _, slug = centre.publish()
    counts.append(watch.count())
    with centre.store.change() as unit:
        end_now(unit, centre.lead, slug, "Over.")
    counts.append(watch.count())
    assert counts == sorted(set(counts))


def test_a_planned_start_and_a_planned_end_are_told_when_they_come(centre, watch):
    starts, ends = (centre.clock() + timedelta(hours=hours) for hours in (1, 2))
    centre.publish(starts=starts.isoformat(), ends=ends.isoformat())
    before = watch.count()
    centre.clock.advance(minutes=59)
    assert watch.count() == before
    centre.clock.advance(minutes=1)
    begun = watch.count()
    assert begun > before
    centre.clock.advance(minutes=59)
    assert watch.count() == begun
    centre.clock.advance(minutes=1)
    assert watch.count() > begun


def test_a_day_that_begins_is_told_as_it_does_in_the_library_s_zone(store, watch, clock, settings):
    midnight = datetime(2026, 5, 5, tzinfo=settings.zone)
    clock.now = (midnight - timedelta(seconds=1)).astimezone(UTC)
    before = watch.count()
    clock.advance(seconds=1)
    assert watch.count() > before

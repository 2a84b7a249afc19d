"""Open pages are told when a day brings another law or another amount, and nobody did anything."""

from datetime import UTC, datetime, timedelta

import pytest

from kb.services.publishing import changes
from kb.services.publishing.changes import Watch
from tests.factories import COMING, load, make_answer, make_original, make_value

MIDNIGHT = datetime(2026, 6, 1, tzinfo=UTC)  # COMING begins; the tests' library is in UTC
SECOND = timedelta(seconds=1)


@pytest.fixture
def watch(store, monkeypatch):
    """Give a watch that looks each time it is asked."""
    monkeypatch.setattr(changes, "FRESH_S", -1.0)
    return Watch(store)


@pytest.mark.parametrize(
    "record",
    [make_original(day=COMING), make_value(d20250101="10", d20260601="7")],
    ids=["edition", "amount"],
)
def test_the_number_grows_as_its_day_begins_and_not_before(store, clock, watch, record):
    load(store, make_original(), make_answer(), record)
    clock.now = MIDNIGHT - 10 * SECOND
    before = watch.count()
    clock.now = MIDNIGHT - SECOND
    assert watch.count() == before
    clock.now = MIDNIGHT
    assert watch.count() > before


def test_the_number_grows_as_a_scheduled_answer_takes_over(store, clock, watch):
    load(store, make_original(), make_original(day=COMING), make_answer(say="Once."))
    load(store, make_answer(say="Then.", edition=COMING))
    clock.now = MIDNIGHT - SECOND
    before = watch.count()
    clock.now = MIDNIGHT
    assert watch.count() > before

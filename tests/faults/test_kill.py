"""kill -9 at any moment: each change is wholly done or not at all, and none that was told is lost.

Moments are drawn with a fixed seed and spread over the whole length of the work, measured first.
"""

import os
import random
import shutil
import signal
import time

import pytest
from sqlalchemy import func, select

from kb.models import AuditEntry, Chain, Edition, OutboxRow, Provision, Revision, StateChange
from kb.services.actor import OPERATOR
from kb.services.audit import verify
from kb.services.publishing.published import shown_revision
from kb.services.search import search
from kb.vocabulary import ThingKind
from tests.faults.worker import SMALL, index, open_store

pytestmark = pytest.mark.faults
KILLS = 30
COUNTED = (AuditEntry, Edition, OutboxRow, Provision, Revision, StateChange)


def kill_after(worker, seconds, *deed):
    """Begin a deed, kill it after so many seconds, and return what it had said by then."""
    child = worker.begin(*deed)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)  # not yet waited for, so the number is still its own
    said, _ = worker.end()
    return said


def counts(store):
    with store.read() as unit:
        return [unit.session.scalar(select(func.count()).select_from(row)) for row in COUNTED]


def check_record(store):
    """Assert that the record holds together and that the numbers have no gap."""
    with store.read() as unit:
        verify(unit.session, unit.audit_key)
        rows = list(unit.session.scalars(select(OutboxRow.sequence).order_by(OutboxRow.sequence)))
        assert rows == list(range(1, len(rows) + 1))
        assert unit.session.scalars(select(Chain.outbox_sequence)).one() == len(rows)


def find(store, engine, text):
    with store.read() as unit:
        found = search(unit, OPERATOR, engine, text, limit=50).results
        return [(one.kind, one.id, one.score) for one in found]


def found_after_catching_up(store, folder):
    """Return what is found through the index in `folder`, once it has caught up."""
    engine = index(store, folder)
    found = {text: find(store, engine, text) for text in ("book", "version", "loan")}
    engine.close()
    return found


def moments(longest, seed):
    """Return KILLS moments: one in each equal part of the time that the work takes."""
    chance = random.Random(seed)
    part = 1.5 * longest / KILLS  # the machine may be slower now than it was
    return [part * (number + chance.random()) for number in range(KILLS)]


def test_a_load_that_is_killed_did_all_of_it_or_nothing(worker, instance, empty_database, tmp_path):
    before = time.monotonic()
    worker.begin("load", instance, SMALL)
    assert worker.end() == (["loaded"], 0)
    took = time.monotonic() - before
    store = open_store(instance)
    whole, found = counts(store), found_after_catching_up(store, instance)
    assert found["book"]
    store.engine.dispose()
    outcomes = set()
    for number, moment in enumerate(moments(took, seed=1)):
        folder = tmp_path / f"kill{number}"
        folder.mkdir()
        shutil.copy(empty_database, folder / "kb.sqlite3")
        said = kill_after(worker, moment, "load", folder, SMALL)
        store = open_store(folder)
        after = counts(store)
        assert after in ([0] * len(COUNTED), whole)
        assert "loaded" not in said or after == whole
        check_record(store)
        expected = found if after == whole else {text: [] for text in found}
        assert found_after_catching_up(store, folder) == expected
        outcomes.add(after == whole)
        store.engine.dispose()
        shutil.rmtree(folder)
    assert outcomes == {True, False}, "the moments fell before the commit only, or after it only"


def publish_and_kill(worker, instance, name, chance):
    """Kill a process that publishes, some while after one of its texts; return the last it told."""
    child = worker.begin("publish", instance, name)
    told = [worker.listen() for _ in range(chance.randrange(8))]
    time.sleep(0.03 * chance.random())
    os.kill(child, signal.SIGKILL)
    told += worker.end()[0]
    return int(told[-1]) if told else -1


def test_publishing_that_is_killed_loses_nothing_that_was_told(worker, instance):
    chance = random.Random(2)
    store = open_store(instance)
    for number in range(KILLS):
        name = f"term-{number}"
        told = publish_and_kill(worker, instance, name, chance)
        check_record(store)
        with store.read() as unit:
            revision = shown_revision(unit, ThingKind.TERM, name)
            last = int(revision.content["plain"].split()[1]) if revision else -1
            assert last in {told, told + 1}, "a change that was told is gone"
            states = unit.session.scalar(
                select(func.count())
                .select_from(StateChange)
                .where(StateChange.thing_id == (revision.thing_id if revision else None))
            )
            assert states == max(0, 2 * last + 1)  # each text published, all but the last retired
    found = found_after_catching_up(store, instance)
    assert found["version"]
    fresh = instance / "fresh"
    fresh.mkdir()
    assert found_after_catching_up(store, fresh) == found
    store.engine.dispose()

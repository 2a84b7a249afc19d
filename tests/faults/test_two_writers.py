"""Processes that change one SQLite file at the same time: every change counts, the chain is one."""

import pytest
from sqlalchemy import func, select

from kb.models import AuditEntry, Revision, Thing
from kb.services.audit import verify
from tests.faults.conftest import Worker
from tests.faults.worker import open_store

pytestmark = pytest.mark.faults
PROCESSES, TIMES = 4, 50


def test_two_hundred_changes_from_four_processes_all_count(instance):
    workers = [Worker() for _ in range(PROCESSES)]
    for number, worker in enumerate(workers):
        worker.begin("count", instance, f"t{number % 2}", TIMES)  # two of them at the same thing
    for worker in workers:
        assert worker.end() == ([], 0)
        worker.close()
    store = open_store(instance)
    with store.read() as unit:
        entries = verify(unit.session, unit.audit_key)
        assert entries == unit.session.scalar(select(func.count()).select_from(AuditEntry))
        numbers = select(Revision.number).join(Thing).order_by(Thing.key, Revision.number)
        found = list(unit.session.scalars(numbers))
    store.engine.dispose()
    assert entries == PROCESSES * TIMES
    each = list(range(1, PROCESSES * TIMES // 2 + 1))
    assert found == each * 2, "two writers took the same number, or one was lost"

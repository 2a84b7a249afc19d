"""A change is alone, whole or not at all; a reading unit sees one moment."""

from threading import Thread

import pytest
from sqlalchemy import select

from kb.models import Department, OutboxRow, User
from kb.services.actor import OPERATOR
from kb.services.audit import verify


def change(store, slug, name="Billing"):
    with store.change() as unit:
        row = unit.session.scalar(select(Department).where(Department.slug == slug))
        if row is None:
            row = Department(slug=slug)
            unit.session.add(row)
        row.name = name
        unit.record(OPERATOR, "load", f"department:{slug}", details={"name": name})
        unit.enqueue(f"department:{slug}")


def fail_in_the_middle(store):
    with store.change() as unit:
        unit.session.add(Department(slug="claims", name="Claims"))
        unit.record(OPERATOR, "load", "department:claims", details={})
        unit.enqueue("department:claims")
        unit.session.flush()
        raise ValueError("no more")


def names(unit):
    return list(unit.session.scalars(select(Department.name).order_by(Department.slug)))


def outbox(store):
    with store.read() as unit:
        rows = unit.session.scalars(select(OutboxRow).order_by(OutboxRow.sequence))
        return [(row.sequence, row.group) for row in rows]


def entries(store):
    with store.read() as unit:
        return verify(unit.session, unit.audit_key)


def test_a_change_stores_the_row_the_audit_entry_and_the_index_work_together(any_store):
    change(any_store, "billing")
    with any_store.read() as unit:
        assert names(unit) == ["Billing"]
    assert entries(any_store) == 1
    assert outbox(any_store) == [(1, "department:billing")]


def test_a_change_that_fails_leaves_nothing(any_store):
    change(any_store, "billing")
    with pytest.raises(ValueError, match="no more"):
        fail_in_the_middle(any_store)
    with any_store.read() as unit:
        assert names(unit) == ["Billing"]
    assert entries(any_store) == 1
    change(any_store, "claims")
    assert outbox(any_store) == [(1, "department:billing"), (2, "department:claims")]


def test_a_reading_unit_sees_one_moment(any_store):
    change(any_store, "billing", "Before")
    with any_store.read() as unit:
        assert names(unit) == ["Before"]
        writer = Thread(target=change, args=(any_store, "billing", "After"))
        writer.start()
        writer.join()
        assert names(unit) == ["Before"]
    with any_store.read() as unit:
        assert names(unit) == ["After"]


@pytest.mark.parametrize("door", ["read", "touch"])
def test_only_a_change_can_record_or_enqueue(any_store, door):
    with getattr(any_store, door)() as unit:
        with pytest.raises(RuntimeError, match="only reads"):
            unit.record(OPERATOR, "load", "department:billing", details={})
        with pytest.raises(RuntimeError, match="only reads"):
            unit.enqueue("department:billing")


def test_a_touch_is_kept_without_an_audit_entry(any_store, clock):
    with any_store.touch() as unit:
        unit.session.add(User(name="agent", password_hash="x", created_at=clock.now))
    with any_store.read() as unit:
        assert list(unit.session.scalars(select(User.name))) == ["agent"]
    assert entries(any_store) == 0


def test_a_reading_unit_keeps_nothing(any_store):
    with any_store.read() as unit:
        unit.session.add(Department(slug="billing", name="Billing"))
        unit.session.flush()
    with any_store.read() as unit:
        assert names(unit) == []


def test_the_moment_of_a_change_is_taken_after_the_wait_for_its_turn(any_store, clock):
    """Else an entry could bear an earlier time than the one before it."""
    with any_store.change() as first:
        waiting = Thread(target=change, args=(any_store, "claims"))
        waiting.start()
        waiting.join(0.2)
        assert waiting.is_alive()
        clock.advance(minutes=1)
        later = clock.now
        first.record(OPERATOR, "load", "department:billing", details={})
    waiting.join()
    with any_store.read() as unit:
        assert unit.session.scalars(select(OutboxRow.at)).one() == later


def test_the_day_is_that_of_the_librarys_time_zone(any_store, clock):
    clock.now = clock.now.replace(hour=23, minute=30)  # half past midnight in London
    with any_store.read() as unit:
        assert unit.today.isoformat() == "2026-05-05"


def test_two_hundred_changes_from_threads_all_count_and_the_chain_never_forks(any_store):
    def work(worker):
        for turn in range(25):
            change(any_store, f"d{worker}", str(turn))

    threads = [Thread(target=work, args=(worker,)) for worker in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert entries(any_store) == 200
    assert [sequence for sequence, _ in outbox(any_store)] == list(range(1, 201))
    with any_store.read() as unit:
        assert names(unit) == ["24"] * 8

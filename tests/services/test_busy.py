"""Who waits too long for another change is told so, and nothing of their own was done."""

import pytest
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import OperationalError

from kb.errors import BusyError
from kb.models import Line
from kb.services.late_writer import LateWriter
from kb.services.unit import Store
from tests.services.conftest import AUDIT_KEY, LONDON

NO_WAIT = {"sqlite": "PRAGMA busy_timeout = 1", "postgresql": "SET lock_timeout = 1"}
HOLD = {"sqlite": "SELECT 1", "postgresql": "LOCK TABLE chain, line IN EXCLUSIVE MODE"}


@pytest.fixture
def impatient(any_store, clock):
    """Give units of work on the same database that hardly wait, and the store that holds it."""
    engine = any_store.engine
    engine.dispose()

    def hurry(connection, record):
        del record
        connection.execute(NO_WAIT[engine.dialect.name])
        connection.commit()

    event.listen(engine, "connect", hurry)
    return Store(engine, audit_key=AUDIT_KEY, zone=LONDON, clock=clock)


@pytest.mark.parametrize("door", ["change", "touch"])
def test_a_change_that_waited_too_long_is_told_and_not_done(impatient, door):
    with impatient.touch() as unit:
        unit.session.execute(text(HOLD[impatient.engine.dialect.name]))
        with pytest.raises(BusyError, match="try again"), getattr(impatient, door)() as second:
            second.session.add(Line(slug="a", name="A"))
    with impatient.read() as unit:
        assert unit.session.scalar(select(func.count()).select_from(Line)) == 0


def test_what_can_wait_waits(impatient):
    writer = LateWriter(impatient, interval_s=3600)
    writer.note("a", lambda unit: unit.session.add(Line(slug="a", name="A")))
    with impatient.touch() as unit:
        unit.session.execute(text(HOLD[impatient.engine.dialect.name]))
        assert writer.flush() == 0
    assert writer.flush() == 1
    writer.close()


def test_another_fault_of_the_database_is_not_called_busy(store):
    with pytest.raises(OperationalError), store.read() as unit:
        unit.session.execute(text("SELECT * FROM nowhere"))


def test_no_error_of_the_database_holds_what_was_asked(any_store):
    with pytest.raises(Exception, match="nowhere") as caught, any_store.read() as unit:
        unit.session.execute(text("SELECT :words FROM nowhere"), {"words": "the caller's own"})
    assert "the caller's own" not in str(caught.value)

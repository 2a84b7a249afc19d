"""Heads kept outside: what the key alone could hide is found and named (I3)."""

import json
import shutil
from datetime import UTC

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from kb.errors import InvalidError, TamperedError
from kb.models import AuditEntry, Chain
from kb.services import audit
from kb.services.actor import OPERATOR
from kb.services.database import open_database
from kb.services.migrate import migrate
from kb.services.record.heads import check_heads, read_heads, take_head
from kb.services.unit import Store
from tests.clock import Clock
from tests.services.conftest import AUDIT_KEY
from tests.services.test_audit import tamper


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
)
def kept(request, empty_database, tmp_path_factory):
    """Give a store with nine entries on three days, and its head of each day."""
    if request.param == "sqlite":
        file = tmp_path_factory.mktemp("heads") / "kb.sqlite3"
        engine = open_database(f"sqlite:///{shutil.copy(empty_database, file)}")
    else:
        engine = open_database(request.getfixturevalue("postgres").new_database())
        migrate(engine)
    clock, lines = Clock(), []
    store = Store(engine, audit_key=AUDIT_KEY, zone=UTC, clock=clock)
    for day in range(3):
        for number in range(3):
            with store.change() as unit:
                unit.record(OPERATOR, "load", f"term:t{day}{number}", details={"number": number})
        with store.read() as unit:
            lines.append(take_head(unit).as_line())
        clock.advance(days=1)
    yield store, "\n".join(lines) + "\n"
    engine.dispose()


def seal_anew(session, *statements):
    """Do what somebody with database and key could: change rows, then chain all of them again."""
    tamper(session.connection(), *statements)
    rows = [
        dict(row._mapping)
        for row in session.execute(select(AuditEntry.__table__).order_by(AuditEntry.number))
    ]
    session.connection().execute(text("DELETE FROM audit_entry"))
    chain = session.get_one(Chain, 1)
    chain.audit_count, chain.last_hash = 0, ""
    for row in rows:
        deed = audit.Deed(row["verb"], row["thing"], row["details"], row["why"])
        made = audit.append(
            session, chain, deed, actor_id=row["actor_id"], at=row["at"], key=AUDIT_KEY
        )
        assert made.number
    session.flush()


def check(kept, *statements, heads=None):
    """Check the heads after tampering with the key in hand; nothing of it is kept."""
    store, lines = kept
    with store.read() as unit, Session(store.engine) as session:
        unit.session = session
        if statements:
            seal_anew(session, *statements)
        audit.verify(session, AUDIT_KEY)  # the record itself looks whole
        check_heads(unit, read_heads(heads or lines, AUDIT_KEY))


def test_heads_of_an_untouched_record_fit(kept):
    check(kept)


def test_a_tail_that_was_cut_with_the_key_in_hand_is_named(kept):
    with pytest.raises(TamperedError, match="9 entries on 6 May 2026, and entry 9 is gone"):
        check(kept, "DELETE FROM audit_entry WHERE number > 7")


def test_an_entry_that_was_rewritten_with_the_key_in_hand_is_named_within_a_day(kept):
    with pytest.raises(TamperedError, match="Entries 4 to 6 are not those"):
        check(kept, "UPDATE audit_entry SET why = 'never' WHERE number = 5")


def test_an_entry_that_was_taken_out_with_the_key_in_hand_is_named_within_a_day(kept):
    with pytest.raises(TamperedError, match="Entries 1 to 3 are not those"):
        check(kept, "DELETE FROM audit_entry WHERE number = 2")


def test_a_head_is_not_taken_of_a_record_that_does_not_hold(kept):
    store, _ = kept
    with store.read() as unit, Session(store.engine) as session:
        unit.session = session
        tamper(session.connection(), "DELETE FROM audit_entry WHERE number > 7")
        with pytest.raises(TamperedError, match="entries 8 to 9 were cut off"):
            take_head(unit)


@pytest.mark.parametrize(
    ("field", "value"), [("day", "2026-05-07"), ("count", 2), ("hash", "f" * 64), ("seal", "f")]
)
def test_each_field_of_a_head_is_sealed(kept, field, value):
    first, rest = kept[1].split("\n", 1)
    changed = json.dumps(json.loads(first) | {field: value})
    with pytest.raises(TamperedError, match="Line 1, the head of"):
        check(kept, heads=f"{changed}\n{rest}")


def test_heads_of_another_instance_fit_nothing(kept):
    with pytest.raises(TamperedError, match="KB_AUDIT_KEY"):
        read_heads(kept[1], b"another key")


@pytest.mark.parametrize("line", ["{", "[]", '{"day": "today"}', "7", '"x"', "null"])
def test_a_line_that_is_no_head_is_named(line):
    with pytest.raises(InvalidError, match="Line 1 is no head"):
        read_heads(line, AUDIT_KEY)


def test_a_file_without_heads_is_refused():
    with pytest.raises(InvalidError, match="no head in this file"):
        read_heads("\n\n", AUDIT_KEY)


def test_the_head_of_an_empty_record_fits_what_comes_after(any_store):
    with any_store.read() as unit:
        line = take_head(unit).as_line()
    with any_store.change() as unit:
        unit.record(OPERATOR, "load", "term:t", details={})
    with any_store.read() as unit:
        check_heads(unit, read_heads(line, AUDIT_KEY))

"""The record of every change: whatever is done to it behind our back is found and named (I3)."""

import shutil
from datetime import UTC

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from kb.errors import TamperedError
from kb.services.actor import OPERATOR
from kb.services.audit import verify
from kb.services.database import open_database
from kb.services.migrate import migrate
from kb.services.unit import Store
from tests.clock import Clock
from tests.factories import load, make_original, make_term
from tests.services.conftest import AUDIT_KEY

ENTRIES = 6


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
)
def recorded(request, empty_database, tmp_path_factory):
    """Give a database with six entries, each a minute after the one before."""
    if request.param == "sqlite":
        file = tmp_path_factory.mktemp("audit") / "kb.sqlite3"
        engine = open_database(f"sqlite:///{shutil.copy(empty_database, file)}")
    else:
        engine = open_database(request.getfixturevalue("postgres").new_database())
        migrate(engine)
    clock = Clock()
    store = Store(engine, audit_key=AUDIT_KEY, zone=UTC, clock=clock)
    for number in range(1, ENTRIES + 1):
        with store.change() as unit:
            unit.record(OPERATOR, "load", f"term:t{number}", details={"number": number}, why="so")
        clock.advance(minutes=1)
    yield engine
    engine.dispose()


def check(engine, *statements, key=AUDIT_KEY):
    """Verify after what somebody with the database's password could do; nothing of it is kept."""
    with Session(engine) as session:
        tamper(session.connection(), *statements)
        return verify(session, key)


def tamper(connection, *statements):
    """Change rows that no trigger guards any more."""
    if connection.dialect.name == "sqlite":
        query = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for name in list(connection.scalars(query)):
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
    else:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")  # no triggers
    for statement in statements:
        connection.execute(text(statement))


def tamper_for_good(store, *statements):
    with store.engine.begin() as connection:
        tamper(connection, *statements)


def check_store(store):
    with store.read() as unit:
        return verify(unit.session, unit.audit_key)


def test_an_untouched_record_counts_its_entries(recorded):
    assert check(recorded) == ENTRIES


def test_an_empty_record_has_none(any_store):
    assert check_store(any_store) == 0


@pytest.mark.parametrize(
    "change",
    [
        "at = '2026-05-04 09:31:00.000001+00:00'",
        "verb = 'publish'",
        "thing = 'term:t9'",
        "details = '{\"number\": 9}'",
        "why = 'because'",
        "hash = 'f' || substr(hash, 2, 62) || 'f'",
    ],
)
def test_each_field_of_an_entry_is_sealed(recorded, change):
    with pytest.raises(TamperedError, match="entry 3 "):
        check(recorded, f"UPDATE audit_entry SET {change} WHERE number = 3")


def test_who_did_it_is_sealed(recorded):
    user = 'INSERT INTO "user" (id, name, full_name, password_hash, is_active, created_at)'
    with pytest.raises(TamperedError, match="entry 3 "):
        check(
            recorded,
            f"{user} VALUES (7, 'x', '', '', true, '2026-05-04 09:31:00+00:00')",
            "UPDATE audit_entry SET actor_id = 7 WHERE number = 3",
        )


@pytest.mark.parametrize("number", [1, 3])
def test_a_removed_entry_is_named(recorded, number):
    with pytest.raises(TamperedError, match=f"entry {number} is missing"):
        check(recorded, f"DELETE FROM audit_entry WHERE number = {number}")


def test_a_removed_entry_is_found_where_the_gap_was_closed(recorded):
    close = [f"UPDATE audit_entry SET number = {n - 1} WHERE number = {n}" for n in (4, 5, 6)]
    with pytest.raises(TamperedError, match="entry 3 does not follow"):
        check(recorded, "DELETE FROM audit_entry WHERE number = 3", *close)


def test_two_entries_that_changed_places_are_found(recorded):
    places = ((3, 99), (4, 3), (99, 4))
    with pytest.raises(TamperedError, match="entry 3 does not follow"):
        check(
            recorded,
            *(f"UPDATE audit_entry SET number = {b} WHERE number = {a}" for a, b in places),
        )


def test_a_cut_tail_is_named(recorded):
    with pytest.raises(TamperedError, match="entries 5 to 6 were cut off"):
        check(recorded, "DELETE FROM audit_entry WHERE number > 4")


def test_a_cut_tail_is_found_where_the_count_was_cut_too(recorded):
    last = "(SELECT hash FROM audit_entry WHERE number = 4)"
    with pytest.raises(TamperedError, match="seal on the audit count"):
        check(
            recorded,
            "DELETE FROM audit_entry WHERE number > 4",
            f"UPDATE chain SET audit_count = 4, last_hash = {last}",
        )


def test_an_entry_that_was_added_behind_our_back_is_found(recorded):
    columns = "at, verb, thing, details, why, previous_hash, hash"
    values = columns.replace("previous_hash, hash", "hash, hash")
    with pytest.raises(TamperedError, match="entry 7 "):
        check(
            recorded,
            f"INSERT INTO audit_entry (number, {columns}) SELECT 7, {values} FROM audit_entry"
            " WHERE number = 6",
        )


@pytest.mark.parametrize("change", ["audit_count = 5", "last_hash = 'f'", "seal = 'f'"])
def test_a_forged_chain_row_is_found(recorded, change):
    with pytest.raises(TamperedError):
        check(recorded, f"UPDATE chain SET {change}")


def test_another_key_fits_no_entry(recorded):
    with pytest.raises(TamperedError, match="KB_AUDIT_KEY"):
        check(recorded, key=b"another key")


EMPTY = "UPDATE chain SET audit_count = 0, last_hash = '', seal = ''"


def test_a_record_emptied_of_everything_is_found_where_there_is_content(any_store):
    load(any_store, make_term())
    tamper_for_good(any_store, "DELETE FROM audit_entry", EMPTY)
    with pytest.raises(TamperedError, match="without an entry"):
        check_store(any_store)


def test_an_old_count_put_back_with_its_seal_is_found_where_there_is_content(any_store, clock):
    load(any_store, make_term())
    with any_store.engine.connect() as connection:
        old = connection.execute(text("SELECT audit_count, last_hash, seal FROM chain")).one()
    clock.advance(minutes=1)
    load(any_store, make_original())
    tamper_for_good(
        any_store,
        f"DELETE FROM audit_entry WHERE number > {old.audit_count}",
        f"UPDATE chain SET audit_count = {old.audit_count}, last_hash = '{old.last_hash}',"
        f" seal = '{old.seal}'",
    )
    with pytest.raises(TamperedError, match="without an entry"):
        check_store(any_store)


def test_a_record_stays_intact_over_a_migration(recorded):
    migrate(recorded)
    assert check(recorded) == ENTRIES

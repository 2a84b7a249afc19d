"""What must never change cannot be changed: the database itself refuses, on both kinds."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Executable, delete, func, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

from kb.models import Base
from kb.models.insert_only import INSERT_ONLY

AT = datetime(2026, 4, 1, 9, 30, tzinfo=UTC)
ROWS: dict[str, dict[str, Any]] = {  # one of each, in the order their references need
    "original": {"slug": "charges"},
    "user": {"name": "ann", "password_hash": "x", "created_at": AT},
    "edition": {
        "original_id": 1,
        "in_force_from": date(2026, 4, 1),
        "title": "Charges",
        "cite_as": "{number}",
        "kind": "policy",
        "source": b"# Charges",
        "source_format": "md",
        "source_hash": "0",
        "origin": "load",
        "created_at": AT,
    },
    "edition_state": {"edition_id": 1, "state": "published", "at": AT},
    "provision": {
        "edition_id": 1,
        "eid": "sec_1",
        "position": 0,
        "text": "A charge is payable.",
        "text_hash": "0",
        "blocks": [["text", "A charge is payable."]],
    },
    "size_of_change": {"edition_id": 1, "previous_id": 1, "size": "minor", "at": AT},
    "thing": {"kind": "term", "key": "charge", "created_at": AT},
    "revision": {
        "thing_id": 1,
        "number": 1,
        "title": "charge",
        "content": {},
        "content_hash": "0",
        "origin": "load",
        "created_at": AT,
    },
    "cover": {"revision_id": 1, "position": 0, "edition_id": 1, "eid": "sec_1"},
    "state_change": {
        "thing_id": 1,
        "revision_id": 1,
        "state": "published",
        "effective_at": AT,
        "at": AT,
    },
    "review": {
        "revision_id": 1,
        "reviewer_id": 1,
        "decision": "approved",
        "read_against": [1],
        "content_hash": "0",
        "at": AT,
    },
    "finding_decision": {
        "revision_id": 1,
        "check": "amounts",
        "original_hash": "0",
        "plain_hash": "0",
        "reason": "same amount",
        "author_id": 1,
        "at": AT,
    },
    "edition_review": {
        "edition_id": 1,
        "reviewer_id": 1,
        "decision": "approved",
        "source_hash": "0",
        "at": AT,
    },
    "check_clearance": {
        "revision_id": 1,
        "edition_id": 1,
        "eid": "sec_1",
        "cause": "definition",
        "reason": "the word means the same here",
        "actor_id": 1,
        "at": AT,
    },
    "audit_entry": {
        "number": 1,
        "at": AT,
        "verb": "load",
        "thing": "term/charge",
        "details": {},
        "previous_hash": "",
        "hash": "0",
    },
}


@pytest.fixture
def filled(database):
    with database.begin() as connection:
        for table, row in ROWS.items():
            connection.execute(insert(Base.metadata.tables[table]).values(row))
    return database


def test_the_rows_tried_are_all_the_insert_only_tables():
    assert set(INSERT_ONLY) <= set(ROWS)


def test_update_and_delete_are_refused_and_nothing_is_lost(filled):
    for name in INSERT_ONLY:
        table = Base.metadata.tables[name]
        for statement in (update(table).values({table.c[0].name: table.c[0]}), delete(table)):
            with (
                pytest.raises(DBAPIError, match=f"{name} is insert-only"),
                filled.begin() as connection,
            ):
                connection.execute(statement)
        with filled.connect() as connection:
            assert connection.scalar(select(func.count()).select_from(table)) == 1


def test_the_databases_own_way_round_is_refused_too(filled):
    """SQLite's REPLACE deletes without a word unless told otherwise; PostgreSQL has TRUNCATE."""
    for name in INSERT_ONLY:
        table = Base.metadata.tables[name]
        ways: dict[str, Executable] = {
            "sqlite": insert(table)
            .prefix_with("OR REPLACE")
            .from_select(list(table.c), select(table)),
            "postgresql": text(f"TRUNCATE {name} CASCADE"),
        }
        with pytest.raises(DBAPIError, match="insert-only"), filled.begin() as connection:
            connection.execute(ways[filled.dialect.name])


def test_an_upsert_is_refused(filled):
    table = Base.metadata.tables["revision"]
    upserts = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
    statement = upserts[filled.dialect.name](table).values(id=1, **ROWS["revision"])
    changing = statement.on_conflict_do_update(index_elements=["id"], set_={"title": "changed"})
    with pytest.raises(DBAPIError, match="insert-only"), filled.begin() as connection:
        connection.execute(changing)

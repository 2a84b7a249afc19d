"""The same services on both databases: `any_store` runs a test on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, insert

from kb.models import Base, Chain
from kb.services.database import open_database
from kb.services.migrate import migrate
from kb.services.unit import Store

LONDON = ZoneInfo("Europe/London")  # summer time on the day it is in tests
AUDIT_KEY = b"a key for tests"


@pytest.fixture(scope="session")
def postgres_house(postgres) -> str:
    """Give the URL of a migrated PostgreSQL database; `empty` it before use."""
    url = postgres.new_database()
    engine = open_database(url)
    migrate(engine)
    engine.dispose()
    return url


def empty(engine: Engine) -> None:
    """Take everything out of a database: much faster than making another one."""
    tables = ", ".join(f'"{table}"' for table in Base.metadata.tables)
    with engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")  # no triggers
        connection.exec_driver_sql(f"TRUNCATE {tables} RESTART IDENTITY")
        connection.execute(insert(Chain).values(id=1))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def any_store(request, clock) -> Iterator[Store]:
    """Give units of work on an empty library, in one database after the other."""
    if request.param == "sqlite":
        engine = open_database(request.getfixturevalue("settings").database)
    else:
        engine = open_database(request.getfixturevalue("postgres_house"))
        empty(engine)
    yield Store(engine, audit_key=AUDIT_KEY, zone=LONDON, clock=clock)
    engine.dispose()


@pytest.fixture
def lock_file(tmp_path):
    """Give the file that an indexer locks."""
    return tmp_path / "indexer.lock"

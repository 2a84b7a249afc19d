"""The same services on both databases: `any_store` runs a test on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.engine import make_url

from kb.services.database import open_database
from kb.services.migrate import migrate
from kb.services.unit import Store

LONDON = ZoneInfo("Europe/London")  # summer time on the day it is in tests
AUDIT_KEY = b"a key for tests"


@pytest.fixture(scope="session")
def postgres_template(postgres) -> str:
    """Give the name of a migrated PostgreSQL database without content; tests copy it."""
    url = postgres.new_database()
    engine = open_database(url)
    migrate(engine)
    engine.dispose()
    return str(make_url(url).database)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def any_store(request, clock) -> Iterator[Store]:
    """Give units of work on an empty library, in one database after the other."""
    if request.param == "sqlite":
        url = request.getfixturevalue("settings").database
    else:
        template = request.getfixturevalue("postgres_template")
        url = request.getfixturevalue("postgres").new_database(template)
    engine = open_database(url)
    yield Store(engine, audit_key=AUDIT_KEY, zone=LONDON, clock=clock)
    engine.dispose()


@pytest.fixture
def store(settings, clock) -> Iterator[Store]:
    """Give units of work on SQLite alone, for what asks the database nothing special."""
    engine = open_database(settings.database)
    yield Store(engine, audit_key=AUDIT_KEY, zone=LONDON, clock=clock)
    engine.dispose()


@pytest.fixture
def lock_file(tmp_path):
    """Give the file that an indexer locks."""
    return tmp_path / "indexer.lock"

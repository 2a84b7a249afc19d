"""A migrated database of each kind; PostgreSQL is skipped, saying so, where there is none."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from kb.services.database import open_database
from kb.services.migrate import migrate

BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(params=BOTH)
def empty_database(request, tmp_path) -> Iterator[Engine]:
    if request.param == "sqlite":
        engine = open_database(f"sqlite:///{tmp_path / 'kb.sqlite3'}")
    else:
        engine = open_database(request.getfixturevalue("postgres_url"))
    yield engine
    engine.dispose()


@pytest.fixture
def database(empty_database) -> Engine:
    migrate(empty_database)
    return empty_database

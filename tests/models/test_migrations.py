"""From nothing to the newest version gives exactly what the models say, on both databases."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from kb.errors import DatabaseVersionError
from kb.models import Base
from kb.models.insert_only import INSERT_ONLY
from kb.services.migrate import check_version, is_current, migrate


def test_the_models_create_as_they_stand(empty_database):
    Base.metadata.create_all(empty_database)
    assert set(inspect(empty_database).get_table_names()) == set(Base.metadata.tables)


def test_migrating_from_empty_gives_what_the_models_say(database):
    with database.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    assert is_current(database)


def test_migrating_twice_changes_nothing(database):
    migrate(database)
    assert is_current(database)


def test_every_insert_only_table_is_one_of_the_models():
    assert set(INSERT_ONLY) <= set(Base.metadata.tables)


def test_a_newer_database_is_refused_in_words(database):
    with database.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseVersionError, match="newer release"):
        check_version(database)


def test_a_database_that_is_not_ours_is_refused(empty_database):
    with empty_database.begin() as connection:
        connection.execute(text("CREATE TABLE somebody_elses (id INTEGER)"))
    with pytest.raises(DatabaseVersionError, match="not ours"):
        migrate(empty_database)


def test_the_chain_has_its_one_row_and_takes_no_second(database):
    with database.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM chain")).scalar() == 1

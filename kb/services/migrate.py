"""Bring the database to the shape this release expects, or say why that cannot be.

The only door to Alembic besides the migrations themselves.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect
from sqlalchemy.exc import DBAPIError

from kb.errors import DatabaseVersionError, InvalidError
from kb.services.database import writing

SCRIPTS = Path(__file__).resolve().parent.parent / "migrations"


def migrate(engine: Engine) -> None:
    """Upgrade to the newest version, in one transaction; a new database starts empty.

    Raises DatabaseVersionError when a newer release made it, or something that is not us.
    """
    check_version(engine)
    config = _config()
    with writing(engine).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def check_version(engine: Engine) -> None:
    """Raise DatabaseVersionError when the database is newer than this release, or not ours.

    Raises InvalidError when it cannot be opened.
    """
    current, tables = _look_inside(engine)
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if current is None and tables:
        raise DatabaseVersionError(
            "This database holds tables that are not ours. Name an empty one in DATABASE_URL."
        )
    if current is not None and current not in known:
        raise DatabaseVersionError(
            f"This database was made by a newer release (its version is {current}). "
            "Install that release, or restore the backup made before the upgrade."
        )


def _look_inside(engine: Engine) -> tuple[str | None, list[str]]:
    """Return the version that stands in the database, and the names of its tables."""
    try:
        with engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
            return current, inspect(connection).get_table_names()
    except DBAPIError as error:
        raise InvalidError(
            f"The database cannot be opened ({error.orig}). Check DATABASE_URL and KB_DATA_DIR."
        ) from error


def is_current(engine: Engine) -> bool:
    """True when the database has the shape this release expects."""
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    return current == ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    return config

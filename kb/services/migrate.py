"""Bring the database to the shape this release expects, or say why that cannot be.

The only door to Alembic besides the migrations themselves.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

from kb.errors import DatabaseVersionError
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
    """Raise DatabaseVersionError when the database is newer than this release, or not ours."""
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        tables = inspect(connection).get_table_names()
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


def is_current(engine: Engine) -> bool:
    """True when the database has the shape this release expects."""
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    return current == ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    return config

"""One database engine, set up so that what was acknowledged is there after a crash.

SQLite in the driver's default mode loses updates silently (200 concurrent increments ended at
50): hence autocommit at the driver, WAL, and writes that begin IMMEDIATE. docs/decisions/0004.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from kb.errors import BusyError, InvalidError

BUSY_TIMEOUT_MS = 15_000
BUSY_SQLITE = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
BUSY_POSTGRES = frozenset({"55P03", "40001", "40P01"})  # not in time, not in order, deadlock
WRITES = "kb_writes"  # execution option of connections that mean to write

ADDRESSES = "Write postgresql://user@host/name, or leave it empty for SQLite."

PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",  # else INSERT OR REPLACE slips past the insert-only triggers
    "PRAGMA cache_size = -32000",
)


def open_database(url: str) -> Engine:
    """Return the engine for `url`; `postgresql://` is served by psycopg.

    Connect once to see whether the database answers: creating an engine does not. Raises
    InvalidError on what is no address of a database that we know.
    """
    address = _read_address(url)
    if address.drivername in {"postgresql", "postgres"}:
        address = address.set(drivername="postgresql+psycopg")
    engine = create_engine(
        address,
        pool_pre_ping=address.get_backend_name() != "sqlite",
        hide_parameters=True,  # they hold people's words, and statements get logged (I10)
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "connect", _set_up_postgres)
    return engine


def _read_address(url: str) -> URL:
    """Parse a URL; what was written is never repeated: it may hold a password."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise InvalidError(f"DATABASE_URL cannot be read. {ADDRESSES}") from error
    if address.get_backend_name() not in {"sqlite", "postgresql", "postgres"}:
        raise InvalidError(f"DATABASE_URL names a database that is not supported. {ADDRESSES}")
    return address


def reading(engine: Engine) -> Engine:
    """Return a view of `engine` whose transactions see one moment of the database.

    SQLite's do anyway; PostgreSQL would show each statement what was committed before it.
    """
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ")


def writing(engine: Engine) -> Engine:
    """Return a view of `engine` whose transactions take the write lock when they begin."""
    return engine.execution_options(**{WRITES: True})


@contextmanager
def told_when_busy() -> Iterator[None]:
    """Raise BusyError where another change held its lock for longer than this one may wait."""
    try:
        yield
    except OperationalError as error:
        if is_busy(error):
            raise BusyError from error
        raise


def is_busy(error: OperationalError) -> bool:
    """True when trying again later may help; the codes are SQLite's and PostgreSQL's."""
    primary = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF  # the rest says which busy
    return primary in BUSY_SQLITE or getattr(error.orig, "sqlstate", "") in BUSY_POSTGRES


def optimize(engine: Engine) -> None:
    """Let SQLite renew its statistics; worth it after a bulk load."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA optimize")


def _set_up_sqlite(connection: Any, record: object) -> None:  # noqa: ANN401 - a driver's own type
    del record
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(pragma).close()


def _set_up_postgres(connection: Any, record: object) -> None:  # noqa: ANN401 - a driver's own type
    """Wait for a lock as long as SQLite does, not for ever."""
    del record
    connection.execute(f"SET lock_timeout = {BUSY_TIMEOUT_MS}")
    connection.commit()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

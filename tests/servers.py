"""The real servers that some tests need: where they are on this machine, and how one is started.

A machine without one skips the tests that need it and says so; with KB_NO_SKIP=1, as in
continuous integration, they fail instead.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

_numbers = count(1)


def find_chromium() -> str | None:
    """Return the path of a Chromium that Playwright can drive, or None."""
    names = ("chromium", "chromium-browser", "google-chrome")
    named = os.environ.get("KB_CHROMIUM")
    return named or next((path for name in names if (path := shutil.which(name))), None)


def find_postgres() -> Path | None:
    """Return the folder that holds initdb and postgres, the newest release first, or None."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_release, reverse=True)
    found = shutil.which("initdb")
    candidates = [*debian, *([Path(found).resolve()] if found else [])]
    return candidates[0].parent if candidates else None


def _release(initdb: Path) -> int:
    return int(initdb.parts[-3]) if initdb.parts[-3].isdigit() else 0


NEEDS = {
    "browser": (
        find_chromium,
        "no Chromium here: apt-get install chromium, or name it in KB_CHROMIUM",
    ),
    "postgres": (find_postgres, "no PostgreSQL here: apt-get install postgresql"),
}
"""Marker: how to find what its tests need, and what to say where it is missing."""


def skip_without(marker: str) -> None:
    """Skip the running test where what `marker` needs is missing; fail it under KB_NO_SKIP=1."""
    find, why = NEEDS[marker]
    if find() is not None:
        return
    if os.environ.get("KB_NO_SKIP") == "1":
        pytest.fail(f"{why} (KB_NO_SKIP=1 forbids to skip)")
    pytest.skip(why)


@dataclass(frozen=True)
class Postgres:
    """A running throwaway server; `folder` holds its socket, nothing listens on the network."""

    folder: Path

    def new_database(self) -> str:
        """Create an empty database and return its SQLAlchemy URL."""
        name = f"kb_{os.getpid()}_{next(_numbers)}"
        self._sql(f"CREATE DATABASE {name}")
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    def _sql(self, statement: str) -> None:
        import psycopg  # noqa: PLC0415 - most test runs need no server, nor its driver

        address = f"host={self.folder} user=postgres dbname=postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def postgres_server() -> Iterator[Postgres]:
    """Start a server of its own in a temporary folder, and stop and delete it afterwards.

    It trusts whoever can open its socket and does not wait for the disk: for tests only.
    As root it runs as the user `postgres`, because the server refuses to run as root.
    """
    programs = find_postgres()
    if programs is None:
        raise FileNotFoundError(NEEDS["postgres"][1])
    folder = Path(tempfile.mkdtemp(prefix="kb-postgres-"))
    try:
        _give_away(folder)
        data = folder / "data"
        _run(programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N")
        _run(
            programs / "pg_ctl",
            "-D",
            data,
            "-w",
            "-l",
            folder / "log",
            "-o",
            _options(folder),
            "start",
        )
        try:
            yield Postgres(folder)
        finally:
            _run(programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _options(folder: Path) -> str:
    quick = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    return f"-c listen_addresses='' -c unix_socket_directories={folder} {quick}"


def _give_away(folder: Path) -> None:
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)


def _run(program: Path, *arguments: str | Path) -> None:
    """Run one of the server's programs; its words are part of the error where it fails."""
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    command = [*as_postgres, str(program), *map(str, arguments)]
    # A file, not a pipe: the server inherits its output and would keep a pipe open for ever.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(command, stdout=output, stderr=output, cwd="/", check=False)
        output.seek(0)
        if done.returncode:
            raise RuntimeError(f"{program.name} failed: {output.read().decode(errors='replace')}")

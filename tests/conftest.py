"""What all tests share: leave out what this machine cannot run, and say so."""

from collections.abc import Iterator

import pytest

from tests.servers import NEEDS, Postgres, find_chromium, postgres_server, skip_without


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip tests marked `browser` or `postgres` where there is none (KB_NO_SKIP=1: fail)."""
    for marker in NEEDS:
        if item.get_closest_marker(marker):
            skip_without(marker)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Path of the real Chromium, for `playwright.chromium.launch(executable_path=…)`."""
    skip_without("browser")
    return str(find_chromium())


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Give a throwaway PostgreSQL server for the session."""
    skip_without("postgres")
    with postgres_server() as server:
        yield server


@pytest.fixture
def postgres_url(postgres: Postgres) -> str:
    """Give the URL of a new, empty PostgreSQL database."""
    return postgres.new_database()

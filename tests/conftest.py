"""What all tests share: an app for each test, people who sign in, pages that keep the rules."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from kb.services import passwords
from kb.services.database import open_database
from kb.services.house import House
from kb.services.library import LoadReport
from kb.services.unit import Store
from kb.settings import Settings
from kb.vocabulary import Role
from tests.clock import Clock
from tests.pages import Page, check_links, check_page, read_page
from tests.people import enter, make_account
from tests.servers import NEEDS, Postgres, find_chromium, postgres_server, skip_without
from tests.small import load_small_library, make_empty_database


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


@pytest.fixture(autouse=True, scope="session")
def quick_hashing() -> Iterator[None]:
    """Let Argon2 work as little as it can: hundreds of tests sign in, one measures its strength."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", lambda: quick)
        yield


@pytest.fixture
def clock() -> Clock:
    """Give a clock that stands still until the test moves it."""
    return Clock()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a migrated database file without content, made once; tests copy it."""
    return make_empty_database(tmp_path_factory.mktemp("template") / "kb.sqlite3")


@pytest.fixture
def settings(tmp_path: Path, empty_database: Path) -> Settings:
    """Give settings whose data folder holds a migrated, empty database."""
    shutil.copy(empty_database, tmp_path / "kb.sqlite3")
    return Settings(
        data_dir=tmp_path,
        search_engine="memory",
        secret_key="a key for tests",
        audit_key="another key for tests",
        requests_per_second=1_000_000,
    )


@pytest.fixture
def store(settings: Settings, clock: Clock) -> Iterator[Store]:
    """Give units of work on an empty library, for tests of services: no web, no search."""
    engine = open_database(settings.database)
    yield Store(engine, audit_key=b"a key for tests", zone=settings.zone, clock=clock)
    engine.dispose()


@pytest.fixture
def app(settings: Settings, clock: Clock) -> Iterator[Flask]:
    """Give the whole application on an empty library."""
    from kb.factory import create_app  # noqa: PLC0415 - most tests need no whole application

    app = create_app(settings, clock=clock)
    app.testing = True
    yield app
    app.extensions["kb_late_writer"].close()
    app.extensions["kb"].store.engine.dispose()


@pytest.fixture
def house(app: Flask) -> House:
    """Give the parts of the test's application."""
    return app.extensions["kb"]


@pytest.fixture
def library(house: House) -> LoadReport:
    """Load the small library of tests/small_library into the test's application."""
    return load_small_library(house)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Give a browser that nobody has signed in with."""
    return app.test_client()


@pytest.fixture
def sign_in(house: House) -> Callable[..., FlaskClient]:
    """Give `sign_in(client, role, …)`: an account with these roles is there, and signs in."""

    def sign_in(client: FlaskClient, *roles: Role, **person: str) -> FlaskClient:
        return enter(client, make_account(house.store, *roles, **person))

    return sign_in


@pytest.fixture
def page(client: FlaskClient) -> Callable[..., Page]:
    """Give `page(url, status=200)`: fetch it with `client` and check the rules of every page."""
    seen: set[str] = set()

    def page(url: str, status: int = 200) -> Page:
        answer = client.get(url)
        assert answer.status_code == status, f"{url}: {answer.status_code}"
        fetched = read_page(url, answer.status_code, answer.text)
        check_page(fetched)
        check_links(fetched, client, seen)
        return fetched

    return page

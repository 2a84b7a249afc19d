"""What all tests share: an app for each test, people who sign in, pages that keep the rules."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from kb.services.database import open_database
from kb.services.house import House
from kb.services.library import LoadReport
from kb.services.people import passwords
from kb.services.unit import Store
from kb.settings import Settings
from kb.vocabulary import Role
from tests.applications import make_settings, opened_app
from tests.clock import Clock
from tests.pages import Page, check_links, check_page, read_page
from tests.people import enter, make_account
from tests.servers import NEEDS, Postgres, find_chromium, postgres_server, skip_without
from tests.small import bring_index_up_to_date, load_small_library, make_empty_database


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


@pytest.fixture(scope="session")
def small_database(
    tmp_path_factory: pytest.TempPathFactory, empty_database: Path
) -> tuple[Path, LoadReport]:
    """Give a database file with the small library, loaded once, and what its load said."""
    folder = tmp_path_factory.mktemp("small")
    shutil.copy(empty_database, folder / "kb.sqlite3")
    with opened_app(make_settings(folder), Clock()) as app:
        return folder / "kb.sqlite3", load_small_library(app.extensions["kb"])


@pytest.fixture
def settings(tmp_path: Path, request: pytest.FixtureRequest) -> Settings:
    """Give settings whose data folder holds a migrated database: empty, or the `library`."""
    if "small_database" in request.fixturenames:
        database, _ = request.getfixturevalue("small_database")
    else:
        database = request.getfixturevalue("empty_database")
    shutil.copy(database, tmp_path / "kb.sqlite3")
    return make_settings(tmp_path)


@pytest.fixture
def store(settings: Settings, clock: Clock) -> Iterator[Store]:
    """Give units of work on an empty library, for tests of services: no web, no search."""
    engine = open_database(settings.database)
    yield Store(engine, audit_key=b"a key for tests", zone=settings.zone, clock=clock)
    engine.dispose()


@pytest.fixture
def app(settings: Settings, clock: Clock) -> Iterator[Flask]:
    """Give the whole application, on an empty library unless the test asks for `library`."""
    with opened_app(settings, clock) as app:
        yield app


@pytest.fixture
def house(app: Flask) -> House:
    """Give the parts of the test's application."""
    return app.extensions["kb"]


@pytest.fixture
def library(house: House, small_database: tuple[Path, LoadReport]) -> LoadReport:
    """Give the report of loading the small library, which the test's application holds."""
    bring_index_up_to_date(house)
    return small_database[1]


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

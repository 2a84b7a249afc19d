"""Many tries at the same moment are counted one by one, in both databases."""

from concurrent.futures import ThreadPoolExecutor
from zoneinfo import ZoneInfo

import pytest

from kb.errors import NotAllowedError, ThrottledError
from kb.models import SignInTries
from kb.services.database import open_database
from kb.services.migrate import migrate
from kb.services.people.sign_in import FREE_TRIES, Credentials, sign_in
from kb.services.unit import Store
from kb.vocabulary import Role
from tests.people import PASSWORD, make_account

TRIES = 12


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def any_store(request, clock, tmp_path):
    url = f"sqlite:///{tmp_path / 'at-once.sqlite3'}"
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_url")
    engine = open_database(url)
    migrate(engine)
    yield Store(engine, audit_key=b"key", zone=ZoneInfo("UTC"), clock=clock)
    engine.dispose()


def attempt(store):
    try:
        sign_in(store, Credentials("agent", "wrong", "192.0.2.1"))
    except ThrottledError:
        return "throttled"
    except NotAllowedError:
        return "checked"
    return "let in"


def test_no_more_passwords_are_checked_than_one_by_one(any_store):
    make_account(any_store, Role.AGENT)
    with ThreadPoolExecutor(TRIES) as pool:
        said = list(pool.map(lambda _: attempt(any_store), range(TRIES)))
    assert sorted(said) == ["checked"] * (FREE_TRIES + 1) + ["throttled"] * (TRIES - FREE_TRIES - 1)
    with any_store.read() as unit:
        assert unit.session.get_one(SignInTries, "user:agent").failures == FREE_TRIES + 1


def test_colleagues_who_sign_in_at_the_same_moment_never_wait(any_store, clock):
    """The moment of a try is taken before its wait for the lock: others may write later ones."""
    make_account(any_store, Role.AGENT)
    sign_in(any_store, Credentials("agent", PASSWORD, "192.0.2.1"))
    clock.advance(milliseconds=-5)
    assert sign_in(any_store, Credentials("agent", PASSWORD, "192.0.2.1")).name == "agent"

"""Accounts for tests, and how one signs in."""

from functools import cache

from flask.testing import FlaskClient
from sqlalchemy import select

from kb.models import User
from kb.services.actor import OPERATOR
from kb.services.people.passwords import rehash
from kb.services.people.users import Person, add_user
from kb.services.unit import Store
from kb.vocabulary import Role
from tests.browsers import csrf_token

PASSWORD = "four plain words do"


@cache
def password_hash() -> str:
    """Return the hash of PASSWORD: hashing is slow on purpose, so it is done once."""
    return rehash(PASSWORD)


def make_account(store: Store, *roles: Role, name: str = "", department: str = "") -> str:
    """Make an account with these roles unless there is one of that name; return the name."""
    name = name or "-".join(sorted(roles)) or "nobody"
    with store.change() as unit:
        if unit.session.scalar(select(User.id).where(User.name == name)) is None:
            person = Person(name, f"{name.title()} Tester", frozenset(map(Role, roles)), department)
            add_user(unit, OPERATOR, person, password_hash=password_hash())
    return name


def enter(client: FlaskClient, name: str, password: str = PASSWORD) -> FlaskClient:
    """Sign in as `name` through the form, as a browser does."""
    form = {"name": name, "password": password, "csrf_token": csrf_token(client)}
    answer = client.post("/sign-in", data=form)
    assert answer.status_code == 303, f"{answer.status_code}: {answer.text}"
    return client

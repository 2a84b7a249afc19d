"""Editions as compliance writes them, for the tests of this folder."""

from contextlib import contextmanager

from sqlalchemy import select

from kb.models import User
from kb.services.actor import Actor
from kb.services.editions.drafting import draft_edition
from kb.services.editions.written import Written
from kb.services.people.users import load_actor
from kb.vocabulary import Role
from tests.people import make_account

TEXT = """## 1 Rule 1

A book is lent for 28 days.

## 2 Rule 2

A late book costs 10 cents a day.
"""
FACTS = {"title": "Borrowing rules", "kind": "policy", "in_force_from": "2026-08-01"}


def person(store, *roles, name=""):
    """Return an account with these roles (default: compliance) as an actor."""
    made = make_account(store, *(roles or (Role.COMPLIANCE,)), name=name)
    with store.read() as unit:
        return load_actor(unit, unit.session.scalars(select(User.id).filter_by(name=made)).one())


def written(text=TEXT, *, slug="borrowing", **changes):
    """Return a form; facts are given by name, the rest of the form by its own names."""
    own = {
        name: changes.pop(name)
        for name in ("is_new", "corrects", "replaces", "raw")
        if name in changes
    }
    return Written(text, {**FACTS, **changes}, slug, **own)


def save(store, who: Actor, form: Written):
    """Save a form as one request does."""
    with store.change() as unit:
        return draft_edition(unit, who, form)


@contextmanager
def drafted(store, who: Actor, form: Written):
    """Save a form that is right, and give (unit, edition's id) of another transaction."""
    done = save(store, who, form)
    assert done.edition_id, done
    with store.change() as unit:
        yield unit, done.edition_id

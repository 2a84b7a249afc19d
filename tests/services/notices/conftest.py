"""People who write, agree and read, and notices for them: all on the small library's answers."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select

from kb.models import Line
from kb.services.actor import Actor
from kb.services.notices.deciding import agree, submit_typed
from kb.services.notices.shown import my_notices
from kb.services.notices.writing import Typed
from kb.services.people.users import find_user, load_actor
from kb.services.unit import Store
from kb.vocabulary import Role
from tests.clock import Clock
from tests.people import make_account


@dataclass(frozen=True)
class Centre:
    """A contact centre in a test: its store, its clock, and who works there."""

    store: Store
    clock: Clock

    lead: Actor
    compliance: Actor
    agent: Actor

    def person(self, name: str, *roles: Role, lines: tuple[str, ...] = ()) -> Actor:
        """Return a person, made at first use. (Not within a unit that changes.)"""
        return person_in(self.store, name, *roles, lines=lines)

    def typed(self, **changes) -> Typed:
        """Return a bulletin as it is typed, that ends in two hours."""
        ends = (self.clock() + timedelta(hours=2)).isoformat()
        fields = {
            "title": "The catalogue is down",
            "say": "Take the title and call back.",
            "ends": ends,
        }
        return Typed(**{**fields, **changes})

    def submit(self, actor=None, slug="", based_on_id=None, **changes):
        """Submit a bulletin; return its revision's id, hash and slug."""
        with self.store.change() as unit:
            one = submit_typed(
                unit,
                actor or self.lead,
                self.typed(**changes),
                slug=slug,
                based_on_id=based_on_id,
            )
            return one.id, one.content_hash, one.thing.key

    def publish(self, slug="", based_on_id=None, **changes):
        """Submit a bulletin and agree to it; return its revision's id and its slug."""
        number, content_hash, key = self.submit(slug=slug, based_on_id=based_on_id, **changes)
        with self.store.change() as unit:
            agree(unit, self.compliance, number, content_hash)
        return number, key

    def mine(self, actor=None):
        """Return the notices as a person has them."""
        with self.store.read() as unit:
            return my_notices(unit, actor or self.agent)

    def unread(self, actor=None):
        """Return the slugs of what a person has yet to confirm."""
        return [one.slug for one in self.mine(actor).unread]


def person_in(store, name, *roles, lines=()) -> Actor:
    make_account(store, *roles, name=name)
    with store.change() as unit:
        user = find_user(unit, name)
        user.lines = list(unit.session.scalars(select(Line).where(Line.slug.in_(lines))))
    with store.read() as unit:
        return load_actor(unit, find_user(unit, name).id)


def centre_on(store, clock) -> Centre:
    people = {"lou": Role.LEAD, "chris": Role.COMPLIANCE, "alex": Role.AGENT}
    return Centre(store, clock, *(person_in(store, name, role) for name, role in people.items()))


@pytest.fixture
def centre(store, clock) -> Centre:
    """Give a contact centre on an empty library."""
    return centre_on(store, clock)


@pytest.fixture
def library_centre(house, library, clock) -> Centre:
    """Give a contact centre on the small library."""
    del library
    return centre_on(house.store, clock)

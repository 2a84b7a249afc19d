"""Before anything is typed: whom to transfer to, those first who answer now."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kb.services.actor import Actor
from kb.services.calls.start import MOST, read_start
from kb.vocabulary import Role
from tests.factories import load, make_contact_point

AGENT = Actor(id=1, name="agent", roles=frozenset({Role.AGENT}))
BY_DAY, BY_NIGHT = (("mon-sun", "08:00", "18:00"),), (("mon-sun", "18:00", "24:00"),)


@pytest.fixture
def desks(store):
    """More desks than are listed: by day those of the first names answer, by night the last one."""
    days = [
        replace(make_contact_point(f"day-{at}"), name=f"Day {at}", hours=BY_DAY)
        for at in range(MOST)
    ]
    night = replace(make_contact_point("night"), name="Night", hours=BY_NIGHT)
    load(store, *days, night)


def names_at(store, clock, hour):
    clock.now = datetime(2026, 5, 4, hour, tzinfo=UTC)
    with store.read() as unit:
        return [one.name for one in read_start(unit, AGENT).contacts]


@pytest.mark.usefixtures("desks")
def test_who_answers_now_stands_first(store, clock):
    assert names_at(store, clock, 12) == [f"Day {at}" for at in range(MOST)]
    assert names_at(store, clock, 21) == ["Night", *(f"Day {at}" for at in range(MOST - 1))]

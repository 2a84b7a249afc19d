"""How many have confirmed: by team, never fewer than five people, never a sum that tells of one."""

import pytest

from kb.errors import NotAllowedError
from kb.models import Department, Team
from kb.services.notices.confirm import note_read
from kb.services.notices.confirmed_by import SMALL_TEAMS, confirmed_by_team
from kb.services.people.users import find_user
from kb.vocabulary import Role


@pytest.fixture
def team(centre):
    """Give `team(name, size)`: the ids of that many new agents in one team."""
    with centre.store.change() as unit:
        unit.session.add(Department(slug="calls", name="Calls"))

    def make(name, size):
        people = [centre.person(f"{name}{number}", Role.AGENT) for number in range(size)]
        with centre.store.change() as unit:
            department = unit.session.query(Department).one()
            row = Team(slug=name, name=name, department_id=department.id)
            unit.session.add(row)
            unit.session.flush()
            for person in people:
                find_user(unit, person.name).team_id = row.id
        return [person.id for person in people]

    return make


def counts(centre, reader=None):
    with centre.store.read() as unit:
        notice = centre.mine().shown[0]
        rows = confirmed_by_team(unit, reader or centre.lead, notice)
        return [(row.name, row.confirmed, row.people) for row in rows]


def read(centre, number, *people):
    with centre.store.touch() as unit:
        for person in people:
            note_read(unit, person, number)


def test_a_team_of_five_is_counted_and_nobody_is_named(centre, team):
    people = team("North", 5)
    number, _ = centre.publish()
    read(centre, number, *people[:3])
    assert counts(centre) == [("North", 3, 5)]


def test_a_team_of_four_is_not_shown_alone(centre, team):
    team("North", 4)
    centre.publish()
    # with the one agent in no team they are five: a group of its own
    assert counts(centre) == [(SMALL_TEAMS, 0, 5)]


def test_fewer_than_five_in_all_small_teams_are_left_out_without_a_sum(centre, team):
    team("North", 6)
    team("South", 3)
    centre.publish()
    assert counts(centre) == [("North", 0, 6)]


@pytest.mark.parametrize("role", [Role.AGENT, Role.TRAINER, Role.COMPLIANCE, Role.ADMIN])
def test_only_leads_see_counts(centre, role):
    other = centre.person("other", role)
    centre.publish()
    with pytest.raises(NotAllowedError):
        counts(centre, other)


def test_whoever_confirmed_mended_words_counts(centre, team):
    people = team("North", 5)
    first, slug = centre.publish()
    read(centre, first, people[0])
    second, _ = centre.publish(slug=slug, based_on_id=first, say="Mended.", only_wording=True)
    read(centre, second, people[0], people[1])
    assert counts(centre) == [("North", 2, 5)]


def test_other_roles_are_not_asked(centre, team):
    team("North", 5)
    centre.person("tina", Role.TRAINER)
    centre.publish()
    assert counts(centre) == [("North", 0, 5)]

"""How many have confirmed a notice, by team: never who, and never of fewer than five (I9)."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select

from kb.models import Confirmation, Line, Team, User, UserLine, UserRole
from kb.services.actor import Actor
from kb.services.notices.shown import Notice, concerns, lines_of_topics
from kb.services.permits import require
from kb.services.unit import Unit
from kb.vocabulary import Role, Verb

FEWEST = 5
SMALL_TEAMS = "Smaller teams together"


@dataclass(frozen=True)
class TeamCount:
    """Of a group of agents whom a notice concerns: how many have confirmed it."""

    name: str
    confirmed: int
    people: int


def confirmed_by_team(unit: Unit, actor: Actor, notice: Notice) -> tuple[TeamCount, ...]:
    """Return the teams by name; those of fewer than five are one group, or left out.

    There is no sum: what a sum adds to the groups would be a figure about who was left out.
    """
    require(actor, Verb.READ_INSIGHT)
    confirmed = _who_confirmed(unit, notice)
    teams = _asked(unit, notice)
    large = {name: people for name, people in teams.items() if len(people) >= FEWEST}
    small = [one for name, people in teams.items() if name not in large for one in people]
    counts = [_count(name, people, confirmed) for name, people in sorted(large.items())]
    if len(small) >= FEWEST:
        counts.append(_count(SMALL_TEAMS, small, confirmed))
    return tuple(counts)


def _count(name: str, people: list[int], confirmed: frozenset[int]) -> TeamCount:
    return TeamCount(name, Counter(one in confirmed for one in people)[True], len(people))


def _who_confirmed(unit: Unit, notice: Notice) -> frozenset[int]:
    query = select(Confirmation.user_id).where(
        Confirmation.revision_id.in_(list(notice.counts)), Confirmation.at <= unit.now
    )
    return frozenset(unit.session.scalars(query))


def _asked(unit: Unit, notice: Notice) -> dict[str, list[int]]:
    """Return {team: agents} whom the notice concerns; who is in no team is in "No team"."""
    query = (
        select(User.id, Team.name)
        .join(UserRole, UserRole.user_id == User.id)
        .outerjoin(Team, Team.id == User.team_id)
        .where(User.is_active, UserRole.role == Role.AGENT)
        .order_by(User.id)
    )
    lines_by_topic = lines_of_topics(unit, notice.record.topics)
    lines_by_person = _lines(unit)
    found: dict[str, list[int]] = {}
    for user_id, team in unit.session.execute(query):
        if concerns(notice.record.topics, lines_by_person.get(user_id, ()), lines_by_topic):
            found.setdefault(team or "No team", []).append(user_id)
    return found


def _lines(unit: Unit) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    query = select(UserLine.user_id, Line.slug).join(Line, Line.id == UserLine.line_id)
    for user_id, line in unit.session.execute(query):
        found[user_id] = (*found.get(user_id, ()), line)
    return found

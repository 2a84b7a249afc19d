"""What who answers calls should know today: what is new to them, and which law is coming."""

from dataclasses import dataclass

from kb.models import Edition
from kb.services.actor import Actor
from kb.services.notices.shown import concerns, lines_of_topics, unread
from kb.services.publishing.in_force import released_editions
from kb.services.unit import Unit


@dataclass(frozen=True)
class ComingLaw:
    """An edition that agents may see before its day."""

    original: str
    edition: Edition


@dataclass(frozen=True)
class CallsDoor:
    """For who answers calls: how many notices are new to them, and the law of coming days."""

    unread: int
    coming: tuple[ComingLaw, ...]


def read_calls(unit: Unit, actor: Actor) -> CallsDoor:
    """Return what matters to `actor` on calls, of their own lines; rights are the caller's."""
    released = released_editions(unit)
    lines = lines_of_topics(unit, {topic for _, one in released for topic in one.topics})
    coming = (
        ComingLaw(slug, one) for slug, one in released if concerns(one.topics, actor.lines, lines)
    )
    return CallsDoor(len(unread(unit, actor)), tuple(coming))

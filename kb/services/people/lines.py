"""The lines of business that a person works in: where their searches start."""

from sqlalchemy import select

from kb.models import Line
from kb.services.actor import Actor
from kb.services.unit import Unit


def my_lines(unit: Unit, actor: Actor) -> tuple[tuple[str, str], ...]:
    """Return (slug, name) of the actor's lines; () where they leave nothing out: none, or all."""
    if not actor.lines:
        return ()
    every = [
        (line.slug, line.name) for line in unit.session.scalars(select(Line).order_by(Line.id))
    ]
    mine = tuple(pair for pair in every if pair[0] in actor.lines)
    return () if len(mine) == len(every) else mine

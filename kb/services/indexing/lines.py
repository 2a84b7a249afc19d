"""Lines of business that a thing belongs to, through its topics."""

from collections.abc import Collection

from sqlalchemy import select

from kb.models import Line, Topic
from kb.services.unit import Unit


def lines_of(unit: Unit, topics: Collection[str]) -> tuple[str, ...]:
    """Return the slugs of the lines of `topics`, in order; none means every line."""
    query = (
        select(Line.slug)
        .join(Topic, Topic.line_id == Line.id)
        .where(Topic.slug.in_(list(topics)))
        .distinct()
        .order_by(Line.slug)
    )
    return tuple(unit.session.scalars(query)) if topics else ()

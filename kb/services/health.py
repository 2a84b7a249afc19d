"""Whether the parts that every request needs are there."""

from kb.models import Chain
from kb.services.unit import Unit


def check_health(unit: Unit) -> None:
    """Read one row. Raises the database's own error when it does not answer."""
    unit.session.get_one(Chain, 1)

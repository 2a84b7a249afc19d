"""When a review is due: so many working days after it was asked for."""

from datetime import date, datetime

from kb.services.unit import Unit
from kb.text.working_days import working_days_after

REVIEW_DAYS = 3


def review_due(unit: Unit, asked_at: datetime, working_days: int) -> date:
    """Return the last of the working days that follow the day of `asked_at`."""
    return working_days_after(asked_at.astimezone(unit.zone).date(), working_days)

"""When a review is due: so many working days after it was asked for."""

from datetime import date, timedelta

REVIEW_DAYS = 3
SATURDAY = 5


def due_day(asked_on: date, working_days: int) -> date:
    """Return the last day of `working_days` that follow `asked_on`, Monday to Friday.

    >>> due_day(date(2026, 5, 1), 1)  # a Friday
    datetime.date(2026, 5, 4)
    """
    day, left = asked_on, working_days
    while left > 0:
        day += timedelta(days=1)
        left -= day.weekday() < SATURDAY
    return day

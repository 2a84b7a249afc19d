"""Days on which people work: Monday to Friday. Public holidays are not known here.

A date that somebody promises leaves them the days after today: asked on Friday, two working days
later is Tuesday.
"""

from datetime import date, timedelta

SATURDAY = 5


def working_days_after(day: date, count: int) -> date:
    """Return the working day that is `count` working days after `day`.

    >>> working_days_after(date(2026, 5, 1), 2).isoformat()  # a Friday
    '2026-05-05'
    >>> working_days_after(date(2026, 5, 2), 1).isoformat()  # a Saturday
    '2026-05-04'
    """
    left, reached = count, day
    while left > 0:
        reached += timedelta(days=1)
        left -= reached.weekday() < SATURDAY
    return reached

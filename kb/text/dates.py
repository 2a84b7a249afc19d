"""Dates in words, so that nobody reads the month as the day."""

from datetime import date


def weekday_words(day: date) -> str:
    """Name the day of the week.

    >>> weekday_words(date(2026, 4, 1))
    'Wednesday'
    """
    return f"{day:%A}"


def day_words(day: date) -> str:
    """Write a day out.

    >>> day_words(date(2026, 4, 1))
    '1 April 2026'
    """
    return f"{day.day} {day:%B %Y}"

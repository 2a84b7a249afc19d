"""Dates in words, so that nobody reads the month as the day."""

from datetime import date


def day_words(day: date) -> str:
    """Write a day out.

    >>> day_words(date(2026, 4, 1))
    '1 April 2026'
    """
    return f"{day.day} {day:%B %Y}"

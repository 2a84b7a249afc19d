"""The last day of a period, by the rules that its module names."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.text.deadlines import (
    MOST,
    Counting,
    Period,
    Span,
    deadline,
    find_periods,
    read_period,
)

AFTER, WITH = Counting.AFTER, Counting.BEGINNING_WITH
days = st.dates(date(1950, 1, 1), date(2100, 12, 31))
counts = st.integers(1, 500)


def last(start, count, span, counting=AFTER):
    return deadline(date.fromisoformat(start), Period(count, span), counting).last_day.isoformat()


@pytest.mark.parametrize(
    ("start", "count", "span", "after", "beginning_with"),
    [
        ("2026-05-04", 1, Span.DAYS, "2026-05-05", "2026-05-04"),
        ("2026-05-04", 60, Span.DAYS, "2026-07-03", "2026-07-02"),
        ("2026-05-04", 2, Span.WEEKS, "2026-05-18", "2026-05-17"),
        ("2026-05-04", 1, Span.MONTHS, "2026-06-04", "2026-06-03"),
        ("2026-01-01", 1, Span.MONTHS, "2026-02-01", "2026-01-31"),
        ("2026-01-31", 1, Span.MONTHS, "2026-02-28", "2026-02-28"),
        ("2028-01-31", 1, Span.MONTHS, "2028-02-29", "2028-02-29"),
        ("2026-08-31", 6, Span.MONTHS, "2027-02-28", "2027-02-28"),
        ("2028-02-29", 1, Span.YEARS, "2029-02-28", "2029-02-28"),
        ("2026-12-15", 13, Span.MONTHS, "2028-01-15", "2028-01-14"),
        ("2026-05-01", 1, Span.WORKING_DAYS, "2026-05-04", "2026-05-01"),  # a Friday
        ("2026-05-02", 1, Span.WORKING_DAYS, "2026-05-04", "2026-05-04"),  # a Saturday
        ("2026-05-01", 6, Span.WORKING_DAYS, "2026-05-11", "2026-05-08"),
    ],
)
def test_the_day_of_the_event_counts_only_where_the_period_begins_with_it(
    start, count, span, after, beginning_with
):
    assert last(start, count, span, AFTER) == after
    assert last(start, count, span, WITH) == beginning_with


def test_a_last_day_on_a_weekend_comes_with_the_working_day_after_it():
    found = deadline(date(2026, 5, 1), Period(1, Span.DAYS))
    assert found.is_weekend
    assert (found.last_day, found.working_day) == (date(2026, 5, 2), date(2026, 5, 4))
    assert not deadline(date(2026, 5, 4), Period(1, Span.DAYS)).is_weekend


@given(days, counts)
def test_days_are_counted_one_by_one(start, count):
    reached = deadline(start, Period(count, Span.DAYS)).last_day
    assert (reached - start).days == count
    assert deadline(start, Period(count, Span.DAYS), WITH).last_day == reached - timedelta(days=1)


@given(days, counts)
def test_so_many_working_days_lie_between(start, count):
    reached = deadline(start, Period(count, Span.WORKING_DAYS)).last_day
    passed = [start + timedelta(days=n) for n in range(1, (reached - start).days + 1)]
    assert sum(day.weekday() < 5 for day in passed) == count
    assert reached.weekday() < 5


@given(days, st.integers(1, 240))
def test_months_end_on_the_same_number_or_the_months_last_day(start, count):
    reached = deadline(start, Period(count, Span.MONTHS)).last_day
    months = (reached.year - start.year) * 12 + reached.month - start.month
    assert months == count
    is_last = (reached + timedelta(days=1)).day == 1
    assert reached.day == start.day or (is_last and reached.day < start.day)


@given(days, counts, st.sampled_from(Span))
def test_a_longer_period_never_ends_earlier(start, count, span):
    ends = [deadline(start, Period(n, span)).last_day for n in (count, count + 1)]
    assert ends == sorted(ends)


def test_past_the_end_of_the_calendar_is_an_error():
    with pytest.raises(OverflowError):
        deadline(date(9000, 1, 1), Period(MOST, Span.YEARS))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("You have 60 days from the letter’s date.", ["60 days"]),
        ("within 20 working days, or 14 days; again 14 days", ["20 working days", "14 days"]),
        ("ten business days", ["10 working days"]),
        ("a 30-day period", ["30 days"]),
        ("1 month or one year", ["1 month", "1 year"]),
        ("28 calendar days", ["28 days"]),
        ("version 2.14 days, $20 a month, 0 days, daytime", []),
        ("Fourteen days", ["14 days"]),
    ],
)
def test_periods_are_found_in_words_and_figures(text, found):
    assert [str(period) for period in find_periods(text)] == found


@pytest.mark.parametrize("text", ["60 days", " 1 month ", "20 working days"])
def test_a_period_reads_back_as_it_is_written(text):
    assert str(read_period(text)) == text.strip()


@pytest.mark.parametrize("text", ["", "soon", "days", "0 days", "60 days or so", "99999 days"])
def test_what_is_no_period_is_none(text):
    assert read_period(text) is None


@given(st.builds(Period, st.integers(1, MOST), st.sampled_from(Span)))
def test_every_period_is_found_in_its_own_words(period):
    assert find_periods(f"Reply within {period}.") == (period,)

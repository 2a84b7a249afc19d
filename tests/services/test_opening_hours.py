"""Open now, until when, or when next: in the library's own time."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.services.reading.opening_hours import opening, printed_days

LONDON = ZoneInfo("Europe/London")
OFFICE = [("mon-fri", "08:30", "17:00"), ("sat", "09:00", "12:00")]
ALWAYS = [("mon-sun", "00:00", "24:00")]


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


@pytest.mark.parametrize(
    ("local", "words"),
    [
        ("2026-11-23T08:29", "closed now, opens today at 08:30"),
        ("2026-11-23T08:30", "open now, until 17:00"),
        ("2026-11-23T16:59", "open now, until 17:00"),
        ("2026-11-23T17:00", "closed now, opens tomorrow at 08:30"),
        ("2026-11-27T18:00", "closed now, opens tomorrow at 09:00"),
        ("2026-11-28T12:00", "closed now, opens on Monday at 08:30"),
    ],
)
def test_office_hours_are_said_in_words(local, words):
    assert opening(OFFICE, _at(local), LONDON).words == words


def test_the_librarys_zone_decides_not_utc():
    summer = datetime(2026, 7, 6, 7, 45, tzinfo=UTC)  # 08:45 in London
    assert opening(OFFICE, summer, LONDON).is_open
    assert not opening(OFFICE, summer, ZoneInfo("UTC")).is_open


def test_a_line_that_never_closes_names_no_time():
    assert opening(ALWAYS, _at("2026-11-22T23:30"), LONDON).words == "open now"


def test_a_night_line_closes_the_next_morning():
    night = [("fri", "22:00", "06:00")]
    assert opening(night, _at("2026-11-28T05:00"), LONDON).words == "open now, until 06:00"
    assert not opening(night, _at("2026-11-27T05:00"), LONDON).is_open


def test_a_lunch_break_is_closed():
    split = [("mon", "09:00", "12:00"), ("mon", "13:00", "17:00")]
    noon = opening(split, _at("2026-11-23T12:30"), LONDON)
    assert noon.words == "closed now, opens today at 13:00"


@pytest.mark.parametrize(
    "hours", [[], [("holidays", "09:00", "12:00")], [("mon", "nine", "12:00")]]
)
def test_hours_that_cannot_be_read_say_nothing(hours):
    assert opening(hours, _at("2026-11-23T10:00"), LONDON) is None


@pytest.mark.parametrize(
    ("days", "printed"),
    [
        ("mon-fri", "Monday to Friday"),
        ("sat", "Saturday"),
        ("tue, thu", "Tuesday, Thursday"),
        ("by appointment", "by appointment"),
    ],
)
def test_days_are_printed_as_people_write_them(days, printed):
    assert printed_days(days) == printed


@settings(max_examples=100)
@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - Hypothesis wants naive bounds
def test_what_changes_always_changes_later(now):
    found = opening(OFFICE, now, LONDON)
    assert found.changes_at > now
    assert opening(OFFICE, found.changes_at, LONDON).is_open != found.is_open

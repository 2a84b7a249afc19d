"""Reading time and written-out dates."""

from datetime import date

from kb.text.dates import day_words
from kb.text.speech import spoken_seconds


def test_silence_takes_no_time():
    assert spoken_seconds(" \n ") == 0


def test_a_hundred_and_fifty_words_take_a_minute():
    assert spoken_seconds("word " * 150) == 60
    assert spoken_seconds("word " * 151) == 61


def test_a_month_is_written_as_a_word():
    assert day_words(date(2026, 11, 2)) == "2 November 2026"

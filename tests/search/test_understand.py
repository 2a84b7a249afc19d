from hypothesis import given
from hypothesis import strategies as st

from kb.search.understand import MAX_CHARS, MAX_TERMS, tidy, understand
from kb.search.understanding.questions import QUESTION_WEIGHT
from tests.search.factories import NOW


def prefix(text):
    return understand(text, NOW, typing=True).prefix


def test_each_stem_is_asked_once_and_pairs_weigh_less():
    query = understand("Refund my refunds for a visit?", NOW)
    assert query.terms == (
        ("refund", 1.0),
        ("visit", 1.0),
        ("refund refund", 0.3),
        ("refund visit", 0.3),
    )
    assert query.phrase == ("refund", "refund", "visit")


def test_a_long_text_is_cut_at_a_word():
    assert tidy("refund " * 200) == ("refund " * 71).strip()
    assert tidy("x" * 10_000) == "x" * MAX_CHARS


def test_control_and_direction_marks_do_not_reach_the_words():
    query = understand("ref\x00und \u202eyadot\u202c \u200bvisit\ud800", NOW)
    assert [stem for stem, weight in query.terms if weight == 1.0] == [
        "ref",
        "und",
        "yadot",
        "visit",
    ]


def test_operators_quotes_sql_and_markup_are_only_words():
    query = understand('"refund" AND NOT visit* ?~5 title:x; DROP TABLE <b>bold</b> [a TO z]', NOW)
    words = [stem for stem, weight in query.terms if weight == 1.0]
    assert words == ["refund", "visit", "5", "titl", "x", "drop", "tabl", "b", "bold", "z"]


def test_the_last_word_may_be_unfinished_only_while_typing():
    assert prefix("my Depos") == "depos"
    assert prefix("my depos ") == ""
    assert prefix("d") == ""
    assert understand("my depos", NOW).prefix == ""


def test_a_stop_word_is_a_beginning_only_while_it_stands_alone():
    assert prefix("in") == "in"
    assert prefix("refund in") == ""


@given(st.text(max_size=600), st.booleans())
def test_any_text_gives_a_query_within_the_caps(text, typing):
    query = understand(text, NOW, typing=typing)
    assert len(tidy(text)) <= MAX_CHARS
    assert len(query.terms) <= 2 * MAX_TERMS
    assert all(stem and 0 < weight <= QUESTION_WEIGHT for stem, weight in query.terms)

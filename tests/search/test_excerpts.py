from hypothesis import given
from hypothesis import strategies as st

from kb.search.analysis import stem, stems, tokens
from kb.search.excerpts import CUT, excerpt

FILLER = "nothing of note here " * 20


def marked(found):
    return [found.text[start:end] for start, end in found.spans]


def test_a_short_text_is_whole_with_every_word_marked():
    found = excerpt("Refunds:  a refund\nis paid.", {"refund"}, width=80)
    assert found.text == "Refunds: a refund is paid."
    assert marked(found) == ["Refunds", "refund"]


def test_words_that_begin_as_the_one_being_typed_are_marked():
    found = excerpt("Refunds and reference", {"refund"}, width=80, begun="refe")
    assert marked(found) == ["Refunds", "reference"]


def test_the_window_holds_most_different_words():
    text = f"refund refund refund {FILLER} the refund of your deposit is due {FILLER}"
    found = excerpt(text, {"refund", "deposit"}, width=60)
    assert marked(found) == ["refund", "deposit"]
    assert found.text.startswith(CUT)
    assert found.text.endswith(CUT)


def test_nothing_found_shows_the_beginning():
    found = excerpt(FILLER, {"refund"}, width=30)
    assert found.text == f"nothing of note here nothing{CUT}"
    assert found.spans == ()


def test_words_of_many_bytes_are_marked_where_they_stand():
    found = excerpt("🙂🙂 «Überweisung» – naïve", stems("überweisung naïve"), width=80)
    assert marked(found) == ["Überweisung", "naïve"]


def test_no_text_gives_no_excerpt():
    assert excerpt("", {"refund"}, width=80).text == ""


words = st.sampled_from(["refund", "Deposits", "visit,", "naïve", "🙂", "x" * 30, "a.", "“can’t”"])


@given(st.lists(words, max_size=60).map(" ".join), st.integers(10, 120))
def test_an_excerpt_is_part_of_the_text_within_the_width_and_marks_only_what_was_asked(text, width):
    asked = {"refund", "deposit", "naïv"}
    found = excerpt(text, asked, width=width)
    inner = found.text.removeprefix(CUT).removesuffix(CUT)
    assert inner in text
    assert len(inner) <= max(width, 30)
    assert all(stem(token.text) in asked for word in marked(found) for token in tokens(word))
    if any(stem(token.text) in asked for token in tokens(text)):
        assert found.spans

"""Plain lines take a short way through markup; it must lead to the very same place."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from kb.text import markup

LETTERS = "abcXYZäßéñ 0123456789,.;:()“”‘’—–§$£€%/?-*_#&<>[]`~\\\"'+=!|{}\n\t\u00a0\u200b"


@settings(max_examples=200)
@given(st.text(alphabet=LETTERS, max_size=40))
@example("A charge is payable.")
@example("see http://example.org/a-b")
@example("Title - and: so on (a) 12. end")
@example("a --- b")
def test_the_short_way_renders_what_the_long_way_does(text):
    assert str(markup.to_html(text)) == markup._rendered(text, 2)


@settings(max_examples=200)
@given(st.text(alphabet=LETTERS, max_size=40))
@example("A charge is payable.")
@example("two  blanks, and (a) more")
def test_the_short_way_to_plain_words_is_the_long_one(text):
    reader = markup._TextReader()
    reader.feed(markup._rendered(markup._FOOTNOTE_MARK.sub("", text), 1))
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.found).split("\n"))
    assert markup.to_text(text) == "\n".join(line for line in lines if line)


def test_law_in_plain_words_takes_the_short_way():
    assert markup._PLAIN.fullmatch("Fees — due within 30 days (or 2 weeks) — are $5; see § 4.")
    assert not markup._PLAIN.fullmatch("A **bold** word.")
    assert markup._PLAIN.fullmatch('The patient\'s “own” "fee".')

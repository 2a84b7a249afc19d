"""Whatever is pasted, the comparison ends, and every finding points into the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.plain.checks import remarks
from kb.plain.content_words import Lexicon
from kb.plain.facts import find_facts
from kb.plain.fidelity import check_fidelity
from kb.plain.words import WordList

LAW = "A member shall be refunded $30 within 14 days, unless a court orders otherwise."
LONG = 20_000  # letters: the longest answer that is compared
BOMBS = {
    "one endless word": "a" * LONG,
    "brackets in brackets": "(" * (LONG // 2) + ")" * (LONG // 2),
    "quotes in quotes": "“" * (LONG // 2) + "”" * (LONG // 2),
    "lists in lists": "\n".join("  " * (at % 40) + "- if not, unless:" for at in range(LONG // 60)),
    "a limit that never comes": "not less than " * (LONG // 14),
    "numbers that never end": "1,000" * (LONG // 5),
    "number words that never end": "two hundred and " * (LONG // 16),
    "nothing to see": "\u200b\u200c\u200d\ufeff" * (LONG // 4),
    "from right to left": "\u202e30 days \u202c" * (LONG // 10),
    "one emoji of many": "👩\u200d👩\u200d👧\u200d👦" * (LONG // 7),
    "accents on accents": "e" + "\u0301" * (LONG - 1),
}
ALPHABET = st.sampled_from("(“”)[]{}-—:;,.\n\t\u200b\u202e\u0301👩$£%0189 aif notunless")
LEXICON = Lexicon()


def compared(language, text):
    law, plain = language.parse(LAW), language.parse(text)
    list(remarks(plain, WordList()))
    return check_fidelity(law, plain, LEXICON).findings


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_bomb_is_compared_to_its_end(language, name):
    text = BOMBS[name]
    found = compared(language, text)
    assert all(one.plain is None or one.plain[1] <= len(text) for one in found)


def test_what_lies_beyond_a_hundred_thousand_letters_is_not_read(language):
    parsed = language.parse("word " * 20_001)
    assert parsed.words[-1].end <= 100_000


@given(st.text(ALPHABET, max_size=400))
@settings(max_examples=60, deadline=None)
def test_findings_of_any_text_point_into_it(language, text):
    for one in compared(language, text):
        assert one.says
        assert one.plain is None or 0 <= one.plain[0] <= one.plain[1] <= len(text)


@given(st.text(ALPHABET, max_size=200))
@settings(max_examples=60, deadline=None)
def test_letters_that_nobody_sees_hide_no_amount(language, text):
    said = f"{text}\nYou get $31 back."
    values = [fact.value for fact in find_facts(language.parse(said))]
    assert "31 USD" in values

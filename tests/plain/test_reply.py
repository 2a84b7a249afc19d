"""What a model wrote, made into plain sentences: hostile until somebody has read it."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.plain.drafting import read_reply
from kb.plain.drafting.reply import MOST_SENTENCES

PLAIN = {
    "Pay **$5**. Do it _now_.": ["Pay $5.", "Do it now."],
    "# You must pay\n\nBring it.": ["You must pay", "Bring it."],
    "- Bring a card.\n* Bring a bill.\n1. Call.": ["- Bring a card.", "- Bring a bill.", "- Call."],
    "```\nPay.\n```": ["Pay."],
    "See [our site](https://evil.example/x?y=1).": ["See our site."],
    "![](http://evil.example/pixel.png) Pay.": ["Pay."],
    "Go to https://evil.example/login now.": ["Go to now."],
    "Pay <script>alert(1)</script> now.": ["Pay alert(1) now."],
    "Pay {{ value:secret }} now.": ["Pay value:secret now."],
    "Pay\u202e 5$\u202c now\u200b.": ["Pay 5$ now."],
    "Pay\x00\x1b[31m now.": ["Pay[31m now."],
    "Pay $2.50 of 3.5 per cent. Then call.": ["Pay $2.50 of 3.5 per cent.", "Then call."],
}


@pytest.mark.parametrize("text", sorted(PLAIN))
def test_markup_addresses_and_unseen_signs_are_taken_out(text):
    assert [sentence for sentence, _ in read_reply(text)] == PLAIN[text]


def test_lines_are_paragraphs_and_items_of_a_list_stay_together():
    found = read_reply("One. Two.\n\n- Three.\n- Four.\nFive.")
    joined = "".join(before + sentence for sentence, before in found)
    assert joined == "One. Two.\n- Three.\n- Four.\n\nFive."


@pytest.mark.parametrize("text", ["", "  \n", "***", "{{}}", "<b></b>", "\u200b\u200b"])
def test_no_words_are_no_reply(text):
    with pytest.raises(ValueError, match="no words"):
        read_reply(text)


def test_more_than_anybody_could_read_out_is_refused():
    with pytest.raises(ValueError, match="more than"):
        read_reply("Pay now. " * (MOST_SENTENCES + 1))


@pytest.mark.parametrize(
    "text",
    [
        "(" * 20_000 + "a",
        "[" * 20_000 + "a",
        "<" * 20_000 + "a",
        "a![](" * 4_000,
        "*" * 20_000 + "a",
    ],
)
def test_nesting_does_not_stall_it(text):
    assert len(read_reply(text)) >= 1


nasty = st.text(
    st.one_of(st.sampled_from("<>[](){}*_`#.-!\n \u202e\u200b\x00ab"), st.characters()),
    max_size=300,
)


@settings(max_examples=200, deadline=None)
@given(nasty)
def test_whatever_comes_no_template_tag_or_unseen_sign_is_left(text):
    try:
        found = read_reply(text)
    except ValueError:
        return
    for sentence, before in found:
        assert "{{" not in sentence
        assert before in {"", " ", "\n", "\n\n"}
        assert "\n" not in sentence
        assert not {unicodedata.category(sign) for sign in sentence} & {"Cc", "Cf", "Co", "Cs"}

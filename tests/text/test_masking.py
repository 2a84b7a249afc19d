"""No customer's personal data in what is kept, and the question still there."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.text.masking import ADDRESS, DATE, EMAIL, NAME, NUMBER, mask

KEPT = (
    *("s 12(3)", "30 days", "$50", "2026", "38 CFR 17.4010(a)(1)", "§ 17.4010", "$1,250.00"),
    *("Policy 4.1(a)", "Article 5", "10,000 dollars", "24 hours before", "form 1040", "call 911"),
    *("I paid 48.50 twice", "in 2024 and 2025", "between 2019-2021", "10 to 12 weeks", "15% off"),
    *("a 3 year 10 month wait", "I am 65 years old", "5 days in a row", "2 ways to drive"),
    *("this is about Medicare", "the name is required on the form", "i am not well", ""),
)

MASKED = {
    "my name is Ada Byron": f"my name is {NAME}",
    "my name is ada byron and I moved": f"my name is {NAME} and I moved",
    "this is John": f"this is {NAME}",
    "I am Mr Smith": f"I am Mr {NAME}",
    "i'm mrs. o'neil-jones calling": f"i'm mrs. {NAME} calling",
    "he is called Bob": f"he is called {NAME}",
    "patient's name: Zoë Ångström": f"patient's name: {NAME}",
    "write to a.b+c@post.example now": f"write to {EMAIL} now",
    "call 555-0142": f"call {NUMBER}",
    "+44 20 7946 0958": NUMBER,
    "(212) 555-0142": NUMBER,
    "1-800-555-0199": NUMBER,
    "card 4111 1111 1111 1111": f"card {NUMBER}",
    "SSN 078-05-1120": f"SSN {NUMBER}",
    "AB 12 34 56 C": NUMBER,
    "GB29 NWBK 6016 1331 9268 19": NUMBER,
    "DE89370400440532013000": NUMBER,
    "ref AB123456": f"ref {NUMBER}",
    "account ending in 4411": f"account ending in {NUMBER}",
    "claim number 12345": f"claim number {NUMBER}",
    "dob 3/4/1980": f"dob {DATE}",
    "date of birth is 1980-04-03": f"date of birth is {DATE}",
    "born 12 March 1961": f"born {DATE}",
    "born in 1961": f"born in {DATE}",
    "12 Elm Street, Apt 4B": ADDRESS,
    "221b Baker St": ADDRESS,
    "po box 991": ADDRESS,
    "SW1A 1AA": ADDRESS,
    "K1A 0B1": ADDRESS,
    "zip 90210": f"zip {ADDRESS}",
    "Boston, MA 02110": f"Boston, MA {ADDRESS}",
}


@pytest.mark.parametrize("words", KEPT)
def test_what_a_question_is_about_is_kept(words):
    assert mask(words) == words


@pytest.mark.parametrize(("words", "expected"), MASKED.items(), ids=list(MASKED))
def test_personal_data_is_masked(words, expected):
    assert mask(words) == expected


digits = st.text("0123456789", min_size=2, max_size=4)
planted = st.one_of(
    st.builds("{}@{}.example".format, st.text("abcxyz.", min_size=1), st.text("abc", min_size=1)),
    st.builds("+1 {} 555 {}77".format, st.just("212"), digits),
    st.builds(
        "4{}11 1111 1111 {}1".format, st.just("1"), st.text("123456", min_size=3, max_size=3)
    ),
    st.builds("{} Linden Avenue".format, st.integers(1, 9999)),
    st.builds("{}/{}/19{}".format, st.integers(1, 28), st.integers(1, 12), st.integers(10, 99)),
    st.builds("my name is {}".format, st.sampled_from(["Ada", "Ömer", "Li", "Grace O'Malley"])),
)
around = st.sampled_from(
    ["refund under s 12(3)", "within 30 days", "$50 in 2026", "why?", "hello,"]
)


@settings(max_examples=200)
@given(planted, around, around)
def test_planted_data_never_survives_and_the_rest_does(secret, before, after):
    masked = mask(f"{before}; {secret}; {after}")
    telling = secret.removeprefix("my name is ")
    assert telling not in masked
    assert masked.startswith(before)
    assert masked.endswith(after)


@settings(max_examples=200)
@given(st.text(max_size=200))
def test_masking_twice_changes_nothing_more(text):
    once = mask(text)
    assert mask(once) == once

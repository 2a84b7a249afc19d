import pytest

from kb.search.spelling import complete, correct, may_be_misspelt, resembling

WORDS = [("refund", 9), ("refunds", 3), ("deposit", 5), ("policy", 7), ("police", 2), ("visit", 1)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("refnud", "refund"),
        ("my refubd of the depost?", "my refund of the deposit?"),
        ("Plicy", "policy"),
        ("polcie", "police"),
    ],
)
def test_a_slip_is_mended_and_the_rest_stays(typed, meant):
    assert correct(typed, WORDS) == meant


@pytest.mark.parametrize(
    "typed",
    ["refunding a deposit", "xylophone", "vist0", "visti9", "can", "whom", "", "vis", "q?!"],
    ids=[
        "known stem",
        "far from all",
        "digit",
        "digit 2",
        "stop",
        "stop 2",
        "none",
        "short",
        "marks",
    ],
)
def test_what_is_known_or_beyond_guessing_is_left(typed):
    assert correct(typed, WORDS) is None


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("Spain", "pain"),
        ("knee", "knew"),
        ("March", "match"),
        ("laid", "paid"),
        ("bounced", "bound"),
    ],
)
def test_another_word_is_not_taken_for_a_slip(said, known):
    assert correct(said, [(known, 9)]) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mised", "missed"),
        ("apeal", "appeal"),
        ("erfund", "refund"),
        ("annonymusly", "anonymously"),
    ],
)
def test_a_letter_too_many_too_few_or_swapped_is_a_slip_in_any_word(typed, meant):
    assert correct(typed, [(meant, 1)]) == meant


def test_nothing_is_suggested_from_no_words():
    assert correct("refnud", []) is None


def test_a_begun_word_goes_on_to_the_most_frequent_first():
    assert complete("Re", WORDS) == ["refund", "refunds"]
    assert complete("pol", WORDS, limit=1) == ["policy"]


def test_the_word_being_typed_is_not_judged_yet():
    assert may_be_misspelt("refnd polic", typing=True) == {"refnd"}
    assert may_be_misspelt("refnd polic ", typing=True) == {"refnd", "polic"}
    assert may_be_misspelt("the 401k in") == frozenset()


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("refundation for polizei", ["refund", "police"]),
        ("deposito deposits", ["deposit"]),
        ("zzzqqq", []),
        ("the of 42", []),
    ],
)
def test_what_resembles_is_looser_than_what_is_mended(typed, near):
    assert resembling(typed, WORDS) == near

"""The comparison of law and plain words: quiet where they agree, loud where they do not."""

import pytest

from kb.plain.content_words import Lexicon
from kb.plain.fidelity import Severity, check_fidelity

LAW = (
    "A member who cancels a booking not less than 48 hours before it begins shall be refunded the "
    "deposit of $30 within 14 days, unless the booking was made through an agent. The office may "
    "waive the fee if the member was ill."
)
PLAIN = (
    "If you cancel a booking at least 48 hours before it begins, we must refund your deposit of "
    "$30 within 14 days, unless you booked through an agent. The office may waive the fee if you "
    "were ill."
)
PLANTED = [
    ("amount", "48 hours", "84 hours"),
    ("unit", "14 days", "14 working days"),
    ("direction", "at least 48", "up to 48"),
    ("boundary", "at least 48", "more than 48"),
    ("currency", "$30", "£30"),
    ("duty", "we must refund", "we may refund"),
    ("permission", "office may waive", "office must waive"),
    ("negation", "we must refund", "we must not refund"),
    ("exception", ", unless you booked through an agent", ""),
    ("condition", " if you were ill", ""),
    ("omission", " The office may waive the fee if you were ill.", ""),
    ("addition", "were ill.", "were ill. You must also send a doctor's letter."),
]
LEXICON = Lexicon([("booking", "book"), ("member", "customer")])


def findings(language, law, plain):
    return check_fidelity(language.parse(law), language.parse(plain), LEXICON).findings


def grave(found):
    return [one for one in found if one.severity is not Severity.LOW]


def test_words_that_say_the_same_raise_nothing_grave(language):
    assert grave(findings(language, LAW, PLAIN)) == []


@pytest.mark.parametrize(("kind", "said", "planted"), PLANTED, ids=[row[0] for row in PLANTED])
def test_a_planted_error_is_found(language, kind, said, planted):
    assert said in PLAIN, kind
    before = {one.says for one in findings(language, LAW, PLAIN)}
    after = findings(language, LAW, PLAIN.replace(said, planted))
    assert [one for one in after if one.says not in before]


def test_a_text_agrees_with_itself(language):
    assert findings(language, LAW, LAW) == ()


def test_each_finding_points_into_the_texts_it_speaks_of(language):
    plain = PLAIN.replace("48 hours", "84 hours").replace("$30", "£30")
    for one in findings(language, LAW, plain):
        for span, text in ((one.law, LAW), (one.plain, plain)):
            assert span is None or text[span[0] : span[1]].strip()


def test_hostile_text_does_not_stall(language):
    bomb = "(" * 20_000 + " not less than " * 3_000 + "\u202e" * 1_000
    assert isinstance(findings(language, bomb, LAW), tuple)

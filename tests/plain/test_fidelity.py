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
SAME_SAID_OTHERWISE = [
    (
        "unless turned into if",
        "A parent may be told of a visit, unless a court order prevents it.",
        "We may tell a parent of a visit. If a court order prevents it, we may not tell a parent.",
    ),
    (
        "what comes after a limit",
        "An appeal shall be received not later than 60 days after the decision.",
        (
            "We must receive your appeal no later than 60 days after the decision. "
            "After 60 days the appeal comes too late."
        ),
    ),
    (
        "a denial that leads into a list",
        (
            "Nothing in this policy—\nextends a time limit; or\n"
            "takes away a right to appeal or to complain."
        ),
        "This policy extends no time limit. You keep the right to appeal and to complain.",
    ),
    (
        "a denial that comes before",
        "No fee shall be charged for inspecting a record or for a copy.",
        "Inspecting a record and a copy are free.",
    ),
    (
        "a denial that follows its subjects",
        "Arrears, deposits and the cost of furniture are not housing costs.",
        "We do not count arrears, deposits or the cost of furniture as housing costs.",
    ),
    (
        "items that are counted",
        "A payment may be stopped where the payment was wrong and the person knew of it.",
        "We may stop a payment if two things are true. The payment was wrong. You knew of it.",
    ),
]
CONTRADICTED = [
    (
        "the wrong clause turned",
        "A parent may be told of a visit, unless a court order prevents it.",
        "If a parent is ill, we may not tell the parent of a visit.",
    ),
    (
        "only the other side of the limit",
        "An appeal shall be received not later than 60 days after the decision.",
        "We must receive your appeal after 60 days.",
    ),
    (
        "a denial on both sides",
        "A member must not borrow a book or a film.",
        "You must not borrow a book and a film.",
    ),
    (
        "a denial of something else",
        "If the office is not open, a book or a film may be borrowed.",
        "If the office is not open, you may borrow a book and a film.",
    ),
]


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
    new = [one for one in after if one.says not in before]
    assert grave(new) or (new and kind == "condition")  # others are left: a hint


@pytest.mark.parametrize(
    ("law", "plain"),
    [row[1:] for row in SAME_SAID_OTHERWISE],
    ids=[r[0] for r in SAME_SAID_OTHERWISE],
)
def test_the_same_rule_said_the_other_way_is_not_high(language, law, plain):
    found = findings(language, law, plain)
    assert [one.says for one in found if one.severity is Severity.HIGH] == []


@pytest.mark.parametrize(
    ("law", "plain"), [row[1:] for row in CONTRADICTED], ids=[row[0] for row in CONTRADICTED]
)
def test_what_only_looks_like_it_is_grave(language, law, plain):
    assert grave(findings(language, law, plain))


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

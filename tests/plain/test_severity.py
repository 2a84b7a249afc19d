"""What is grave: a difference that the words around it make sure. What stays a hint: all else."""

import pytest

from kb.plain.content_words import Lexicon
from kb.plain.fidelity import Severity, check_fidelity
from kb.plain.fidelity.stretches import Beside
from kb.plain.fidelity.texts import Side

LEXICON = Lexicon()
VISIT = (
    "The keeper shall open the garden to visitors each morning. Dogs of guests and pupils may be "
    "left with the porter at the northern gate."
)
GRAVE = [
    ("a clause that is gone", VISIT, "The keeper must open the garden to visitors each morning."),
    (
        "a second denial",
        "The bench is not sold and the lamp is lent.",
        "The bench is not sold and the lamp is not lent.",
    ),
    (
        "a failing said as a deed",
        "A keeper who fails to lock the gate pays for the loss.",
        "A keeper who locks the gate pays for the loss.",
    ),
    (
        "a word whose un- is gone",
        "The keeper is unfamiliar with the lamp.",
        "The keeper is familiar with the lamp.",
    ),
    (
        "an exception that the law does not make",
        "The gate is locked at night.",
        "The gate is locked at night, except on market days.",
    ),
    (
        "a duty of somebody else",
        "A visitor must sign the book.",
        "The porter must sign the book.",
    ),
    (
        "and for or beside the same word",
        "Bring a lamp or a written permit to the gate.",
        "Bring a lamp and a paper to the gate.",
    ),
    (
        "any for a list joined by and",
        "A request must hold a name, a day and a reason.",
        "Your request must hold any of these: a name, a day, a reason.",
    ),
    (
        "a condition said as a fact",
        "If the keeper is ill, the garden stays closed.",
        "The keeper is ill. The garden stays closed.",
    ),
    ("a day that is gone", "The garden opens on 3 May 2021.", "The garden opens."),
    ("a number of things", "Bring two lamps.", "Bring these:\n- three lamps"),
    (
        "a duty where there is none",
        "The garden is open to pupils of the school.",
        "Pupils of the school must visit the garden.",
    ),
    (
        "what is landlord's given to the tenant",
        "The landlord shall meet the costs of the roof.",
        "Your landlord holds the costs of the roof. You must meet the costs of the roof.",
    ),
]
HINTS = [
    (
        "a number's name",
        "The rule of law no. 4963 is kept.",
        "The rule of law no. 4963 is kept here.",
    ),
    (
        "a double denial",
        "The rule is not inconsistent with the plan.",
        "The rule is consistent with the plan.",
    ),
    (
        "a failing said with a not",
        "A keeper who fails to lock the gate pays for the loss.",
        "A keeper who does not lock the gate pays for the loss.",
    ),
    (
        "a thing that must be done",
        "A visitor must pay at the gate.",
        "Payment must be made by a visitor at the gate.",
    ),
    (
        "other than, which describes",
        "Lamps of visitors are kept at the gate.",
        "Lamps of visitors, other than the keeper, are kept at the gate.",
    ),
    (
        "provided, which depends on nothing",
        "Copies of lamps must be provided.",
        "You must provide copies of lamps.",
    ),
    (
        "words that only moved",
        "Dogs of guests are left at the northern gate before the garden opens in the morning.",
        "Before the garden opens in the morning, dogs of guests are left at the northern gate.",
    ),
]


def grave(language, law, plain):
    found = check_fidelity(language.parse(law), language.parse(plain), LEXICON).findings
    return [one.says for one in found if one.severity is not Severity.LOW]


@pytest.mark.parametrize(
    ("law", "plain"), [row[1:] for row in GRAVE], ids=[row[0] for row in GRAVE]
)
def test_a_sure_difference_is_grave(language, law, plain):
    assert grave(language, law, plain)


@pytest.mark.parametrize(
    ("law", "plain"), [row[1:] for row in HINTS], ids=[row[0] for row in HINTS]
)
def test_what_may_be_rightly_said_otherwise_is_not(language, law, plain):
    assert grave(language, law, plain) == []


def test_a_stretch_weighs_what_nothing_stands_for(language):
    law = Side(language.parse(VISIT), LEXICON)
    plain = Side(language.parse(GRAVE[0][2]), LEXICON)
    (stretch,) = Beside(law, plain).stretches()
    words = law.parsed.words
    assert words[stretch.first].text == "Dogs"
    assert words[stretch.last].text == "gate"
    assert stretch.instead == 0


def test_endless_repetition_is_not_aligned(language):
    endless = Side(language.parse("lamp fails or " * 2_000), LEXICON)
    assert Beside(endless, endless).stretches() == []
    assert isinstance(grave(language, endless.parsed.text, VISIT), list)

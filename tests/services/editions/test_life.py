"""The table that docs/editions.md prints is the one that the code goes by."""

import pytest

from kb.models import Edition
from kb.services.editions.life import LIFE, Event, Move, move
from kb.settings import ROOT
from kb.vocabulary import State
from tests.factories import load, make_original
from tests.services.editions.writing import person

HEAD = "| what happens | from | to | right |"


def said(words):
    return ", ".join(sorted(word.value.replace("_", " ") for word in words))


def test_the_page_prints_the_table_of_the_code():
    text = (ROOT / "docs" / "editions.md").read_text()
    printed = text[text.index(HEAD) :].split("\n\n")[0].splitlines()[2:]
    assert printed == [
        f"| {event.value.replace('_', ' ')} | {said(rule.before)} | {said(rule.after)} "
        f"| {rule.verb.value} |"
        for event, rule in LIFE.items()
    ]


def test_every_event_but_the_first_save_has_its_rule():
    assert set(Event) - set(LIFE) == {Event.SAVE}


@pytest.mark.parametrize(
    ("event", "to"),
    [
        (Event.SUBMIT, State.PUBLISHED),
        (Event.APPROVE, State.SCHEDULED),
        (Event.RELEASE, State.DRAFT),
    ],
)
def test_nothing_leads_to_a_state_outside_the_table(store, event, to):
    load(store, make_original())
    who = person(store)
    with store.change() as unit, pytest.raises(ValueError, match="does not lead"):
        move(unit, who, unit.session.get_one(Edition, 1), Move(event, to))

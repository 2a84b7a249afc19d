"""Asking the drafting service: what goes out, what is recorded, how often, and when it fails."""

import pytest
from sqlalchemy import select

from kb.errors import EndpointError, ThrottledError
from kb.models import AuditEntry, WorkingCopy
from kb.services.review.helping.asking import ask_model
from tests.services.review.helping.copies import KEY, RULES, write


class Model:
    def __init__(self, says):
        self.says, self.asked = says, []

    def draft(self, messages):
        self.asked.append(messages)
        if isinstance(self.says, Exception):
            raise self.says
        return self.says


@pytest.fixture
def ask(store, tina, do):
    def ask(model, most=5):
        copy = do(lambda _unit, _actor, copy: copy)
        return ask_model(store, model, tina, copy, most_per_hour=most)

    return ask


def entries(store):
    with store.read() as unit:
        rows = unit.session.scalars(select(AuditEntry).where(AuditEntry.verb == "ask_draft")).all()
        return [(row.thing, row.actor_id, row.details, row.why) for row in rows]


def test_the_law_and_the_question_go_out_and_nothing_else(do, ask):
    do(write, "A secret of the working copy.")
    model = Model("You must return it.")
    ask(model)
    sent = "\n".join(one.content for one in model.asked[0])
    assert RULES["1"] in sent
    assert "How long can I keep a book?" in sent
    assert "secret" not in sent
    assert "tina" not in sent.lower()


def test_what_comes_back_is_a_draft_of_open_sentences(ask):
    draft = ask(Model("You **must** return it. Call [us](http://x).")).machine.draft
    assert draft.source == "model"
    assert draft.text == "You must return it. Call us."
    assert len(draft.open_names) == 2


def test_it_is_recorded_who_asked_about_what_and_no_words(store, tina, ask):
    ask(Model("You must return it."))
    assert entries(store) == [(f"answer:{KEY}", tina.id, {}, "")]


@pytest.mark.parametrize(
    "failing", [Model(EndpointError("Gone.")), Model("\u200b"), Model("A. " * 99)]
)
def test_a_service_that_fails_leaves_text_and_draft_as_they_are(store, do, start, ask, failing):
    start()
    before = do(write, "My own words.")
    with pytest.raises(EndpointError):
        ask(failing)
    with store.read() as unit:
        (row,) = unit.session.scalars(select(WorkingCopy)).all()
        assert row.content["fields"] == before.fields
        assert row.content["machine"] == before.machine.pack()
    assert len(entries(store)) == 1


def test_one_person_asks_so_often_in_an_hour(store, clock, ask):
    for _ in range(2):
        ask(Model("You must return it."), most=2)
    clock.advance(minutes=20)
    model = Model("You must return it.")
    with pytest.raises(ThrottledError) as told:
        ask(model, most=2)
    assert told.value.wait_s == 40 * 60
    assert model.asked == []
    assert len(entries(store)) == 2
    clock.advance(minutes=41)
    assert ask(model, most=2).machine.draft

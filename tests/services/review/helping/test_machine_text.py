"""Words of machines: beside a working copy until a person decided each, never in by another way."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.errors import InvalidError, NotFoundError
from kb.importers.content import pack
from kb.plain.drafting import Decision, draft_of
from kb.services.review.forms import FORMS
from kb.services.review.helping.drafts import (
    begin_with,
    decide_part,
    drop_draft,
    start_draft,
    take_draft,
)
from kb.services.review.machine_text import MachineText, machine_problems
from kb.services.review.revisions import newest_revision
from kb.services.review.submitting import submit
from kb.services.review.working_copies import open_copy, save_copy
from tests.applications import shared_workshop
from tests.services.review.helping.copies import ANSWER, KEY, write
from tests.workshops import silent_workshop

SENTENCE = "You must bring the book back soon."


def decide_all(do, copy, decision):
    for name in copy.machine.draft.open_names:
        copy = do(decide_part, name, decision)
    return copy


def test_a_first_version_leaves_the_answer_as_it_was(do, start):
    before = do(lambda _unit, _actor, copy: copy).fields
    copy = start()
    assert copy.fields == before
    assert copy.machine.draft.text == (
        "You must return a book within the period of 21 days. But not if it was renewed."
    )


def test_nothing_is_submitted_while_a_suggestion_waits(do, start, try_to_submit):
    waiting = len(start().machine.draft.open_names)
    do(write, "My own words, and nobody else's.")
    with pytest.raises(InvalidError, match=f"{waiting} suggestions wait for your decision"):
        try_to_submit()


def test_the_content_alone_does_not_get_past_the_rule(store, tina, do, start):
    start()
    mine = FORMS[ANSWER].read(KEY, do(write, "My own words.").fields).record
    content = pack(mine).values
    with store.change() as unit:
        newest = newest_revision(unit, ANSWER, KEY).id
        with pytest.raises(InvalidError, match="wait for your decision"):
            submit(unit, tina, ANSWER, KEY, content, based_on_id=newest, workshop=silent_workshop())


def test_a_draft_with_open_suggestions_is_not_put_in(do, start):
    start()
    with pytest.raises(InvalidError, match="Accept or reject each first"):
        do(take_draft)


def test_decided_and_put_in_it_is_the_persons_and_can_be_submitted(do, start, try_to_submit):
    decide_all(do, start(), Decision.ACCEPTED)
    copy = do(take_draft)
    assert copy.fields["piece_text"][-1].startswith("You must return a book")
    assert copy.fields["piece_kind"][-1] == "say"
    assert copy.machine == MachineText()
    assert try_to_submit() == 2


def test_a_decided_draft_is_not_lost_by_submitting(do, start, try_to_submit):
    decide_all(do, start(), Decision.ACCEPTED)
    do(write, "My own words.")
    with pytest.raises(InvalidError, match="decided and not used"):
        try_to_submit()


def test_dropped_it_holds_nothing_up(do, start, try_to_submit):
    start()
    assert do(drop_draft).machine.draft is None
    do(write, "My own words.")
    assert try_to_submit() == 2


def test_a_suggestion_that_is_gone_cannot_be_decided(do, start):
    start()
    with pytest.raises(NotFoundError):
        do(decide_part, "nothing", Decision.ACCEPTED)


def test_saving_the_form_changes_no_decision(do, start):
    name = start().machine.draft.open_names[0]
    do(decide_part, name, Decision.ACCEPTED)
    kept = do(write, "Other words.").machine.draft
    assert name not in kept.open_names
    assert len(kept.open_names) == len(kept.names) - 1


def test_law_that_is_not_chosen_or_not_english_gives_no_draft(store, tina, do):
    def nothing(unit, actor, copy):
        return save_copy(unit, actor, copy, copy.fields | {"covers": []})

    do(nothing)
    with pytest.raises(InvalidError, match="which provisions"):
        do(lambda unit, actor, copy: start_draft(unit, shared_workshop(), actor, copy, ""))
    with store.touch() as unit:
        spanish = open_copy(unit, tina, ANSWER, KEY.replace("en/", "es/"))
        with pytest.raises(InvalidError, match="English"):
            start_draft(unit, shared_workshop(), tina, spanish, "")


# A model's words ---------------------------------------------------------------


def model_wrote(do, *sentences):
    draft = draft_of(tuple((one, " ") for one in sentences), "")
    return do(begin_with, draft)


@pytest.mark.parametrize("typed", [SENTENCE, SENTENCE.upper(), f"First. {SENTENCE[:-1]},\nthen."])
@pytest.mark.parametrize("way", ["drop", "reject"])
def test_a_sentence_that_nobody_accepted_does_not_come_in_by_typing(do, try_to_submit, typed, way):
    copy = model_wrote(do, SENTENCE, "Bring it to the desk near the door.")
    if way == "reject":
        do(decide_part, copy.machine.draft.names[0], Decision.REJECTED)
        do(decide_part, copy.machine.draft.names[1], Decision.ACCEPTED)
        do(take_draft)
    else:
        do(drop_draft)
    do(write, typed)
    with pytest.raises(InvalidError, match="written by a machine, and nobody accepted it"):
        try_to_submit()
    do(write, "Bring it back within three weeks.")
    assert try_to_submit() == 2


def test_what_the_author_had_said_before_is_the_authors(do, try_to_submit):
    do(write, f"{SENTENCE} Then you get a receipt.")
    model_wrote(do, SENTENCE)
    do(drop_draft)
    assert try_to_submit() == 2


def test_accepted_the_second_time_it_is_accepted(do, try_to_submit):
    model_wrote(do, SENTENCE)
    do(drop_draft)
    decide_all(do, model_wrote(do, SENTENCE), Decision.ACCEPTED)
    do(take_draft)
    assert try_to_submit() == 2


decisions = st.lists(st.sampled_from(list(Decision)), min_size=3, max_size=3)
WRITTEN = (
    "You must pay the whole fee at once.",
    "You can ask for more time to pay.",
    "Nobody has to come to the office.",
)


@settings(max_examples=100, deadline=None)
@given(decisions, st.lists(st.sampled_from(WRITTEN), max_size=3), st.booleans())
def test_no_sentence_without_an_accepting_person_passes(decided, typed, ends):
    draft = draft_of(tuple((one, " ") for one in WRITTEN), "")
    for name, decision in zip(draft.names, decided, strict=True):
        draft = draft.decide(name, decision)
    machine = MachineText(draft)
    if ends:
        machine = machine.without_draft({})
    fields = {"piece_text": [" ".join(typed)]}
    accepted = {one for one, said in zip(WRITTEN, decided, strict=True) if said == "accepted"}
    passes = not machine_problems(machine, fields)
    assert not (passes and set(typed) - accepted)
    assert passes == (ends and not set(typed) - accepted)

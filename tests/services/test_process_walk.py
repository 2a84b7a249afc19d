"""A trail of choices is replayed: what fits leads on, what does not is said in words."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.errors import InvalidError, KbError, NotFoundError
from kb.importers.records import Outcome, ProcessRecord, StepRecord
from kb.services.reading.process_walk import MAX_CHOICES, walk
from kb.vocabulary import StepKind


def _step(step_id: str, *outcomes: tuple[str, str], uses: str = "") -> StepRecord:
    return StepRecord(
        id=step_id,
        title=step_id.title(),
        kind=StepKind.DO,
        outcomes=tuple(Outcome(label, step) for label, step in outcomes),
        uses=uses,
    )


VERIFY = ProcessRecord(
    slug="verify",
    title="Verify the caller",
    steps=(_step("ask", ("Knows", "good"), ("Does not", "bad")), _step("good"), _step("bad")),
)
REFUND = ProcessRecord(
    slug="refund",
    title="Refund",
    steps=(
        _step("who", ("Verified", "find"), ("Not verified", "stop"), uses="verify"),
        _step("find", ("Found", "done"), ("Look again", "who")),
        _step("done"),
        _step("stop"),
    ),
)
PROCESSES = {"verify": VERIFY, "refund": REFUND}


def _go(*trail: str, step: str = ""):
    return walk(PROCESSES, REFUND, trail=trail, step=step)


def test_an_empty_trail_stands_at_the_first_step():
    there = _go()
    assert there.frames[-1].step.id == "who"
    assert [choice.label for choice in there.choices] == [
        "Start: Verify the caller",
        "Verified",
        "Not verified",
    ]


def test_an_outcome_leads_to_its_step():
    assert _go("who.1", step="find").frames[-1].step.id == "find"


def test_a_used_process_runs_inside_and_returns_to_its_step():
    inside = _go("who.in", "ask.1")
    assert [frame.process.slug for frame in inside.frames] == ["refund", "verify"]
    assert [choice.label for choice in inside.choices] == ["Back to: Who"]
    back = _go("who.in", "ask.1", "good.back")
    assert back.frames[-1].step.id == "who"
    assert [choice.move for choice in back.choices] == ["1", "2"]
    assert [taken.depth for taken in back.taken] == [0, 1, 1]


def test_a_used_process_that_is_not_there_is_not_offered():
    alone = walk({}, REFUND)
    assert [choice.move for choice in alone.choices] == ["1", "2"]


def test_the_last_step_finishes_the_process():
    there = _go("who.1", "find.1", "done.end")
    assert there.is_finished
    assert there.choices == ()
    assert [taken.choice.label for taken in there.taken] == ["Verified", "Found", "Finish"]


def test_a_step_can_be_opened_directly():
    assert _go(step="done").frames[-1].step.id == "done"


def test_each_step_taken_knows_the_trail_before_it():
    there = _go("who.1", "find.2", "who.2")
    assert [taken.trail_before for taken in there.taken] == [
        (),
        ("who.1",),
        ("who.1", "find.2"),
    ]


@pytest.mark.parametrize(
    "trail",
    [("who.9",), ("who.1", "who.1"), ("who.back",), ("who.1", "find.in"), ("who.01",), ("who.",)],
)
def test_a_trail_that_cannot_be_is_refused_in_words(trail):
    with pytest.raises(InvalidError, match="Start it again"):
        _go(*trail)


def test_a_choice_after_the_end_is_refused():
    with pytest.raises(InvalidError):
        _go("who.2", "stop.end", "stop.end")


def test_a_trail_that_leads_elsewhere_than_said_is_refused():
    with pytest.raises(InvalidError, match="does not lead to “done”"):
        _go("who.1", step="done")


def test_an_unknown_step_is_not_found():
    with pytest.raises(NotFoundError, match="has no step “nowhere”"):
        _go(step="nowhere")


def test_a_trail_without_end_is_refused():
    with pytest.raises(InvalidError, match="over 300"):
        _go(*["who.1", "find.2"] * MAX_CHOICES)


def test_processes_that_use_each_other_end_in_words():
    loop = ProcessRecord(slug="loop", title="Loop", steps=(_step("again", uses="loop"),))
    with pytest.raises(InvalidError):
        walk({"loop": loop}, loop, trail=["again.in"] * (MAX_CHOICES + 1))


@settings(max_examples=100)
@given(st.lists(st.integers(0, 5), max_size=30))
def test_what_is_offered_can_always_be_chosen(picks):
    trail: list[str] = []
    for pick in picks:
        there = _go(*trail)
        if there.is_finished:
            break
        trail.append(there.choices[pick % len(there.choices)].token)
    there = _go(*trail)
    assert [taken.choice.token for taken in there.taken] == trail


@settings(max_examples=100)
@given(st.lists(st.text(max_size=20), max_size=5), st.text(max_size=10))
def test_no_trail_crashes(trail, step):
    with suppress(KbError):
        walk(PROCESSES, REFUND, trail=trail, step=step)

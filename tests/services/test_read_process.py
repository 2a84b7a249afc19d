"""A step is read with all that an agent needs there, and only from what is published."""

import pytest

from kb.errors import InvalidError, NotFoundError
from kb.importers.records import Block, Cover, Outcome, ValueRecord
from kb.services.actor import OPERATOR
from kb.services.reading.read_process import read_processes, run_process
from kb.vocabulary import BlockKind, State, StepKind
from tests import factories as f
from tests.services.reviewed import end, publish, write

SAY = Block(BlockKind.SAY, "It costs {{ value:fine }}.")
KNOW = Block(BlockKind.KNOW, "Look twice.")


def _run(store, slug="renew", **where):
    with store.read() as unit:
        return run_process(unit, OPERATOR, slug, **where)


def _two_steps(**changes):
    first = f.make_step(outcomes=(Outcome("Found", "done"),), **changes)
    return f.make_process(steps=(first, f.make_step("done", "Renew it")))


def test_a_process_starts_at_its_first_step(store):
    f.load(store, _two_steps())
    run = _run(store)
    assert run.is_start
    assert run.step.title == "Look at the card"
    assert [choice.label for choice in run.choices] == ["Found"]


def test_spoken_words_and_instructions_are_told_apart_and_values_filled(store):
    value = ValueRecord("fine", ((f.OLD, "10"), (f.COMING, "20")), unit="cents")
    f.load(store, value, _two_steps(blocks=(KNOW, SAY)))
    step = _run(store).step
    assert [block.text for block in step.spoken] == ["It costs 10."]
    assert step.instruction == ("Look twice.",)


def test_a_hand_off_shows_its_contact_point_and_whether_it_is_open(store):
    desk = f.make_contact_point()
    f.load(store, desk, f.make_process(steps=(f.make_step(contact="desk"),)))
    contact = _run(store).step.contact
    assert (contact.name, contact.phone, contact.opening) == ("Front desk", "555 0142", None)


def test_a_step_shows_its_own_basis_in_force(store):
    changed = {**f.RULES, "1": "A book is lent for 28 days."}
    f.load(store, f.make_original(day=f.OLD), f.make_original(rules=changed))
    first = f.make_step(
        basis=(Cover("borrowing", f.FIRST, f.OLD),), outcomes=(Outcome("Found", "done"),)
    )
    last = f.make_step("done", "Renew it", basis=(Cover("borrowing", f.SECOND),))
    f.load(store, f.make_process(steps=(first, last)))
    (part,) = _run(store).step.basis
    assert part.in_force_from == f.NEW
    assert [eid for eid, _ in part.citations] == [f.FIRST]
    assert part.changes
    (part,) = _run(store, step="done").step.basis
    assert not part.changes


def test_a_used_process_runs_inside(store):
    verify = f.make_process("verify", "Verify", steps=(f.make_step("ask", "Ask the name"),))
    f.load(store, verify, _two_steps(uses="verify"))
    inside = _run(store, trail=["look.in"])
    assert inside.within == ("Renew a loan", "Verify")
    assert inside.step.title == "Ask the name"
    assert _run(store, trail=["look.in", "ask.back"]).step.id == "look"


def test_a_used_process_that_is_withdrawn_is_said_to_be_missing(store):
    verify = f.make_process("verify", "Verify")
    f.load(store, _two_steps(uses="verify"))
    revision = write(store, verify)
    publish(store, revision)
    assert not _run(store).step.uses_missing
    end(store, revision, State.WITHDRAWN)
    assert _run(store).step.uses_missing


def test_a_finished_run_has_its_trail_and_no_step(store):
    f.load(store, _two_steps())
    run = _run(store, trail=["look.1", "done.end"])
    assert run.step is None
    assert [taken.choice.label for taken in run.taken] == ["Found", "Finish"]


def test_a_trail_that_cannot_be_is_refused(store):
    f.load(store, _two_steps())
    with pytest.raises(InvalidError, match="Start it again"):
        _run(store, trail=["done.1"])


def test_a_draft_is_no_process(store):
    write(store, _two_steps())
    with pytest.raises(NotFoundError, match="no process “renew”"):
        _run(store)
    with store.read() as unit:
        assert read_processes(unit, OPERATOR) == ()


def test_processes_are_listed_by_title(store):
    f.load(store, f.make_process("b", "Zebra"), f.make_process("a", "apple"))
    with store.read() as unit:
        assert [row.title for row in read_processes(unit, OPERATOR)] == ["apple", "Zebra"]


@pytest.mark.parametrize(
    ("seconds", "words"), [(45, "45 seconds"), (119, "119 seconds"), (150, "2 minutes")]
)
def test_time_is_said_in_seconds_or_minutes(store, seconds, words):
    f.load(store, f.make_process(steps=(f.make_step(takes_s=seconds, kind=StepKind.SAY),)))
    assert _run(store).step.takes == words

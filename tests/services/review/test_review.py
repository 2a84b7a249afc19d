"""From a copy to what agents see: two people, bound to words and law, and nothing gets lost."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from kb.errors import ConflictError, InvalidError, NotAllowedError
from kb.importers import records as r
from kb.importers.content import pack
from kb.models import AuditEntry, Revision
from kb.services.actor import OPERATOR
from kb.services.people.users import find_user, load_actor
from kb.services.propagation.outdated import outdated_keys
from kb.services.publishing.published import shown_revision, shown_revisions
from kb.services.review.deciding import Decision, decide
from kb.services.review.ending.corrections import close_correction, read_corrections
from kb.services.review.ending.ending import Wrong, retire, withdraw
from kb.services.review.ending.times_shown import add_times_shown
from kb.services.review.publishing import fall_approvals, publish_approved
from kb.services.review.revisions import newest_revision
from kb.services.review.sign_off import decide_on, read_sign_off
from kb.services.review.submitting import submit
from kb.services.review.transitions import TABLE, Event, print_table, state_of
from kb.services.review.waiting import (
    approved_texts,
    changes_requested,
    my_submitted,
    waiting_reviews,
)
from kb.settings import ROOT
from kb.vocabulary import TRANSITIONS, Role, State, ThingKind
from tests.factories import (
    COMING,
    NEW,
    OLD,
    load,
    make_answer,
    make_kpi,
    make_original,
    make_process,
    make_step,
    make_term,
    make_value,
)
from tests.people import make_account
from tests.workshops import silent_workshop

ANSWER, KEY = ThingKind.ANSWER, "en/borrowing#how-long"
APPROVE = Decision(State.APPROVED)
CHANGE = Decision(State.CHANGES_REQUESTED, "The law says 21 days.")
JUNE = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
def people(store):
    """Give `people("tina")`: an actor made with the roles of this list."""
    load(store, make_original(day=OLD), make_original(day=NEW))
    roles = {
        "tina": (Role.TRAINER,),
        "theo": (Role.TRAINER,),
        "tom": (Role.TRAINER, Role.COMPLIANCE),
        "cara": (Role.COMPLIANCE,),
        "lea": (Role.LEAD,),
        "lou": (Role.LEAD,),
        "abe": (Role.AGENT,),
    }
    for name, held in roles.items():
        make_account(store, *held, name=name)

    def actor(name):
        with store.read() as unit:
            return load_actor(unit, find_user(unit, name).id)

    return actor


@pytest.fixture
def write(store, people):
    """Give `write(name, record)`: the id of a text that this person submitted."""

    def write(name, record):
        with store.change() as unit:
            kind = next(k for k, c in KINDS.items() if isinstance(record, c))
            key = key_of(record)
            before = newest_revision(unit, kind, key)
            content = pack(record).values
            args = {"based_on_id": before.id if before else None, "workshop": silent_workshop()}
            return submit(unit, people(name), kind, key, content, **args).id

    return write


KINDS = {
    ThingKind.ANSWER: r.AnswerRecord,
    ThingKind.PROCESS: r.ProcessRecord,
    ThingKind.TERM: r.TermRecord,
    ThingKind.KPI: r.KpiRecord,
}


def key_of(record):
    return KEY if isinstance(record, r.AnswerRecord) else record.slug


@pytest.fixture
def act(store, people):
    """Give `act(deed, name, revision_id, …)`: do it in a transaction of its own."""

    def act(deed, name, revision_id, *args):
        with store.change() as unit:
            more = {"workshop": silent_workshop()} if deed in {decide, publish_approved} else {}
            revision = unit.session.get_one(Revision, revision_id)
            return deed(unit, people(name), revision, *args, **more)

    return act


def state(store, revision_id):
    with store.read() as unit:
        return state_of(unit, unit.session.get_one(Revision, revision_id))


def shown(store, kind=ANSWER, key=KEY):
    with store.read() as unit:
        revision = shown_revision(unit, kind, key)
        return revision.id if revision else None


def test_the_table_is_the_life_of_a_revision_as_the_vocabulary_has_it():
    steps = {(step.before, step.after) for step in TABLE}
    assert steps == {(before, after) for before, all_ in TRANSITIONS.items() for after in all_}


def test_the_table_is_printed_in_the_documents():
    page = (ROOT / "docs" / "states.md").read_text(encoding="utf-8")
    assert "\n".join(print_table()) in page


def test_each_event_is_in_the_table():
    assert {step.event for step in TABLE} == set(Event)


def test_words_are_shown_once_somebody_else_approved_them(store, write, act):
    revision = write("tina", make_answer(edition=NEW))
    assert state(store, revision) is State.IN_REVIEW
    act(decide, "cara", revision, APPROVE)
    assert shown(store) is None
    assert act(publish_approved, "tina", revision) is State.PUBLISHED
    assert shown(store) == revision


def test_an_author_cannot_approve_their_own_words_whatever_roles_they_hold(write, act):
    revision = write("tom", make_answer(edition=NEW))
    with pytest.raises(NotAllowedError, match="somebody else"):
        act(decide, "tom", revision, APPROVE)


def test_who_changed_an_earlier_text_of_it_cannot_approve_either(write, act):
    write("tom", make_answer(edition=NEW))
    revision = write("tina", make_answer(say="For three weeks.", edition=NEW))
    with pytest.raises(NotAllowedError):
        act(decide, "tom", revision, APPROVE)


def test_a_hand_in_words_ends_with_their_publication(write, act):
    first = write("tom", make_answer(edition=NEW))
    act(decide, "cara", first, APPROVE)
    act(publish_approved, "tom", first)
    second = write("tina", make_answer(say="For three weeks.", edition=NEW))
    assert act(decide, "tom", second, APPROVE)


@pytest.mark.parametrize(
    ("record", "author", "may", "may_not"),
    [
        (make_answer(edition=NEW), "tina", "cara", "theo"),
        (make_process(), "tina", "cara", "theo"),
        (make_term(), "tina", "theo", "lea"),
        (make_kpi(), "lea", "lou", "cara"),
    ],
)
def test_who_reviews_depends_on_what_it_is(write, act, record, author, may, may_not):
    revision = write(author, record)
    with pytest.raises(NotAllowedError):
        act(decide, may_not, revision, APPROVE)
    assert act(decide, may, revision, APPROVE)


def test_a_request_for_changes_has_a_reason(write, act):
    revision = write("tina", make_answer(edition=NEW))
    with pytest.raises(InvalidError, match="to be changed"):
        act(decide, "cara", revision, replace(CHANGE, reason=" "))


def test_a_reason_points_at_words_that_are_there(store, people, write):
    revision = write("tina", make_answer(edition=NEW))
    with store.change() as unit:
        quoted = replace(CHANGE, passage={"quote": "For 14 days"})
        with pytest.raises(InvalidError, match="does not stand in this text"):
            decide_on(unit, people("cara"), revision, quoted, workshop=silent_workshop())
        found = replace(CHANGE, passage={"quote": "21 days"})
        decide_on(unit, people("cara"), revision, found, workshop=silent_workshop())
    with store.read() as unit:
        assert [row.why for row in changes_requested(unit, people("tina"))] == [CHANGE.reason]


def test_amounts_are_read_as_agents_will_say_them_on_its_day(store, people, write):
    load(store, make_original(day=COMING), make_value(d20250101="10", d20260601="15"))
    words = "You pay {{ value:fine }} cents."
    revision = write("tina", make_answer(edition=COMING, say=words))
    with store.read() as unit:
        (block,) = read_sign_off(unit, people("cara"), revision).record.blocks
    assert block.text == "You pay 15 cents."
    with store.change() as unit:
        quoted = replace(CHANGE, passage={"quote": "You pay 15 cents"})
        decide_on(unit, people("cara"), revision, quoted, workshop=silent_workshop())


def test_an_approval_falls_when_a_corrected_edition_comes(store, write, act):
    revision = write("tina", make_answer(edition=NEW))
    act(decide, "cara", revision, APPROVE)
    load(store, make_original(day=NEW, rules={"1": "20 days.", "2": "10 cents."}))
    with store.change() as unit:
        assert [one.id for one in fall_approvals(unit, OPERATOR, "borrowing")] == [revision]
    assert state(store, revision) is State.IN_REVIEW
    with pytest.raises(ConflictError, match="law changed"):
        act(decide, "cara", revision, APPROVE)


def test_publishing_sees_that_an_approval_fell_though_nobody_said_so(store, clock, write, act):
    load(store, make_original(day=COMING, rules={"1": "30 days.", "2": "10 cents."}))
    revision = write("tina", make_answer(edition=NEW))
    act(decide, "cara", revision, APPROVE)
    clock.now = JUNE
    assert act(publish_approved, "tina", revision) is State.IN_REVIEW
    assert shown(store) is None


def test_an_approval_falls_when_a_newer_text_is_submitted(store, write, act):
    first = write("tina", make_answer(edition=NEW))
    act(decide, "cara", first, APPROVE)
    write("theo", make_answer(say="Three weeks.", edition=NEW))
    assert state(store, first) is State.DRAFT


def test_a_decision_on_law_that_moved_on_meanwhile_is_refused(store, people, write, act):
    revision = write("tina", make_answer(edition=NEW))
    with store.read() as unit:
        read = read_sign_off(unit, people("cara"), revision).read_against
    load(store, make_original(day=NEW, rules={"1": "A book is lent for 21 days.", "2": "No."}))
    with pytest.raises(ConflictError, match="moved on"):
        act(decide, "cara", revision, replace(APPROVE, read_against=read))


def test_what_is_approved_for_a_coming_edition_takes_over_as_it_does(store, clock, write, act):
    first = write("tina", make_answer(edition=NEW))
    act(decide, "cara", first, APPROVE)
    act(publish_approved, "tina", first)
    load(store, make_original(day=COMING, rules={"1": "30 days.", "2": "10 cents."}))
    second = write("tina", make_answer(say="For 30 days.", edition=COMING))
    act(decide, "cara", second, APPROVE)
    assert act(publish_approved, "tina", second) is State.SCHEDULED
    assert shown(store) == first
    clock.now = JUNE
    assert shown(store) == second
    with store.read() as unit:
        assert not outdated_keys(unit, ANSWER, shown_revisions(unit, ANSWER))


def test_two_people_on_one_text_are_told_and_neither_is_overwritten(store, people, write):
    write("tina", make_answer(edition=NEW))
    content = pack(make_answer(say="Three weeks.", edition=NEW)).values
    with store.change() as unit, pytest.raises(ConflictError, match="put the two together"):
        submit(unit, people("theo"), ANSWER, KEY, content, workshop=silent_workshop())


def test_words_that_are_published_already_need_no_review(store, people, write, act):
    record = make_answer(edition=NEW)
    revision = write("tina", record)
    act(decide, "cara", revision, APPROVE)
    act(publish_approved, "tina", revision)
    with pytest.raises(InvalidError, match="published already"):
        write("tina", record)


def test_a_process_with_a_step_that_is_never_reached_is_not_taken(write):
    steps = (make_step("one"), make_step("two"))
    with pytest.raises(InvalidError, match="never reached"):
        write("tina", make_process(steps=steps))


def test_withdrawing_opens_a_correction_with_when_and_how_often(store, clock, people, write, act):
    revision = write("tina", make_answer(edition=NEW))
    act(decide, "cara", revision, APPROVE)
    act(publish_approved, "tina", revision)
    since = clock.now
    with store.touch() as unit:
        add_times_shown(unit, revision_id=revision, day=unit.today, times=2)
        add_times_shown(unit, revision_id=revision, day=unit.today)
    clock.advance(hours=3)
    with store.change() as unit:
        withdraw(unit, people("cara"), ANSWER, KEY, Wrong("It is 14 days.", "14 days."))
    assert shown(store) is None
    with store.change() as unit:
        (found,) = read_corrections(unit, people("tina"))
        assert (found.wrong_from, found.wrong_to) == (since, clock.now)
        assert (found.times_shown, found.instead, found.is_open) == (3, "14 days.", True)
        close_correction(unit, people("lea"), found.id, done="Called back.")
        assert not read_corrections(unit, people("tina"))[0].is_open


@pytest.mark.parametrize("name", ["tina", "abe"])
def test_only_compliance_and_leads_withdraw(store, people, name):
    load(store, make_answer(edition=NEW))
    with store.change() as unit, pytest.raises(NotAllowedError):
        withdraw(unit, people(name), ANSWER, KEY, Wrong("No."))


def test_what_is_retired_says_what_replaces_it(store, people):
    load(store, make_answer(edition=NEW), make_answer("other", edition=NEW, position=1))
    with store.change() as unit:
        tina = people("tina")
        with pytest.raises(InvalidError, match="what replaces it"):
            retire(unit, tina, ANSWER, KEY, reason="")
        retire(unit, tina, ANSWER, KEY, reason="", replaced_by="en/borrowing#other")
    assert shown(store) is None
    with store.read() as unit:
        last = unit.session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
        assert (last.verb, last.why) == ("retired", "Replaced by en/borrowing#other.")


def test_what_is_due_first_is_reviewed_first(store, clock, people, write):
    write("tina", make_term("loan"))
    clock.advance(days=1)
    write("tina", make_answer(edition=NEW))
    clock.advance(days=3)  # Friday
    with store.read() as unit:
        rows = waiting_reviews(unit, people("cara"), review_days=3)
        assert [(row.key, row.is_overdue) for row in rows] == [("loan", True), (KEY, False)]
        assert len(my_submitted(unit, people("tina"))) == 2
        assert waiting_reviews(unit, people("abe")) == ()
        assert waiting_reviews(unit, people("tina")) == ()


def test_what_is_approved_waits_for_its_author_to_publish_it(store, people, write, act):
    revision = write("tina", make_answer(edition=NEW))
    act(decide, "cara", revision, APPROVE)
    with store.read() as unit:
        (row,) = approved_texts(unit, people("tina"))
        assert (row.waiting.revision_id, row.holds) == (revision, True)
        assert approved_texts(unit, people("cara")) == ()

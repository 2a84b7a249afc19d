"""Clarifications: asked of a provision, owned, due, answered, and told to who asked."""

from datetime import date

import pytest
from sqlalchemy import select

from kb.errors import ConflictError, InvalidError, NotAllowedError, NotFoundError
from kb.importers.records import DepartmentRecord
from kb.models import AuditEntry, Edition
from kb.services.people.deputies import name_deputy
from kb.services.people.users import find_user, load_actor
from kb.services.review.clarifications.asking import (
    LONGEST_CHARS,
    Question,
    ask_clarification,
    reply_to_clarification,
    see_reply,
    take_back_clarification,
)
from kb.services.review.clarifications.reading import (
    clarifications_to_answer,
    open_clarifications,
    prepare_clarification,
    read_clarification,
    read_clarifications,
    replies_to_see,
)
from kb.vocabulary import Role
from tests.factories import FIRST, load, make_original
from tests.people import make_account


@pytest.fixture
def store(any_store):
    """Give a library of one original and two departments."""
    load(any_store, DepartmentRecord("billing", "Billing"), DepartmentRecord("claims", "Claims"))
    load(any_store, make_original())
    return any_store


@pytest.fixture
def people(store):
    """Give `people(name)`: whoever asks and answers."""
    held = {
        "toni": ([Role.TRAINER], ""),
        "tina": ([Role.TRAINER], ""),
        "chris": ([Role.COMPLIANCE], ""),
        "pat": ([Role.PARTNER], "billing"),
        "paul": ([Role.PARTNER], "claims"),
        "alex": ([Role.AGENT], ""),
    }

    for name, (roles, department) in held.items():
        make_account(store, *roles, name=name, department=department)
    with store.read() as unit:
        return {name: load_actor(unit, find_user(unit, name).id) for name in held}.__getitem__


def edition_id(unit):
    return unit.session.scalars(select(Edition.id)).one()


def ask(store, who, words="What does “late” mean here?", department="", days=5):
    with store.change() as unit:
        question = Question(edition_id(unit), FIRST, words, department)
        return ask_clarification(unit, who, question, days=days).id


def reply(store, who, number, words="After closing time."):
    with store.change() as unit:
        reply_to_clarification(unit, who, number, words)


def view(store, who, number):
    with store.read() as unit:
        return read_clarification(unit, who, number)


def ids(found):
    return [one.id for one in found]


def to_answer(store, who):
    with store.read() as unit:
        return ids(clarifications_to_answer(unit, who))


def to_see(store, who):
    with store.read() as unit:
        return ids(replies_to_see(unit, who))


def test_a_question_stands_with_its_provision_owner_and_clock(store, people):
    number = ask(store, people("toni"), days=5)
    found = view(store, people("chris"), number)
    assert found.subject.citation == "Borrowing rules 1"
    assert found.subject.words == ("A book is lent for 21 days.",)
    assert (found.owner, found.asked_by) == ("Compliance", "Toni Tester")
    assert found.due_on == date(2026, 5, 11)  # asked on a Monday: a week of working days
    assert found.is_open


def test_a_clock_that_ran_out_says_so_until_it_is_answered(store, people, clock):
    number = ask(store, people("toni"), days=1)
    clock.advance(days=1)
    assert not view(store, people("chris"), number).is_overdue
    clock.advance(days=1)
    assert view(store, people("chris"), number).is_overdue
    reply(store, people("chris"), number)
    assert not view(store, people("chris"), number).is_overdue


def test_what_is_due_first_comes_first(store, people):
    late, soon = ask(store, people("toni"), days=9), ask(store, people("toni"), days=1)
    assert to_answer(store, people("chris")) == [soon, late]


def test_a_department_answers_its_own_and_compliance_all(store, people):
    theirs, ours = ask(store, people("toni"), department="billing"), ask(store, people("toni"))
    assert to_answer(store, people("pat")) == [theirs]
    assert to_answer(store, people("paul")) == []
    assert to_answer(store, people("chris")) == [theirs, ours]
    with pytest.raises(NotAllowedError):
        reply(store, people("paul"), theirs)
    with pytest.raises(NotAllowedError):
        reply(store, people("pat"), ours)
    with pytest.raises(NotAllowedError):
        reply(store, people("tina"), ours)
    reply(store, people("pat"), theirs)
    assert view(store, people("toni"), theirs).replied_by == "Pat Tester"


def test_another_department_does_not_learn_what_was_asked(store, people):
    number = ask(store, people("toni"), department="billing")
    with pytest.raises(NotFoundError):
        view(store, people("paul"), number)


def test_who_asked_is_told_until_they_have_seen_it(store, people):
    number = ask(store, people("toni"))
    assert to_see(store, people("toni")) == []
    reply(store, people("chris"), number)
    assert to_see(store, people("toni")) == [number]
    assert to_see(store, people("tina")) == []
    for _ in range(2):
        with store.change() as unit:
            see_reply(unit, people("toni"), number)
    assert to_see(store, people("toni")) == []


def test_a_deputy_is_told_for_who_is_away(store, people, clock):
    number = ask(store, people("toni"))
    reply(store, people("chris"), number)
    with store.change() as unit:
        day = clock.now.date()
        name_deputy(unit, people("toni"), people("tina").name, starts=day, until=day)
    assert to_see(store, people("tina")) == [number]


def test_nobody_answers_their_own_question_but_may_take_it_back(store, people):
    number = ask(store, people("chris"))
    with pytest.raises(NotAllowedError, match="asked this yourself"):
        reply(store, people("chris"), number)
    with store.change() as unit, pytest.raises(NotAllowedError, match="Somebody else asked"):
        take_back_clarification(unit, people("toni"), number)
    with store.change() as unit:
        take_back_clarification(unit, people("chris"), number)
    found = view(store, people("chris"), number)
    assert (found.is_open, found.was_taken_back, found.is_seen) == (False, True, True)


def test_a_question_is_answered_once(store, people):
    number = ask(store, people("toni"))
    reply(store, people("chris"), number)
    with pytest.raises(ConflictError, match="answered already"):
        reply(store, people("chris"), number, "Something else.")
    assert view(store, people("toni"), number).reply == "After closing time."


def test_a_reply_that_is_not_there_cannot_be_seen(store, people):
    number = ask(store, people("toni"))
    with store.change() as unit, pytest.raises(ConflictError):
        see_reply(unit, people("toni"), number)


def test_a_customers_data_is_masked_in_both_and_kept_in_no_audit_entry(store, people):
    number = ask(store, people("toni"), "My customer ada@example.org asks about fines.")
    reply(store, people("chris"), number, "Write to bob@example.org about fines.")
    found = view(store, people("toni"), number)
    assert (found.question, found.reply) == (
        "My customer ‹e-mail› asks about fines.",
        "Write to ‹e-mail› about fines.",
    )
    with store.read() as unit:
        record = str(unit.session.execute(select(AuditEntry.__table__)).all())
    assert "ask_clarification" in record
    assert "fines" not in record


@pytest.mark.parametrize("words", ["", " \n ", "x" * (LONGEST_CHARS + 1)])
def test_a_question_has_words_and_not_too_many(store, people, words):
    with pytest.raises(InvalidError):
        ask(store, people("toni"), words)


def test_a_department_or_provision_that_is_not_there_is_said(store, people):
    with pytest.raises(InvalidError, match="no department"):
        ask(store, people("toni"), department="nowhere")
    with store.change() as unit, pytest.raises(NotFoundError, match="no such provision"):
        ask_clarification(
            unit, people("toni"), Question(edition_id(unit), "sec_99", "Why?"), days=5
        )


@pytest.mark.parametrize("name", ["alex", "pat"])
def test_agents_and_partners_do_not_ask(store, people, name):
    with pytest.raises(NotAllowedError):
        ask(store, people(name))


def test_the_form_says_what_was_asked_of_the_provision_before(store, people):
    number = ask(store, people("toni"))
    with store.read() as unit:
        page = prepare_clarification(unit, people("tina"), edition_id(unit), FIRST)
    assert ids(page.asked) == [number]
    assert page.departments == (("billing", "Billing"), ("claims", "Claims"))


def test_what_is_open_is_found_by_edition_and_by_department(store, people):
    first, second = ask(store, people("toni")), ask(store, people("toni"), department="billing")
    reply(store, people("chris"), first)
    with store.read() as unit:
        chris, edition = people("chris"), edition_id(unit)
        assert ids(open_clarifications(unit, chris, edition_id=edition)) == [second]
        assert open_clarifications(unit, chris, edition_id=edition + 1) == ()
        billing = people("pat").department_id
        assert ids(open_clarifications(unit, chris, department_id=billing)) == [second]


def test_a_page_of_ones_own_holds_each_question_once(store, people):
    waiting, answered, seen = (ask(store, people("toni")) for _ in range(3))
    for number in (answered, seen):
        reply(store, people("chris"), number)
    with store.change() as unit:
        see_reply(unit, people("toni"), seen)
    with store.read() as unit:
        page = read_clarifications(unit, people("toni"))
        theirs = read_clarifications(unit, people("chris"))
    found = [page.to_answer, page.waiting, page.answered, page.closed]
    assert list(map(ids, found)) == [[], [waiting], [answered], [seen]]
    assert ids(theirs.to_answer) == [waiting]

"""To check: a definition, a reference or a parent changed; cleared with a reason, and only once."""

import pytest
from sqlalchemy import select

from kb.errors import ConflictError, InvalidError, NotAllowedError
from kb.importers import records as r
from kb.importers.library.contents import read_contents
from kb.models import AuditEntry, User
from kb.services.actor import Actor
from kb.services.propagation.outdated import outdated_keys
from kb.services.propagation.to_check import CheckCause, clear_check, every_check
from kb.services.publishing.published import shown_revisions
from kb.vocabulary import Role, ThingKind
from tests.factories import NEW, OLD, load, make_answer, make_original, make_process, make_step
from tests.people import make_account

THIRD = NEW.replace(month=5, day=1)
LAW = """---
title: Borrowing rules{made_under}
---
# Borrowing rules

## 1 Words

**member** means {member}.

## 2 Loans

(a) A member may keep a book for 21 days, subject to paragraph (b).

(b) {limit}

(c) Nothing else counts.
"""
WHO, LIMIT = "a person who holds a card", "Not more than 5 books may be kept."
LOAN, REST = "sec_2__para_a", "sec_2__para_c"


def law(day, member=WHO, limit=LIMIT, made_under=""):
    head = f"\nmade_under: {made_under}" if made_under else ""
    text = LAW.format(member=member, limit=limit, made_under=head)
    contents = read_contents(f"content/originals/borrowing/{day}.md", text.encode())
    assert not contents.notes.problems
    return contents.records[0]


def covering(*eids, name="loan"):
    return make_answer(name, covers=tuple(r.Cover("borrowing", eid) for eid in eids), edition=OLD)


def checks(store):
    with store.read() as unit:
        return {(one.name.key, one.name.cause, one.name.eid) for one in every_check(unit)}


def only_check(store):
    with store.read() as unit:
        (one,) = every_check(unit)
        return one.name


@pytest.fixture
def library(store):
    load(store, law(OLD), covering(LOAN), covering(REST, name="rest"))
    return store


@pytest.fixture
def trainer(store):
    name = make_account(store, Role.TRAINER)
    with store.read() as unit:
        return unit.session.scalar(select(User).where(User.name == name))


LOAN_KEY = "en/borrowing#loan"


def test_words_whose_law_uses_a_term_that_means_something_else_are_to_check(library):
    load(library, law(NEW, member="a person who holds a card or a pass"))
    assert checks(library) == {(LOAN_KEY, CheckCause.DEFINITION, "def_member")}


def test_words_whose_law_refers_to_a_changed_provision_are_to_check(library):
    load(library, law(NEW, limit="Not more than 6 books may be kept."))
    assert checks(library) == {(LOAN_KEY, CheckCause.REFERENCE, "sec_2__para_b")}


def test_what_covers_the_change_itself_is_outdated_and_not_to_check(library):
    load(library, covering(LOAN, "sec_2__para_b"))
    load(library, law(NEW, limit="Not more than 6 books may be kept."))
    assert checks(library) == set()
    with library.read() as unit:
        shown = shown_revisions(unit, ThingKind.ANSWER)
        assert outdated_keys(unit, ThingKind.ANSWER, shown) == {LOAN_KEY}


def test_a_text_whose_parent_changed_since_it_was_confirmed_is_to_check(store, clock):
    load(store, make_original("statute", OLD), law(OLD, made_under="statute"), covering(REST))
    clock.advance(hours=1)
    load(store, make_original("statute", NEW, rules={"1": "Other words."}))
    assert checks(store) == {(LOAN_KEY, CheckCause.PARENT, "")}
    clock.advance(hours=1)
    load(
        store, make_answer("loan", "Otherwise.", covers=(r.Cover("borrowing", REST),), edition=OLD)
    )
    assert checks(store) == set()  # confirmed with the new parent in force


def test_steps_are_to_check_by_the_same_rule(library):
    step = make_step("lend", basis=(r.Cover("borrowing", LOAN, OLD),))
    load(library, make_process(steps=(step, make_step("other"))))
    load(library, law(NEW, limit="Not more than 6 books may be kept."))
    with library.read() as unit:
        found = {(one.name.key, one.name.part) for one in every_check(unit)}
    assert found == {(LOAN_KEY, ""), ("renew", "lend")}


def clear(store, actor, name, reason="The words are about days alone."):
    with store.change() as unit:
        clear_check(unit, actor, name, reason=reason)


def actor_of(account, *roles):
    return Actor(account.id, account.name, roles=frozenset(roles))


def test_a_check_is_cleared_once_with_a_reason_and_on_record(library, trainer):
    load(library, law(NEW, limit="Not more than 6 books may be kept."))
    name, who = only_check(library), actor_of(trainer, Role.TRAINER)
    with pytest.raises(InvalidError):
        clear(library, who, name, reason=" ")
    clear(library, who, name)
    assert checks(library) == set()
    with pytest.raises(ConflictError):
        clear(library, who, name)
    with library.read() as unit:
        entry = unit.session.query(AuditEntry).order_by(AuditEntry.number.desc()).first()
        assert (entry.verb, entry.thing) == ("clear_check", f"answer:{LOAN_KEY}")
        assert entry.why == "The words are about days alone."


def test_an_agent_clears_nothing(library, trainer):
    load(library, law(NEW, limit="Not more than 6 books may be kept."))
    with pytest.raises(NotAllowedError):
        clear(library, actor_of(trainer, Role.AGENT), only_check(library))


def test_a_clearance_counts_until_that_provision_changes_again(library, trainer):
    six = "Not more than 6 books may be kept."
    load(library, law(NEW, limit=six))
    clear(library, actor_of(trainer, Role.TRAINER), only_check(library))
    load(library, law(THIRD, limit=six, member="a person"))  # changes something else
    assert checks(library) == {(LOAN_KEY, CheckCause.DEFINITION, "def_member")}
    load(library, law(THIRD.replace(day=2), limit="Not more than 7 books may be kept."))
    assert checks(library) == {(LOAN_KEY, CheckCause.REFERENCE, "sec_2__para_b")}


def test_a_clearance_is_bound_to_the_words_that_were_checked(library, trainer, clock):
    load(library, law(NEW, limit="Not more than 6 books may be kept."))
    clear(library, actor_of(trainer, Role.TRAINER), only_check(library))
    clock.advance(minutes=1)
    load(
        library,
        make_answer("loan", "Other words.", covers=(r.Cover("borrowing", LOAN),), edition=OLD),
    )
    assert checks(library) == {(LOAN_KEY, CheckCause.REFERENCE, "sec_2__para_b")}


def test_a_change_put_back_is_nothing_to_check(library):
    load(library, law(NEW, limit="Not more than 6 books may be kept."), law(THIRD))
    assert checks(library) == set()

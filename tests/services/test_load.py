"""Loading: an audited act, twice is once, and what a person did is not overrun (I4, I8)."""

from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from kb.errors import LibraryError
from kb.importers import records as r
from kb.importers.content import kind_for, unpack
from kb.models import AuditEntry, Department, EditionState, OutboxRow, Revision, StateChange, Team
from kb.services.actor import OPERATOR
from kb.services.audit import verify
from kb.services.calls.answers import list_answers
from kb.services.library import is_empty, known_names, load_library
from kb.services.library.covers import key_of
from kb.services.publishing.published import edition_in_force, shown_revision
from kb.vocabulary import State, ThingKind
from tests.factories import (
    COMING,
    FIRST,
    NEW,
    OLD,
    RULES,
    SECOND,
    load,
    make_answer,
    make_kpi,
    make_library,
    make_original,
    make_process,
    make_step,
    make_term,
    make_translation,
    make_value,
)
from tests.services.reviewed import end, publish, write

COUNTED = (Revision, StateChange, EditionState, AuditEntry, OutboxRow)


def counts(store):
    with store.read() as unit:
        return [unit.session.scalar(select(func.count()).select_from(row)) for row in COUNTED]


def says(store, record):
    """Return the record that is shown in the place of `record`, or None."""
    with store.read() as unit:
        revision = shown_revision(unit, kind_for(type(record)), key_of(record))
        return unpack(type(record), revision.content) if revision else None


def law(store, slug="borrowing"):
    with store.read() as unit:
        edition = edition_in_force(unit, slug)
        return [p.text for p in edition.provisions] if edition else None


def everything():
    department = r.DepartmentRecord("desk", "Front desk", "Lends.", (("a", "A"), ("b", "B")))
    return (
        department,
        r.LineRecord("loans", "Loans"),
        r.TopicRecord("books", "Books", "loans"),
        r.DriverRecord("letter", "A letter", "desk", "It went out.", ("books",)),
        r.ContactPointRecord("desk", "Desk", department="desk", phone="555 0142"),
        r.MissionRecord("What", "How", "Why", objectives=(r.ObjectiveRecord("right", "Right"),)),
        make_original(day=OLD),
        make_original(rules={**RULES, "3": "New."}),
        make_translation(),
        make_answer(),
        make_process(steps=(make_step(basis=(r.Cover("borrowing", SECOND),)),)),
        make_term(source=r.Cover("borrowing", FIRST)),
        make_value(),
        make_kpi(),
    )


def test_loading_the_same_twice_changes_nothing(any_store):
    first = load(any_store, *everything())
    before = counts(any_store)
    second = load(any_store, *everything())
    assert first.counts == Counter(new=len(everything()))
    assert second.counts == Counter(unchanged=len(everything()))
    assert counts(any_store) == before


def test_loading_the_same_as_drafts_changes_nothing(any_store):
    load(any_store, *everything())
    before = counts(any_store)
    load(any_store, *everything(), as_draft=True)
    assert counts(any_store) == before


def test_loading_drafts_twice_makes_them_once(any_store):
    load(any_store, *everything(), as_draft=True)
    before = counts(any_store)
    load(any_store, *everything(), as_draft=True)
    assert counts(any_store) == before


def test_what_was_loaded_is_shown_and_recorded(any_store):
    load(any_store, make_original(), make_answer())
    assert says(any_store, make_answer()).question == "How long can I keep a book?"
    with any_store.read() as unit:
        entries = unit.session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
        assert [(e.verb, e.thing, e.actor_id) for e in entries] == [
            ("load_published", "original:borrowing", None),
            ("published", "answer:en/borrowing#how-long", None),
        ]
        verify(unit.session, unit.audit_key)


def test_the_audit_names_file_and_hash(any_store):
    term = make_term(place=r.Place("content/glossary.yaml", 3))
    with any_store.change() as unit:
        hashes = {"content/glossary.yaml": "abc"}
        load_library(unit, OPERATOR, make_library(term), file_hashes=hashes)
    with any_store.read() as unit:
        details = unit.session.scalars(select(AuditEntry.details)).one()
    assert details["file"] == "content/glossary.yaml"
    assert details["file_hash"] == "abc"


def test_drafts_are_not_shown(any_store):
    load(any_store, *everything(), as_draft=True)
    assert law(any_store) is None
    assert says(any_store, make_answer()) is None
    with any_store.read() as unit:
        assert list_answers(unit, OPERATOR) == []


def test_drafts_can_be_loaded_for_good_later(any_store):
    load(any_store, make_original(), make_answer(), make_term(), as_draft=True)
    report = load(any_store, make_original(), make_answer(), make_term())
    assert report.counts == Counter(new=3)
    assert law(any_store) == [f"Rule {n} {words}" for n, words in RULES.items()]
    assert says(any_store, make_answer()) is not None
    assert says(any_store, make_term()) is not None


def test_a_draft_of_an_edition_changes_nothing_that_is_loaded_beside_it(any_store):
    load(any_store, make_original())
    load(any_store, make_original(rules={"9": "A draft."}), as_draft=True)
    load(any_store, make_original(day=OLD, rules={"1": "Old."}))
    load(any_store, make_answer())
    with any_store.read() as unit:
        assert list_answers(unit, OPERATOR)[0].state == State.PUBLISHED
        assert known_names(unit).editions["borrowing"][NEW] == {FIRST, SECOND}


def test_a_draft_answer_may_stand_for_a_draft_edition(any_store):
    load(any_store, make_original(), make_answer())
    draft = make_answer(say="Coming.", covers=(r.Cover("borrowing", "sec_9"),))
    load(any_store, make_original(day=COMING, rules={"9": "X."}), draft, as_draft=True)
    assert says(any_store, draft).blocks == make_answer().blocks
    with any_store.read() as unit:
        assert "sec_9" in known_names(unit, with_drafts=True).editions["borrowing"][COMING]
        assert COMING not in known_names(unit).editions["borrowing"]


def test_a_changed_text_of_the_same_day_is_a_corrected_version(any_store):
    load(any_store, make_original())
    report = load(any_store, make_original(rules={"1": "Corrected."}))
    assert report.counts == Counter(changed=1)
    assert law(any_store) == ["Rule 1 Corrected."]


def test_a_corrected_text_can_be_put_back(any_store):
    load(any_store, make_original())
    load(any_store, make_original(rules={"1": "Corrected."}))
    load(any_store, make_original())
    assert law(any_store)[0] == "Rule 1 A book is lent for 21 days."


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.RETIRED])
def test_what_a_person_ended_is_refused_and_named(any_store, state):
    load(any_store, make_term(), make_kpi())
    with any_store.read() as unit:
        revision = shown_revision(unit, ThingKind.TERM, "loan").id
    end(any_store, revision, state)
    before = counts(any_store)
    with pytest.raises(LibraryError) as refused:
        load(any_store, make_term(place=r.Place("content/glossary.yaml", 7)), make_kpi(what="New."))
    (problem,) = refused.value.problems
    assert str(problem).startswith("content/glossary.yaml:7: 'loan' was")
    assert state.value in problem.what
    assert counts(any_store) == before
    load(any_store, make_term(), as_draft=True)
    assert says(any_store, make_term()) is None


def test_what_a_person_published_is_refused_unless_it_says_the_same(any_store):
    load(any_store, make_term())
    publish(any_store, write(any_store, make_term(plain="a person's words")))
    with pytest.raises(LibraryError, match="1 problem"):
        load(any_store, make_term(plain="a file's words"))
    assert load(any_store, make_term(plain="a person's words")).counts == Counter(unchanged=1)
    load(any_store, make_term(plain="a file's words"), as_draft=True)
    assert says(any_store, make_term()).plain == "a person's words"


def test_an_older_draft_published_late_is_what_was_last_released(any_store):
    load(any_store, make_term())
    draft = write(any_store, make_term(plain="late"))
    load(any_store, make_term(plain="between"))
    publish(any_store, draft)
    assert load(any_store, make_term(plain="late")).counts == Counter(unchanged=1)
    with pytest.raises(LibraryError, match="1 problem"):
        load(any_store, make_term(plain="other"))


def test_every_refusal_is_reported_at_once(any_store):
    terms = [make_term(slug) for slug in ("a", "b", "c")]
    load(any_store, *terms)
    for slug in ("a", "c"):
        publish(any_store, write(any_store, make_term(slug, plain="a person's")))
    with pytest.raises(LibraryError) as refused:
        load(any_store, *(make_term(slug, plain="a file's") for slug in ("a", "b", "c")))
    assert [problem.what.split()[0] for problem in refused.value.problems] == ["'a'", "'c'"]


def test_keeping_going_stores_the_rest_and_names_what_was_refused(any_store):
    terms = [make_term(slug) for slug in ("a", "b")]
    load(any_store, *terms)
    publish(any_store, write(any_store, make_term("a", plain="a person's")))
    library = make_library(*(make_term(slug, plain="a file's") for slug in ("a", "b")))
    with any_store.change() as unit:
        report = load_library(unit, OPERATOR, library, file_hashes={}, keep_going=True)
    assert [problem.what.split()[0] for problem in report.refused] == ["'a'"]
    assert report.counts == Counter(changed=1)
    assert says(any_store, make_term("a")).plain == "a person's"
    assert says(any_store, make_term("b")).plain == "a file's"


def test_a_thing_missing_from_the_files_is_kept(any_store):
    load(any_store, make_term("a"), make_term("b"))
    load(any_store, make_term("b", plain="changed"))
    assert says(any_store, make_term("a")) is not None


def test_a_team_missing_from_the_file_is_kept_and_changes_nothing_again(any_store):
    both = r.DepartmentRecord("desk", "Desk", teams=(("a", "A"), ("b", "B")))
    only_b = r.DepartmentRecord("desk", "Desk", teams=(("b", "B"),))
    load(any_store, both)
    load(any_store, only_b)
    before = counts(any_store)
    assert load(any_store, only_b).counts == Counter(unchanged=1)
    assert counts(any_store) == before
    with any_store.read() as unit:
        assert list(unit.session.scalars(select(Team.slug).order_by(Team.slug))) == ["a", "b"]


def test_a_department_that_a_person_changed_is_refused_as_draft_too(any_store):
    load(any_store, r.DepartmentRecord("desk", "Desk"))
    with any_store.change() as unit:
        unit.session.scalars(select(Department)).one().name = "A person's"
    for as_draft in (False, True):
        with pytest.raises(LibraryError, match="1 problem"):
            load(any_store, r.DepartmentRecord("desk", "File's"), as_draft=as_draft)


def test_a_new_edition_confirms_no_words_silently(any_store):
    load(any_store, make_original(day=OLD), make_translation(), make_answer())
    before = says(any_store, make_answer())
    assert before.edition == OLD
    load(
        any_store, make_original(rules={**RULES, "1": "For 7."}), make_translation(), make_answer()
    )
    assert says(any_store, make_answer()) == before
    with any_store.read() as unit:
        assert list_answers(unit, OPERATOR)[0].state == "outdated"


def test_changed_words_mean_the_newest_edition(any_store):
    load(any_store, make_original(day=OLD), make_answer())
    newer = make_answer(say="For 7 days.")
    load(any_store, make_original(rules={**RULES, "1": "For 7."}), newer)
    assert says(any_store, newer).edition == NEW
    with any_store.read() as unit:
        assert list_answers(unit, OPERATOR)[0].state == State.PUBLISHED


def test_the_same_words_named_against_the_new_edition_are_confirmed(any_store):
    load(any_store, make_original(day=OLD), make_answer())
    load(any_store, make_original(rules={**RULES, "1": "For 7."}), make_answer(edition=NEW))
    assert says(any_store, make_answer()).edition == NEW


def test_an_answer_that_only_moved_is_not_confirmed(any_store):
    first, second = make_answer("a"), make_answer("b", position=1)
    load(any_store, make_original(day=OLD), first, second)
    load(any_store, make_original(rules={**RULES, "1": "For 7."}))
    moved = [replace(second, position=0), make_answer("c", position=1), replace(first, position=2)]
    load(any_store, *moved)
    assert says(any_store, first).edition == OLD
    assert says(any_store, second).edition == OLD
    with any_store.read() as unit:
        rows = [(row.answer, row.state) for row in list_answers(unit, OPERATOR)]
    assert rows == [("b", "outdated"), ("c", "published"), ("a", "outdated")]


def test_an_answer_that_left_the_file_moves_no_other(any_store):
    answers = [make_answer(name, position=at) for at, name in enumerate("abc")]
    load(any_store, make_original(), *answers)
    left = load(any_store, answers[0], replace(answers[2], position=1))
    assert left.counts == Counter(unchanged=2)


def test_a_coming_edition_and_its_answers_come_into_force_by_themselves(any_store, clock):
    load(any_store, make_original(), make_answer())
    coming = make_original(day=COMING, rules={"1": "For 7."})
    load(any_store, coming, make_answer(say="For 7 days."))
    assert law(any_store)[0] == "Rule 1 A book is lent for 21 days."
    assert says(any_store, make_answer()).blocks == make_answer().blocks
    clock.now = clock.now.replace(month=5, day=31, hour=22, minute=59, second=59)
    assert law(any_store)[0] == "Rule 1 A book is lent for 21 days."
    clock.advance(seconds=1)  # midnight in London
    assert law(any_store) == ["Rule 1 For 7."]
    assert says(any_store, make_answer()).blocks == make_answer(say="For 7 days.").blocks
    with any_store.read() as unit:
        assert [row.state for row in list_answers(unit, OPERATOR)] == [State.PUBLISHED]


def test_words_of_today_loaded_again_leave_the_coming_ones(any_store, clock):
    load(any_store, make_original(), make_answer(edition=NEW))
    coming = make_answer(say="For 7 days.", edition=COMING)
    load(any_store, make_original(day=COMING, rules={"1": "For 7."}), coming)
    assert load(any_store, make_answer(edition=NEW)).counts == Counter(unchanged=1)
    clock.advance(days=60)
    assert says(any_store, make_answer()) == says(any_store, coming)
    assert says(any_store, make_answer()).blocks == coming.blocks


def test_an_empty_database_is_empty_until_something_is_loaded(any_store):
    with any_store.read() as unit:
        assert is_empty(unit)
    load(any_store, make_original(), as_draft=True)
    with any_store.read() as unit:
        assert not is_empty(unit)


def test_progress_is_told_from_nothing_to_all(any_store):
    told = []
    with any_store.change() as unit:
        load_library(
            unit,
            OPERATOR,
            make_library(*everything()),
            file_hashes={},
            progress=lambda *step: told.append(step),
        )
    whole = len(everything())
    assert [done for done, _, _ in told] == list(range(whole + 1))
    assert {total for _, total, _ in told} == {whole}

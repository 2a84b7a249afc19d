"""Outdated is exactly what covers a provision whose words changed or are gone (I4)."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.importers import records as r
from kb.importers.library.contents import read_contents
from kb.services.actor import OPERATOR
from kb.services.calls.answers import list_answers
from kb.services.propagation.outdated import outdated_keys
from kb.services.publishing.published import shown_revisions
from kb.vocabulary import ThingKind
from tests.factories import (
    COMING,
    NEW,
    OLD,
    load,
    make_answer,
    make_original,
    make_process,
    make_step,
    make_term,
)

RULES = {"1": "One.", "2": "Two.", "3": "Three.", "4": "Four."}


def answers_to(rules=RULES):
    """One answer to each rule, named after it, and one to the first two."""
    one_each = [
        make_answer(f"to-{n}", covers=(r.Cover("borrowing", f"sec_{n}"),), edition=OLD)
        for n in rules
    ]
    both = tuple(r.Cover("borrowing", f"sec_{n}") for n in ("1", "2"))
    return [*one_each, make_answer("to-both", covers=both, edition=OLD)]


def outdated(store):
    with store.read() as unit:
        return {row.answer for row in list_answers(unit, OPERATOR) if row.state == "outdated"}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, set()),
        ({"3": "Three!"}, {"to-3"}),
        ({"1": "Uno."}, {"to-1", "to-both"}),
        ({"3": None}, {"to-3"}),
        ({"5": "Five."}, set()),
        ({"3": "Four.", "4": "Three."}, {"to-3", "to-4"}),  # their headings stay where they are
        ({"1": "Uno.", "2": None, "5": "Five."}, {"to-1", "to-2", "to-both"}),
    ],
)
def test_exactly_what_stands_for_changed_words_is_outdated(store, change, found):
    load(store, make_original(day=OLD, rules=RULES), *answers_to())
    rules = {number: text for number, text in {**RULES, **change}.items() if text}
    load(store, make_original(day=NEW, rules=rules))
    assert outdated(store) == found


def test_a_provision_that_only_got_another_number_keeps_its_answers(store):
    source = make_original(day=OLD)  # its headings are part of the words, so they must not change
    load(store, source, make_answer(edition=OLD))
    moved = source.source.replace(b"## 1 Rule 1", b"## 7 Rule 1")
    load(store, edition_of(moved, NEW))
    assert outdated(store) == set()


def edition_of(source, day):
    return read_contents(f"content/originals/borrowing/{day}.md", source).records[0]


def test_the_passing_of_a_day_needs_no_job(store, clock):
    load(store, make_original(day=OLD), make_answer(edition=OLD))
    load(store, make_original(day=COMING, rules={"1": "Changed."}))
    assert outdated(store) == set()
    clock.advance(days=60)
    assert outdated(store) == {"how-long"}


def test_a_successor_written_for_the_coming_edition_is_never_outdated(store, clock):
    load(store, make_original(day=OLD), make_answer(edition=OLD))
    coming = make_original(day=COMING, rules={"1": "Changed."})
    load(store, coming, make_answer(say="Changed.", edition=COMING))
    assert outdated(store) == set()
    clock.advance(days=60)
    assert outdated(store) == set()


def test_words_put_back_are_in_step_again(store):
    load(store, make_original(day=OLD), make_answer(edition=OLD))
    load(store, make_original(day=NEW, rules={"1": "Changed."}))
    assert outdated(store) == {"how-long"}
    load(store, make_original(day=NEW, rules={"1": "A book is lent for 21 days."}))
    assert outdated(store) == set()


def test_a_cover_of_another_original_counts(store):
    load(store, make_original(), make_original("fees", day=OLD))
    load(store, make_answer(covers=(r.Cover("fees", "sec_1", OLD),)))
    load(store, make_original("fees", day=NEW, rules={"1": "Changed."}))
    assert outdated(store) == {"how-long"}


def test_steps_and_terms_are_outdated_by_the_same_rule(store):
    cover = r.Cover("borrowing", "sec_1", OLD)
    load(store, make_original(day=OLD), make_term(source=cover), make_term("other"))
    load(store, make_process(steps=(make_step(basis=(cover,)),)))
    load(store, make_original(day=NEW, rules={"1": "Changed."}))
    with store.read() as unit:
        terms = outdated_keys(unit, ThingKind.TERM, shown_revisions(unit, ThingKind.TERM))
        processes = outdated_keys(unit, ThingKind.PROCESS, shown_revisions(unit, ThingKind.PROCESS))
    assert (terms, processes) == ({"loan"}, {"renew"})


texts = st.sampled_from(("One.", "Two.", "Three.", "Else.", "More."))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.dictionaries(st.sampled_from("123456"), texts, min_size=1))
def test_an_answer_is_in_step_exactly_where_its_words_still_stand(store, rules):
    """The plain rule, for provisions of one level with words of their own under their numbers."""
    load(store, make_original(day=OLD, rules=RULES), *answers_to())
    load(store, make_original(day=NEW, rules=rules))
    changed = {number for number, text in RULES.items() if rules.get(number) != text}
    both = {"to-both"} if changed & {"1", "2"} else set()
    assert outdated(store) == {f"to-{number}" for number in changed} | both


def test_a_list_of_answers_says_what_each_stands_for(store):
    load(store, make_original(), make_original("fees"))
    covers = (r.Cover("borrowing", "sec_2"), r.Cover("fees", "sec_1"))
    load(store, make_answer("b", covers=covers, position=0), make_answer("a", position=1))
    with store.read() as unit:
        rows = list_answers(unit, OPERATOR)
    assert [row.answer for row in rows] == ["b", "a"]
    assert rows[0].as_values() == {
        "original": "borrowing",
        "answer": "b",
        "language": "en",
        "state": "published",
        "covers": ["borrowing#sec_2", "fees#sec_1"],
        "edition": "2026-04-01",
        "size": None,
        "outdated_by": [],
        "to_check": [],
    }

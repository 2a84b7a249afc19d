"""The impact of an edition is what its day will bring, with what was made ready by then."""

import pytest

from kb.importers import records as r
from kb.services.propagation.compared import compare_editions, compare_texts
from kb.services.propagation.impact import impact, impact_of_record
from kb.services.propagation.outdated import outdated
from kb.services.publishing.published import shown_revisions, visible_editions
from kb.services.publishing.texts import previous_edition, released_texts
from kb.text.changes import ChangeKind
from kb.vocabulary import Size, ThingKind
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

RULES = {"1": "A book is lent for 21 days.", "2": "A late book costs 10 cents a day."}
CHANGED = {**RULES, "1": "A book is lent for 14 days."}
COVER = r.Cover("borrowing", "sec_1", NEW)


@pytest.fixture
def library(store):
    load(store, make_original(day=NEW, rules=RULES))
    load(store, make_answer(edition=NEW), make_answer("other", covers=(), position=1))
    load(store, make_process(steps=(make_step(basis=(COVER,)),)), make_term(source=COVER))
    return store


def newest(unit):
    original_id = visible_editions(unit, "borrowing")[0].original_id
    return released_texts(unit, original_id)[-1].edition


def of_newest(store):
    with store.read() as unit:
        return impact(unit, newest(unit))


def names(touched):
    return {(one.kind.value, one.key, one.part) for one in touched}


ALL = {
    ("answer", "en/borrowing#how-long", ""),
    ("process", "renew", "look"),
    ("term", "loan", ""),
}


def test_answers_steps_and_terms_are_named_before_and_outdated_on_the_day(library, clock):
    load(library, make_original(day=COMING, rules=CHANGED))
    found = of_newest(library)
    assert names(found.outdated) == ALL
    assert {one.size for one in found.outdated} == {Size.MAJOR}
    assert not any(one.is_outdated_already for one in found.outdated)
    clock.advance(days=60)
    with library.read() as unit:
        kinds = {kind for kind, _, _ in ALL}
        out = {
            kind: outdated(unit, ThingKind(kind), shown_revisions(unit, ThingKind(kind)))
            for kind in kinds
        }
    assert {key for found in out.values() for key in found} == {key for _, key, _ in ALL}


def test_what_has_a_successor_by_that_day_is_made_ready(library):
    load(library, make_original(day=COMING, rules=CHANGED))
    load(library, make_answer(say="For 14 days.", edition=COMING))
    found = of_newest(library)
    assert names(found.outdated) == ALL - {("answer", "en/borrowing#how-long", "")}
    assert names(found.made_ready) == {("answer", "en/borrowing#how-long", "")}


def test_what_an_earlier_edition_outdated_is_not_this_ones_doing(store):
    load(store, make_original(day=OLD, rules=RULES), make_answer(edition=OLD))
    load(store, make_original(day=NEW, rules=CHANGED))
    load(store, make_original(day=COMING, rules={**CHANGED, "2": "It costs nothing."}))
    assert names(of_newest(store).outdated) == set()


def test_what_is_outdated_already_and_touched_again_says_so(store):
    load(store, make_original(day=OLD, rules=RULES), make_answer(edition=OLD))
    load(store, make_original(day=NEW, rules=CHANGED))
    load(store, make_original(day=COMING, rules={**RULES, "1": "A book is lent for 7 days."}))
    (one,) = of_newest(store).outdated
    assert one.is_outdated_already


def test_a_file_that_is_not_stored_has_the_same_impact_as_its_edition(library):
    record = make_original(day=COMING, rules=CHANGED)
    with library.read() as unit:
        before = impact_of_record(unit, record)
    load(library, record)
    assert before.as_values() == of_newest(library).as_values()


def test_a_correction_of_the_past_touches_nothing_of_today(library):
    load(library, make_answer(edition=NEW))
    with library.read() as unit:
        found = impact_of_record(unit, make_original(day=OLD, rules=CHANGED))
    assert (found.outdated, found.previous) == ((), None)


def test_the_first_edition_of_an_original_touches_nothing(library):
    with library.read() as unit:
        found = impact_of_record(unit, make_original("fees", NEW))
    assert (found.outdated, found.new, found.comparison) == ((), (), None)


def test_a_new_provision_comes_with_what_stands_beside_it(library):
    load(library, make_original(day=COMING, rules={**RULES, "3": "A map is not lent."}))
    (new,) = of_newest(library).new
    assert new.change.new.eid == "sec_3"
    assert new.decided is None
    assert {near.touch for near in new.near} == set()  # nothing stands for the rule beside it
    load(library, make_answer("late", covers=(r.Cover("borrowing", "sec_2"),), edition=NEW))
    (new,) = of_newest(library).new
    assert {near.touch for near in new.near} == {"answer:en/borrowing#late"}


def test_any_two_editions_can_be_compared(library):
    load(library, make_original(day=COMING, rules={"2": RULES["2"], "3": "A map is not lent."}))
    with library.read() as unit:
        new = newest(unit)
        old = previous_edition(unit, new)
        there, back = compare_editions(unit, old, new), compare_editions(unit, new, old)
    assert there.counts == {ChangeKind.GONE: 1, ChangeKind.SAME: 1, ChangeKind.NEW: 1}
    assert [one.key for one in there.undecided] == ["sec_1#", "#sec_3"]
    assert {one.kind for one in back.changed} == {ChangeKind.GONE, ChangeKind.NEW}


def test_texts_that_are_not_stored_can_be_compared():
    old, new = make_original(rules=RULES), make_original(rules=CHANGED)
    found = compare_texts("borrowing", old.provisions, new.provisions)
    (changed,) = found.changed
    assert (changed.kind, changed.proposal.size) == (ChangeKind.CHANGED, Size.MAJOR)
    assert [piece.text for piece in changed.pieces if piece.kind != "same"] == ["21", "14"]

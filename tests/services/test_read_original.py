"""An edition is read whole: in its place in time, with what stands for each provision."""

from dataclasses import replace

import pytest
from sqlalchemy import event

from kb.errors import NotFoundError
from kb.importers.records import Cover, StepRecord
from kb.services.actor import OPERATOR
from kb.services.law.passages import walk_passages
from kb.services.propagation.coverage import Mark
from kb.services.reading.read_original import Standing, read_original, read_shelf
from kb.vocabulary import State, StepKind
from tests import factories as f
from tests.services.reviewed import end, publish, write

CHANGED = {**f.RULES, "1": "A book is lent for 28 days."}
MOVED = {"1": "Cards are free.", "3": f.RULES["2"]}


def _read(store, slug="borrowing", day=None):
    with store.read() as unit:
        return read_original(unit, OPERATOR, slug, in_force_from=day)


def test_without_a_day_the_edition_in_force_is_read(any_store):
    f.load(any_store, f.make_original(day=f.OLD), f.make_original(day=f.NEW, rules=CHANGED))
    page = _read(any_store)
    assert page.is_in_force
    assert page.edition.in_force_from == f.NEW
    assert [one.citation for one in page.passages] == ["Borrowing rules 1", "Borrowing rules 2"]


def test_a_past_edition_says_its_last_day(any_store):
    f.load(any_store, f.make_original(day=f.OLD), f.make_original(day=f.NEW, rules=CHANGED))
    past = _read(any_store, day=f.OLD).edition
    assert past.standing is Standing.PAST
    assert past.last_day.isoformat() == "2026-03-31"


def test_a_scheduled_edition_is_hidden_until_its_day(any_store, clock):
    f.load(any_store, f.make_original(day=f.NEW))
    f.load(any_store, f.make_original(day=f.COMING, rules=CHANGED))
    assert [one.in_force_from for one in _read(any_store).editions] == [f.NEW]
    with pytest.raises(NotFoundError):
        _read(any_store, day=f.COMING)
    clock.advance(days=60)
    assert _read(any_store).edition.in_force_from == f.COMING


def test_an_unknown_original_and_an_unknown_day_are_said_in_words(any_store):
    f.load(any_store, f.make_original())
    with pytest.raises(NotFoundError, match="no original “nothing”"):
        _read(any_store, "nothing")
    with pytest.raises(NotFoundError, match="no edition in force from 1 January 2025"):
        _read(any_store, day=f.OLD)


def test_answers_and_steps_stand_beside_what_they_cover(any_store):
    basis = (Cover("borrowing", f.SECOND),)
    step = StepRecord(id="look", title="Look", kind=StepKind.DO, basis=basis)
    process = f.make_process(steps=(step,))
    head = f.make_translation(no_customer_effect=((f.SECOND, "for staff only"),))
    f.load(any_store, f.make_original(), head, f.make_answer(), process)
    coverage = _read(any_store).coverage
    assert [one.question for one in coverage.answers[f.FIRST]] == ["How long can I keep a book?"]
    assert [one.step for one in coverage.steps[f.SECOND]] == ["look"]
    assert coverage.mark(f.FIRST) is Mark.ANSWERED
    assert coverage.mark(f.SECOND) is Mark.NO_EFFECT
    assert coverage.no_effect == {f.SECOND: "for staff only"}


def test_what_nobody_answers_is_open_and_counted(any_store):
    f.load(any_store, f.make_original(), f.make_translation(), f.make_answer())
    page = _read(any_store)
    assert page.coverage.mark(f.SECOND) is Mark.OPEN
    assert (page.count(Mark.ANSWERED), page.count(Mark.OPEN)) == (1, 1)


def test_a_link_follows_its_words_to_another_number(any_store):
    answer = f.make_answer(covers=(Cover("borrowing", f.SECOND),), edition=f.OLD)
    old, new = f.make_original(day=f.OLD), f.make_original(day=f.NEW, rules=MOVED)
    f.load(any_store, old, new, f.make_translation(edition=f.OLD), answer)
    answers = _read(any_store).coverage.answers
    assert set(answers) == set()  # its heading changed with its number: other words
    assert set(_read(any_store, day=f.OLD).coverage.answers) == {f.SECOND}


def test_a_link_to_changed_words_is_outdated_and_no_answer(any_store):
    answer = f.make_answer(edition=f.OLD)
    old, new = f.make_original(day=f.OLD), f.make_original(day=f.NEW, rules=CHANGED)
    f.load(any_store, old, new, f.make_translation(edition=f.OLD), answer)
    coverage = _read(any_store).coverage
    assert [one.is_outdated for one in coverage.answers[f.FIRST]] == [True]
    assert coverage.mark(f.FIRST) is Mark.OUTDATED


def test_drafts_and_withdrawn_answers_stand_beside_nothing(any_store):
    f.load(any_store, f.make_original(), f.make_translation())
    draft = write(any_store, replace(f.make_answer(), edition=f.NEW))
    assert not _read(any_store).coverage.answers
    publish(any_store, draft)
    end(any_store, draft, State.WITHDRAWN)
    assert not _read(any_store).coverage.answers


def test_a_big_edition_takes_no_query_for_each_provision(any_store):
    def queries(rules: int) -> int:
        count: list[str] = []
        event.listen(any_store.engine, "before_cursor_execute", lambda *args: count.append(args[2]))
        slug = f"rules-{rules}"
        words = {str(number): f"Rule {number} holds." for number in range(1, rules + 1)}
        f.load(any_store, f.make_original(slug, rules=words), f.make_translation(slug))
        f.load(any_store, f.make_answer(original=slug))
        count.clear()
        page = _read(any_store, slug)
        assert len(list(walk_passages(page.passages))) == rules
        return len(count)

    few = queries(2)
    assert queries(200) <= few * 2  # the first listener stays and counts too


def test_the_shelf_lists_what_is_in_force_by_title(any_store):
    f.load(any_store, f.make_original("b", title="Rules"), f.make_original("a", title="Acts"))
    f.load(any_store, f.make_original("c", f.COMING, title="Coming"))
    with any_store.read() as unit:
        rows = read_shelf(unit, OPERATOR)
    assert [row.title for row in rows] == ["Acts", "Rules"]

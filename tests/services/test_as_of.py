"""I7, `as_of`: the law of another day, with the best that is approved for it today."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from kb.importers import records as r
from kb.models import Edition, EditionState, SizeOfChange
from kb.services.publishing.published import shown_revision, shown_revisions
from kb.services.publishing.values import value_lookup
from kb.vocabulary import Size, State, ThingKind
from tests.factories import (
    COMING,
    FIRST,
    NEW,
    OLD,
    load,
    make_answer,
    make_original,
    make_process,
    make_step,
    make_term,
    make_value,
)
from tests.services.reviewed import end, publish, write

THEN = date(2025, 7, 1)  # OLD was in force
LATER = date(2026, 7, 1)  # COMING will be
KEY = "en/borrowing#how-long"
OLD_RULES, NEW_RULES = {"1": "For 14 days."}, {"1": "For 21 days."}


class Loading:
    """A store where each load comes a minute after the one before."""

    def __init__(self, store, clock):
        self.read, self.change, self._store, self._clock = store.read, store.change, store, clock

    def load(self, *records):
        self._clock.advance(minutes=1)
        load(self._store, *records)


@pytest.fixture
def empty(store, clock):
    """Give a store that holds nothing."""
    return Loading(store, clock)


@pytest.fixture
def library(empty):
    """Give a store whose rule changed from OLD to NEW, and was 14 days before."""
    empty.load(make_original(day=OLD, rules=OLD_RULES), make_original(day=NEW, rules=NEW_RULES))
    return empty


def answer(say, day, **changes):
    covers = (r.Cover("borrowing", FIRST),)
    return make_answer(say=say, covers=covers, edition=day, **changes)


def said(store, day, key=KEY):
    """Return what is said on a day: the first block's text, or None where nothing shows."""
    with store.read(as_of=day) as unit:
        found = shown_revision(unit, ThingKind.ANSWER, key)
        return found.content["blocks"][0]["text"] if found else None


def test_a_past_day_has_the_answer_that_was_in_step_with_its_law(library):
    library.load(answer("Fourteen.", OLD))
    library.load(answer("Twenty-one.", NEW))
    assert said(library, THEN) == "Fourteen."
    assert said(library, None) == "Twenty-one."
    assert said(library, NEW) == "Twenty-one."


def test_of_several_answers_in_step_the_newest_is_the_best(library):
    library.load(answer("Fourteen, I think.", OLD))
    library.load(answer("Exactly fourteen.", OLD))
    library.load(answer("Twenty-one.", NEW))
    assert said(library, THEN) == "Exactly fourteen."


def test_where_none_is_in_step_the_one_of_today_stands_there(library):
    library.load(answer("Twenty-one.", NEW))
    assert said(library, THEN) == "Twenty-one."


def test_the_same_words_of_law_keep_the_answer_of_today(empty):
    empty.load(make_original(day=OLD), make_original(day=NEW, title="Renamed"))
    empty.load(answer("Once.", OLD))
    empty.load(answer("Better said.", NEW))
    assert said(empty, THEN) == "Better said."


def test_withdrawn_words_show_on_no_day_nor_do_those_they_took_the_place_of(library, clock):
    library.load(answer("Fourteen, I think.", OLD))
    library.load(answer("Forty.", OLD))
    with library.read() as unit:
        wrong = shown_revision(unit, ThingKind.ANSWER, KEY).id
    end(library, wrong, State.WITHDRAWN)
    clock.advance(minutes=1)
    assert said(library, THEN) is None
    assert said(library, None) is None


def test_what_stood_for_another_law_survives_a_withdrawal(library):
    library.load(answer("Fourteen.", OLD))
    library.load(answer("Twelve.", NEW))
    with library.read() as unit:
        wrong = shown_revision(unit, ThingKind.ANSWER, KEY).id
    end(library, wrong, State.WITHDRAWN)
    assert said(library, THEN) == "Fourteen."
    assert said(library, None) is None


def test_what_was_retired_for_a_reason_shows_on_no_day(library):
    library.load(answer("Fourteen.", OLD))
    with library.read() as unit:
        over = shown_revision(unit, ThingKind.ANSWER, KEY).id
    end(library, over, State.RETIRED)
    assert said(library, THEN) is None


def test_a_change_called_editorial_leaves_an_answer_in_step_backwards_too(library):
    library.load(answer("Fourteen.", OLD))
    library.load(answer("Twenty-one.", NEW))
    with library.change() as unit:
        old, new = unit.session.scalars(select(Edition).order_by(Edition.in_force_from))
        unit.session.add(
            SizeOfChange(
                edition_id=new.id,
                previous_id=old.id,
                old_eid=FIRST,
                new_eid=FIRST,
                size=Size.EDITORIAL,
                at=unit.now,
            )
        )
    assert said(library, THEN) == "Twenty-one."


def test_a_law_that_was_not_yet_made_has_todays_answer(library):
    library.load(answer("Twenty-one.", NEW))
    library.load(answer("Twenty-one days.", NEW))
    assert said(library, date(2020, 1, 1)) == "Twenty-one days."


def schedule(store):
    """Load a coming edition and the answer to it: hidden until compliance releases the edition."""
    store.load(answer("Twenty-one.", NEW))
    coming = make_original(day=COMING, rules={"1": "For 7 days."})
    store.load(coming, answer("Seven.", COMING))


def release(store):
    with store.change() as unit:
        newest = unit.session.scalars(select(Edition).order_by(Edition.in_force_from.desc()))
        edition = newest.first()
        row = EditionState(edition_id=edition.id, state=State.PUBLISHED, at=unit.now)
        unit.session.add(row)


def test_a_coming_answer_is_hidden_until_compliance_releases_the_edition(library):
    schedule(library)
    assert said(library, LATER) == "Twenty-one."
    release(library)
    assert said(library, LATER) == "Seven."
    assert said(library, None) == "Twenty-one."


def test_a_coming_answer_that_stands_for_no_coming_edition_is_never_shown_early(library):
    library.load(answer("Twenty-one.", NEW))
    later = write(library, answer("Hidden.", NEW))
    publish(library, later, datetime(2026, 6, 15, tzinfo=UTC))
    assert said(library, LATER) == "Twenty-one."


def test_when_its_day_has_passed_a_coming_answer_needs_no_release(library, clock):
    schedule(library)
    clock.now = datetime(2026, 8, 1, tzinfo=UTC)
    assert said(library, None) == "Seven."
    assert said(library, date(2026, 5, 4)) == "Twenty-one."
    assert said(library, THEN) == "Seven."  # none was ever in step: the one of today, marked


def test_processes_and_terms_follow_the_day_alike(library):
    for day, words in ((OLD, "old"), (NEW, "new")):
        cover = r.Cover("borrowing", FIRST, day)
        library.load(
            make_term(plain=words, source=cover),
            make_process(title=words, steps=(make_step(basis=(cover,)),)),
        )
    with library.read(as_of=THEN) as unit:
        assert shown_revision(unit, ThingKind.TERM, "loan").content["plain"] == "old"
        assert shown_revision(unit, ThingKind.PROCESS, "renew").content["title"] == "old"
    with library.read() as unit:
        assert shown_revision(unit, ThingKind.TERM, "loan").content["plain"] == "new"


def test_an_amount_of_the_day_comes_from_the_newest_list_of_amounts(library):
    basis = {day: r.Cover("borrowing", FIRST, day) for day in (OLD, NEW)}
    library.load(replace(make_value(d20250101="10"), basis=basis[OLD]))
    library.load(replace(make_value(d20250101="11", d20260401="20"), basis=basis[NEW]))
    with library.read(as_of=THEN) as unit:
        assert value_lookup(unit)("fine") == "11"  # what was mended is mended for every day
    with library.read() as unit:
        assert value_lookup(unit)("fine") == "20"


def test_today_asked_for_by_its_date_is_today(library):
    library.load(answer("Twenty-one.", NEW))
    with library.read() as unit:
        today = unit.today
        everything = shown_revisions(unit, ThingKind.ANSWER)
    with library.read(as_of=today) as unit:
        found = shown_revisions(unit, ThingKind.ANSWER)
    assert {key: one.id for key, one in found.items()} == {
        key: one.id for key, one in everything.items()
    }

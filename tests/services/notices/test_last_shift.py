"""Since your last shift: then and now compared, most asked first, in two minutes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kb.importers.content import unpack
from kb.importers.records import AnswerRecord
from kb.models import Line, TimesShown, User
from kb.services.notices import last_shift
from kb.services.notices.last_shift import since_last_shift
from kb.services.publishing.published import shown_revision
from kb.vocabulary import Role, State, ThingKind
from tests.services.reviewed import end, publish, write

HOW_LONG, LATE = "en/borrowing#how-long", "en/borrowing#late"


@pytest.fixture
def centre(library_centre):
    """The agent's last shift ended an hour ago, after the library was loaded."""
    library_centre.clock.advance(hours=1)
    ended = library_centre.clock()
    with library_centre.store.touch() as unit:
        unit.session.get_one(User, library_centre.agent.id).worked_until = ended
    library_centre.clock.advance(hours=1)
    return library_centre


def shift(centre, actor=None):
    with centre.store.read() as unit:
        return since_last_shift(unit, actor or centre.agent)


def changed(centre):
    return [(one.key, one.became.value) for one in shift(centre).changed]


def record_of(centre, key):
    with centre.store.read() as unit:
        return unpack(AnswerRecord, shown_revision(unit, ThingKind.ANSWER, key).content)


def shown_id(centre, key):
    with centre.store.read() as unit:
        return shown_revision(unit, ThingKind.ANSWER, key).id


def rewrite(centre, key, **changes):
    publish(centre.store, write(centre.store, replace(record_of(centre, key), **changes)))


def test_the_first_shift_has_no_before(library_centre):
    assert shift(library_centre) is None


def test_nothing_changed_is_said_so(centre):
    assert shift(centre).is_empty


def test_new_changed_and_withdrawn_answers_are_told_apart(centre):
    rewrite(centre, HOW_LONG, question="How long?")
    rewrite(centre, LATE, id="brand-new")
    end(centre.store, shown_id(centre, LATE), State.WITHDRAWN)
    assert sorted(changed(centre)) == [
        ("en/borrowing#brand-new", "new"),
        (HOW_LONG, "changed"),
        (LATE, "withdrawn"),
    ]


def test_what_was_changed_back_is_left_out(centre):
    before = record_of(centre, HOW_LONG)
    rewrite(centre, HOW_LONG, question="How long?")
    publish(centre.store, write(centre.store, before))
    assert changed(centre) == []


def test_what_is_asked_most_stands_first(centre):
    rewrite(centre, HOW_LONG, question="A")
    rewrite(centre, LATE, question="B")
    number = shown_id(centre, LATE)
    with centre.store.touch() as unit:
        unit.session.add(TimesShown(revision_id=number, day=unit.today, times=3))
    assert [key for key, _ in changed(centre)] == [LATE, HOW_LONG]


def test_two_minutes_hold_what_is_asked_most_and_the_rest_is_folded(centre, monkeypatch):
    monkeypatch.setattr(last_shift, "WORDS_MOST", 9)
    for number in range(6):
        rewrite(
            centre, LATE, id=f"new-{number}"
        )  # titles of one word, and a word what became of it
    found = shift(centre)
    assert (len(found.changed), len(found.rest)) == (4, 2)


def test_notices_of_this_time_are_in_it_and_older_ones_are_not(centre):
    _, slug = centre.publish()
    assert [one.slug for one in shift(centre).notices] == [slug]
    with centre.store.touch() as unit:
        unit.session.get_one(User, centre.agent.id).worked_until = centre.clock()
    centre.clock.advance(minutes=1)
    assert shift(centre).notices == ()


def test_an_edition_that_came_into_force_is_told(library_centre):
    with library_centre.store.touch() as unit:
        before = library_centre.clock() - timedelta(days=60)
        unit.session.get_one(User, library_centre.agent.id).worked_until = before
    # as known 60 days ago nothing was loaded: the edition in force is new since then
    assert [one.original for one in shift(library_centre).editions] == ["borrowing"]


def test_other_lines_of_business_are_left_out(centre):
    with centre.store.change() as unit:
        unit.session.add(Line(slug="money", name="Money"))
    other = centre.person("other", Role.AGENT, lines=("money",))
    with centre.store.touch() as unit:
        row = unit.session.get_one(User, other.id)
        row.worked_until = centre.clock() - timedelta(minutes=30)
    rewrite(centre, HOW_LONG, question="How long?")
    assert shift(centre, other).changed == ()

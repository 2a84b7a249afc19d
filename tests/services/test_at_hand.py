"""Favourites are their owner's alone; what is not published shows nowhere and comes back."""

import pytest

from kb.errors import InvalidError, NotFoundError
from kb.services.actor import OPERATOR, Actor
from kb.services.calls import at_hand
from kb.services.people.users import Person, add_user, load_actor
from kb.services.publishing.published import shown_revision
from kb.services.publishing.states import change_state
from kb.vocabulary import Role, State, ThingKind
from tests.factories import (
    load,
    make_answer,
    make_original,
    make_process,
    make_term,
    make_translation,
)
from tests.people import password_hash

KEPT, LATE = "en/borrowing#how-long", "en/borrowing#late"
ANSWER, PROCESS = ThingKind.ANSWER, ThingKind.PROCESS


@pytest.fixture
def people(any_store) -> tuple[Actor, Actor]:
    """Two agents of a library with two answers and a process."""
    late = make_answer("late", question="Is it late?", position=1)
    load(
        any_store,
        make_original(),
        make_translation(),
        make_answer(),
        late,
        make_process(),
        make_term(),
    )
    with any_store.change() as unit:
        ids = [
            add_user(
                unit,
                OPERATOR,
                Person(name, roles=frozenset({Role.AGENT})),
                password_hash=password_hash(),
            ).id
            for name in ("ann", "ben")
        ]
        ann, ben = (load_actor(unit, one) for one in ids)
    return ann, ben


def keep(store, actor, kind, key):
    with store.touch() as unit:
        at_hand.keep(unit, actor, kind, key)


def titles(store, actor):
    with store.read() as unit:
        return [one.title for one in at_hand.my_favourites(unit, actor)]


def test_favourites_stand_in_the_order_they_were_kept(any_store, people):
    keep(any_store, people[0], PROCESS, "renew")
    keep(any_store, people[0], ANSWER, LATE)
    keep(any_store, people[0], ANSWER, KEPT)
    assert titles(any_store, people[0]) == [
        "Renew a loan",
        "Is it late?",
        "How long can I keep a book?",
    ]


def test_keeping_twice_is_keeping_once(any_store, people):
    keep(any_store, people[0], ANSWER, KEPT)
    keep(any_store, people[0], ANSWER, KEPT)
    assert len(titles(any_store, people[0])) == 1


def test_nobody_reads_anothers(any_store, people):
    ann, ben = people
    keep(any_store, ann, ANSWER, KEPT)
    assert titles(any_store, ben) == []
    with any_store.read() as unit:
        assert (ANSWER, KEPT) in at_hand.kept_names(unit, ann)
        assert at_hand.kept_names(unit, ben) == ()


def test_taking_away_takes_ones_own_only(any_store, people):
    ann, ben = people
    keep(any_store, ann, ANSWER, KEPT)
    keep(any_store, ben, ANSWER, KEPT)
    with any_store.touch() as unit:
        at_hand.take_away(unit, ben, ANSWER, KEPT)
        at_hand.take_away(unit, ben, ANSWER, KEPT)
    assert titles(any_store, ann)
    assert titles(any_store, ben) == []


def test_a_withdrawn_answer_shows_in_no_list(any_store, people):
    keep(any_store, people[0], ANSWER, KEPT)
    with any_store.change() as unit:
        change_state(
            unit, OPERATOR, shown_revision(unit, ANSWER, KEPT), State.WITHDRAWN, why="wrong"
        )
    assert titles(any_store, people[0]) == []
    with any_store.read() as unit:
        assert at_hand.titled(unit, people[0], [(ANSWER, KEPT)]) == ()


@pytest.mark.parametrize(("kind", "key"), [(ANSWER, "en/x#y"), (ThingKind.TERM, "loan")])
def test_only_published_answers_and_processes_can_be_kept(any_store, people, kind, key):
    with pytest.raises(NotFoundError):
        keep(any_store, people[0], kind, key)


def test_nobody_keeps_without_end(any_store, people, monkeypatch):
    monkeypatch.setattr(at_hand, "MOST", 1)
    keep(any_store, people[0], ANSWER, KEPT)
    with pytest.raises(InvalidError, match="1 favourites already"):
        keep(any_store, people[0], ANSWER, LATE)


def test_the_operator_keeps_nothing(any_store, people):
    assert people
    with pytest.raises(NotFoundError):
        keep(any_store, OPERATOR, ANSWER, KEPT)


def test_titles_come_in_the_order_asked_and_only_for_what_there_is(any_store, people):
    asked = [(PROCESS, "renew"), (ANSWER, "en/no#such"), (ThingKind.TERM, "loan"), (ANSWER, KEPT)]
    with any_store.read() as unit:
        found = at_hand.titled(unit, people[0], asked)
    assert [one.key for one in found] == ["renew", KEPT]

"""Saving makes a version; nothing is lost, nobody's text is overwritten unseen."""

import pytest
from sqlalchemy import select

from kb.errors import ConflictError, NotAllowedError, NotFoundError
from kb.models import Edition, EditionState, SizeOfChange
from kb.services.audit import verify
from kb.services.editions.drafting import set_aside
from kb.services.editions.stored import find_edition, state_of
from kb.services.publishing.published import visible_editions
from kb.vocabulary import Role, State
from tests.factories import load, make_original
from tests.services.editions.writing import TEXT, drafted, person, save, written

KEY = b"a key for tests"


@pytest.fixture
def who(store):
    load(store, make_original())
    return person(store)


def states(store):
    with store.read() as unit:
        rows = unit.session.scalars(select(EditionState).order_by(EditionState.id))
        return [(row.edition_id, row.state) for row in rows]


def test_a_draft_is_stored_and_seen_by_no_agent(store, who):
    done = save(store, who, written())
    with store.read() as unit:
        edition = find_edition(unit, who, done.edition_id)
        assert state_of(unit, edition) is State.DRAFT
        assert [one.eid for one in edition.provisions] == ["sec_1", "sec_2"]
        assert len(visible_editions(unit, "borrowing")) == 1
        assert verify(unit.session, KEY)


def test_what_is_wrong_is_not_stored(store, who):
    done = save(store, who, written(title=""))
    assert done.edition_id is None
    assert done.reading.problems
    assert len(states(store)) == 1


def test_each_save_is_a_version_and_the_older_draft_is_put_away(store, who):
    first = save(store, who, written())
    second = save(store, who, written(TEXT + "\n## 3 More\n\nMore.\n", replaces=first.edition_id))
    with store.read() as unit:
        old, new = (unit.session.get_one(Edition, one.edition_id) for one in (first, second))
        assert (old.version, new.version) == (1, 2)
        assert state_of(unit, old) is State.RETIRED
        assert "28 days" in old.source.decode()


def test_saving_the_same_text_again_makes_no_version(store, who):
    first = save(store, who, written())
    assert save(store, who, written(replaces=first.edition_id)).edition_id == first.edition_id


def test_a_draft_may_move_to_another_day(store, who):
    first = save(store, who, written())
    moved = save(store, who, written(in_force_from="2026-09-01", replaces=first.edition_id))
    with store.read() as unit:
        assert state_of(unit, unit.session.get_one(Edition, first.edition_id)) is State.RETIRED
        assert state_of(unit, unit.session.get_one(Edition, moved.edition_id)) is State.DRAFT


def test_somebody_elses_newer_text_is_named_not_replaced(store, who):
    other = person(store, name="other")
    first = save(store, who, written())
    theirs = save(store, other, written(TEXT + "Theirs.\n", replaces=first.edition_id))
    mine = save(store, who, written(TEXT + "Mine.\n", replaces=first.edition_id))
    assert mine.edition_id is None
    assert (mine.rival.edition_id, mine.rival.author) == (theirs.edition_id, "Other Tester")
    again = save(store, who, mine.reading.written)
    assert again.edition_id, "seen, and then meant"


def test_a_fresh_form_does_not_replace_a_draft_unseen(store, who):
    first = save(store, who, written())
    second = save(store, who, written(TEXT + "Mine.\n"))
    assert second.edition_id is None
    assert second.rival.edition_id == first.edition_id


def test_what_was_decided_of_kept_words_stays_decided(store, who):
    with drafted(store, who, written()) as (unit, first):
        previous = unit.session.scalars(select(Edition).where(Edition.id != first)).one()
        for eid in ("sec_1", "sec_2"):
            unit.session.add(
                SizeOfChange(
                    edition_id=first,
                    previous_id=previous.id,
                    old_eid=eid,
                    new_eid=eid,
                    size="minor",
                    reason="Seen.",
                    actor_id=who.id,
                    at=unit.now,
                )
            )
    changed = save(store, who, written(TEXT.replace("28", "30"), replaces=first))
    with store.read() as unit:
        rows = unit.session.scalars(select(SizeOfChange).filter_by(edition_id=changed.edition_id))
        assert [(row.new_eid, row.reason) for row in rows] == [("sec_2", "Seen.")]


def test_a_draft_can_be_put_away_and_begun_again(store, who):
    with drafted(store, who, written()) as (unit, edition_id):
        set_aside(unit, who, edition_id, why="Not needed.")
    with store.change() as unit, pytest.raises(ConflictError):
        set_aside(unit, who, edition_id, why="Again.")
    assert save(store, who, written()).edition_id


@pytest.mark.parametrize("role", [Role.AGENT, Role.LEAD, Role.ADMIN, Role.PARTNER])
def test_a_draft_is_not_for_everybody(store, who, role):
    done = save(store, who, written())
    with store.read() as unit, pytest.raises(NotAllowedError):
        find_edition(unit, person(store, role), done.edition_id)


def test_an_edition_that_is_not_there_is_said_to_be_missing(store, who):
    with store.read() as unit, pytest.raises(NotFoundError):
        find_edition(unit, who, 99_999)

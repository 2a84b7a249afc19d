"""Notices that an edition makes: its facts, at its size, released by who wrote none of it."""

from datetime import UTC, date, datetime

import pytest

from kb.errors import ConflictError, NotAllowedError, NotFoundError
from kb.models import Edition, EditionState
from kb.services.actor import OPERATOR
from kb.services.notices.deciding import agree
from kb.services.notices.from_edition import (
    draft_notice,
    editions_to_tell,
    release_draft,
    submit_other_words,
)
from kb.services.notices.writing import Typed, typed_from
from kb.vocabulary import NoticeKind, Role, Size, State

DAY = date(2026, 4, 1)


@pytest.fixture
def centre(library_centre):
    """The small library's second edition came into force on 1 April 2026, a month ago."""
    return library_centre


def edition_id(centre, day=DAY):
    with centre.store.read() as unit:
        return unit.session.query(Edition.id).filter(Edition.in_force_from == day).one()[0]


def to_tell(centre):
    with centre.store.read() as unit:
        return editions_to_tell(unit, centre.compliance)


def draft(centre):
    number = edition_id(centre)
    with centre.store.read() as unit:
        return draft_notice(unit, centre.compliance, number)


def release(centre, found):
    with centre.store.change() as unit:
        return release_draft(unit, centre.compliance, found.edition_id, found.content_hash).id


def test_an_edition_with_a_change_of_meaning_waits_to_be_told(centre):
    assert [(one.in_force_from, one.count > 0) for one in to_tell(centre)] == [(DAY, True)]


def test_the_first_edition_of_an_original_makes_no_notice(centre):
    first = edition_id(centre, date(2025, 1, 1))
    with centre.store.read() as unit, pytest.raises(NotFoundError):
        draft_notice(unit, centre.compliance, first)


def test_what_is_long_in_force_is_not_told_any_more(centre):
    centre.clock.advance(days=28)
    assert to_tell(centre) == ()


def test_a_draft_says_which_provisions_from_when_and_names_the_answers_it_touches(centre):
    record = draft(centre).record
    assert record.kind is NoticeKind.CHANGE
    assert "1 April 2026" in record.title
    assert record.edition == DAY
    assert record.facts
    assert all(one.citation for one in record.facts)
    assert record.size in {Size.MINOR, Size.MAJOR}


def test_one_compliance_person_releases_what_nobody_wrote(centre):
    release(centre, draft(centre))
    (shown,) = centre.mine().unread
    assert not shown.is_bulletin
    assert to_tell(centre) == ()


def test_what_was_released_is_not_released_twice(centre):
    found = draft(centre)
    release(centre, found)
    with pytest.raises(ConflictError):
        release(centre, found)


def test_a_draft_that_says_something_else_by_now_is_not_released_unread(centre):
    found = draft(centre)
    with pytest.raises(ConflictError), centre.store.change() as unit:
        release_draft(unit, centre.compliance, found.edition_id, "what was read before")


def test_other_words_are_released_by_another_person(centre):
    found = draft(centre)
    with centre.store.change() as unit:
        typed = typed_from(found.record, unit)
        words = Typed(**{**vars(typed), "say": "Read 1.1 before you answer."})
        one = submit_other_words(unit, centre.compliance, found.edition_id, words)
        number, content_hash = one.id, one.content_hash
    with pytest.raises(NotAllowedError), centre.store.change() as unit:
        agree(unit, centre.compliance, number, content_hash)
    with centre.store.change() as unit:
        agree(unit, centre.lead, number, content_hash)
    (shown,) = centre.mine().unread
    assert shown.record.say == "Read 1.1 before you answer."
    assert shown.record.facts == found.record.facts


def test_it_ends_by_itself_months_after_its_day(centre):
    release(centre, draft(centre))
    centre.clock.now = datetime(
        2026, 6, 29, 22, 59, tzinfo=UTC
    )  # Berlin and London: still the 29th or 30th
    assert len(centre.mine().shown) == 1
    centre.clock.advance(days=1)
    assert centre.mine().shown == ()


@pytest.mark.parametrize("role", [Role.AGENT, Role.LEAD, Role.TRAINER])
def test_drafts_are_for_compliance(centre, role):
    other = centre.person("other", role)
    number = edition_id(centre)
    with centre.store.read() as unit, pytest.raises(NotAllowedError):
        draft_notice(unit, other, number)


def test_a_notice_of_an_edition_that_was_withdrawn_is_told_to_nobody_any_more(centre):
    release(centre, draft(centre))
    with centre.store.change() as unit:
        state = EditionState(edition_id=edition_id(centre), state=State.WITHDRAWN, at=unit.now)
        unit.session.add(state)
        unit.record(OPERATOR, "withdraw", "original:borrowing", details={})
    assert centre.mine().shown == ()

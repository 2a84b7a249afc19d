"""Bulletins: two people, live at once, gone by themselves, and every problem told at once."""

from datetime import timedelta

import pytest

from kb.errors import ConflictError, InvalidError, NotAllowedError
from kb.services.audit import verify
from kb.services.notices.deciding import agree, end_now, send_back, take_back_own
from kb.services.notices.writing import NoticeError
from kb.vocabulary import Role


def agreeing(centre, actor, number, content_hash):
    with centre.store.change() as unit:
        agree(unit, actor, number, content_hash)


def test_a_bulletin_is_live_from_the_second_persons_agreement_and_ends_by_itself(centre):
    number, content_hash, slug = centre.submit()
    assert centre.unread() == []
    agreeing(centre, centre.compliance, number, content_hash)
    assert centre.unread() == [slug]
    centre.clock.advance(hours=1, minutes=59)
    assert centre.unread() == [slug]
    centre.clock.advance(minutes=1)
    assert centre.mine().shown == ()


def test_nobody_agrees_to_their_own_bulletin_whatever_roles_they_hold(centre):
    both = centre.person("both", Role.LEAD, Role.COMPLIANCE)
    number, content_hash, _ = centre.submit(both)
    with pytest.raises(NotAllowedError):
        agreeing(centre, both, number, content_hash)


@pytest.mark.parametrize("role", [Role.AGENT, Role.TRAINER, Role.PARTNER, Role.ADMIN])
def test_only_leads_and_compliance_write_bulletins_or_agree_to_them(centre, role):
    other = centre.person("other", role)
    with pytest.raises(NotAllowedError):
        centre.submit(other)
    number, content_hash, _ = centre.submit()
    with pytest.raises(NotAllowedError):
        agreeing(centre, other, number, content_hash)


def test_what_is_agreed_to_is_what_was_read(centre):
    number, _, _ = centre.submit()
    with pytest.raises(ConflictError):
        agreeing(centre, centre.compliance, number, "another text")
    assert centre.mine().shown == ()


def test_a_bulletin_that_waited_past_its_end_is_not_published(centre):
    number, content_hash, _ = centre.submit()
    centre.clock.advance(hours=3)
    with pytest.raises(InvalidError, match="ended by now"):
        agreeing(centre, centre.compliance, number, content_hash)
    assert centre.mine().shown == ()


def test_what_is_sent_back_or_taken_back_cannot_be_agreed_to(centre):
    for deed in (
        lambda unit, number: send_back(unit, centre.compliance, number, "Which portal?"),
        lambda unit, number: take_back_own(unit, centre.lead, number),
    ):
        number, content_hash, _ = centre.submit(title="Another one")
        with centre.store.change() as unit:
            deed(unit, number)
        with pytest.raises(ConflictError):
            agreeing(centre, centre.compliance, number, content_hash)


def test_the_text_before_cannot_be_agreed_to_once_another_was_submitted(centre):
    first, first_hash, slug = centre.submit()
    second, second_hash, _ = centre.submit(slug=slug, based_on_id=first, say="Take the title.")
    with pytest.raises(ConflictError):
        agreeing(centre, centre.compliance, first, first_hash)
    agreeing(centre, centre.compliance, second, second_hash)
    assert [one.record.say for one in centre.mine().shown] == ["Take the title."]


def test_a_bulletin_for_later_is_shown_from_its_start(centre):
    later = centre.clock() + timedelta(hours=1)
    _, slug = centre.publish(starts=later.isoformat())
    assert centre.mine().shown == ()
    centre.clock.advance(hours=1)
    assert centre.unread() == [slug]
    assert centre.mine().shown[0].since == later


def test_one_person_ends_a_bulletin_before_its_time_with_a_reason(centre):
    _, slug = centre.publish()
    with pytest.raises(InvalidError), centre.store.change() as unit:
        end_now(unit, centre.lead, slug, " ")
    with centre.store.change() as unit:
        end_now(unit, centre.lead, slug, "The catalogue is up again.")
    assert centre.mine().shown == ()


def test_a_longer_end_takes_the_place_of_the_one_before(centre):
    first, slug = centre.publish()
    later = (centre.clock() + timedelta(hours=5)).isoformat()
    centre.publish(slug=slug, based_on_id=first, ends=later, only_wording=True)
    centre.clock.advance(hours=3)
    assert [one.slug for one in centre.mine().shown] == [slug]
    centre.clock.advance(hours=2)
    assert centre.mine().shown == ()


def test_every_problem_is_told_at_once_by_its_field(library_centre):
    with pytest.raises(NoticeError) as told:
        library_centre.submit(
            title=" ",
            say="x" * 601,
            size="editorial",
            topics=("no-such-topic",),
            answers="borrowing#no-such-answer",
            ends="tomorrow",
            only_wording=True,
        )
    assert set(told.value.problems) == {
        "title", "say", "size", "topics", "answers", "ends", "wording",
    }  # fmt: skip


@pytest.mark.parametrize(
    "changes",
    [
        {"ends": ""},
        {"ends": "2026-05-04T09:00"},
        {"ends": "2026-06-05T09:30"},
        {"starts": "2026-05-04T20:00"},
    ],
)
def test_a_bulletin_has_an_end_after_its_start_and_within_a_month(centre, changes):
    with pytest.raises(NoticeError) as told:
        centre.submit(**changes)
    assert set(told.value.problems) == {"ends"}


def test_times_are_those_of_the_library(centre, settings):
    centre.publish(ends="2026-05-04T12:00")
    ends = centre.mine().shown[0].record.ends
    assert ends.astimezone(settings.zone).hour == 12


def test_two_notices_of_one_title_and_day_have_two_addresses(centre):
    assert centre.submit()[2] == "2026-05-04-the-catalogue-is-down"
    assert centre.submit()[2] == "2026-05-04-the-catalogue-is-down-2"


def test_everything_that_was_done_stands_in_the_record(centre):
    _, slug = centre.publish()
    with centre.store.change() as unit:
        end_now(unit, centre.lead, slug, "Over.")
    with centre.store.read() as unit:
        assert verify(unit.session, b"a key for tests") > 0

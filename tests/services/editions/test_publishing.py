"""Publishing: all decided first, hidden until its day unless released, one with its package."""

from datetime import date

import pytest
from sqlalchemy import func, select

from kb.errors import ConflictError, InvalidError, NotAllowedError
from kb.models import Chain, Edition, OutboxRow
from kb.services.audit import verify
from kb.services.editions import packages
from kb.services.editions.changes import Given, save_sizes
from kb.services.editions.deciding import (
    approve_edition,
    request_changes,
    submit_edition,
    take_back,
)
from kb.services.editions.publishing import publish_edition, release_edition, withdraw_edition
from kb.services.editions.stored import find_edition, state_of
from kb.services.editions.undecided import read_differences
from kb.services.publishing.changes import Watch
from kb.services.publishing.published import edition_in_force, visible_editions
from kb.services.publishing.sizes import decide_size
from kb.vocabulary import Role, Size, State
from tests.factories import NEW, RULES, load, make_original
from tests.services.editions.writing import TEXT, drafted, person, save, written

KEY = b"a key for tests"
DAY = "2026-08-01"


@pytest.fixture
def store(any_store):
    """Publish on both databases."""
    return any_store


@pytest.fixture
def who(store):
    load(store, make_original())
    return person(store)


@pytest.fixture
def other(store):
    return person(store, name="second")


def decide_all(store, who, edition_id):
    with store.change() as unit:
        edition = unit.session.get_one(Edition, edition_id)
        found = read_differences(unit, edition)
        for change in found.undecided:
            decide_size(
                unit, who, edition, found.previous, change.key, size=Size.MINOR, reason="Read it."
            )
    return edition_id


def ready(store, who, form=None):
    done = save(store, who, form or written())
    assert done.edition_id, done
    return decide_all(store, who, done.edition_id)


def do(store, deed, who, edition_id, **more):
    with store.change() as unit:
        deed(unit, who, edition_id, **more)


def state(store, edition_id):
    with store.read() as unit:
        return state_of(unit, unit.session.get_one(Edition, edition_id))


def days(store, slug="borrowing"):
    with store.read() as unit:
        return [one.in_force_from.isoformat() for one in visible_editions(unit, slug)]


def publish(store, who, edition_id, second_eyes=False):
    do(store, publish_edition, who, edition_id, second_eyes=second_eyes)


def test_nothing_is_published_while_a_change_is_undecided(store, who):
    with drafted(store, who, written()) as (unit, edition_id):
        with pytest.raises(InvalidError, match=r"1 change .*Borrowing rules.* is not decided"):
            publish_edition(unit, who, edition_id, second_eyes=False)
        assert state_of(unit, find_edition(unit, who, edition_id)) is State.DRAFT


def test_a_first_edition_changes_nothing_and_needs_no_decision(store, who):
    first = save(
        store, who, written(slug="", is_new=True, title="Fines", in_force_from="2026-05-01")
    )
    publish(store, who, first.edition_id)
    assert days(store, "fines") == ["2026-05-01"]


def test_a_coming_edition_is_hidden_and_comes_into_force_by_itself(store, who, clock):
    edition_id = ready(store, who)
    publish(store, who, edition_id)
    assert state(store, edition_id) is State.SCHEDULED
    assert DAY not in days(store)
    clock.advance(days=100)  # nothing runs meanwhile
    with store.read() as unit:
        assert edition_in_force(unit, "borrowing").id == edition_id


def test_released_it_is_seen_as_coming_but_not_in_force(store, who):
    edition_id = ready(store, who)
    publish(store, who, edition_id)
    do(store, release_edition, who, edition_id)
    assert DAY in days(store)
    with store.read() as unit:
        assert edition_in_force(unit, "borrowing").in_force_from == NEW


def test_an_edition_whose_day_has_come_is_in_force_at_once(store, who):
    edition_id = ready(store, who, written(in_force_from="2026-05-04"))
    publish(store, who, edition_id)
    with store.read() as unit:
        assert edition_in_force(unit, "borrowing").id == edition_id


def test_a_correction_takes_the_place_of_its_text(store, who):
    form = written(corrects=True, in_force_from=NEW.isoformat())
    edition_id = ready(store, who, form)
    publish(store, who, edition_id)
    with store.read() as unit:
        assert edition_in_force(unit, "borrowing").id == edition_id
        assert len(visible_editions(unit, "borrowing")) == 1


def test_a_correction_of_what_agents_see_coming_is_seen_at_once(store, who):
    edition_id = ready(store, who)
    publish(store, who, edition_id)
    do(store, release_edition, who, edition_id)
    corrected = ready(store, who, written(TEXT.replace("28", "30"), corrects=True))
    publish(store, who, corrected)
    assert state(store, corrected) is State.PUBLISHED


def test_withdrawn_before_its_day_it_never_comes(store, who, clock):
    edition_id = ready(store, who)
    publish(store, who, edition_id)
    do(store, withdraw_edition, who, edition_id, why="The act was repealed.")
    clock.advance(days=100)
    assert DAY not in days(store)


def test_a_withdrawal_says_why(store, who):
    edition_id = ready(store, who)
    publish(store, who, edition_id)
    with pytest.raises(InvalidError, match="why"):
        do(store, withdraw_edition, who, edition_id, why=" ")


def test_what_is_in_force_is_not_withdrawn(store, who, clock):
    edition_id = ready(store, who)
    publish(store, who, edition_id)
    clock.advance(days=100)
    with pytest.raises(InvalidError, match="has been in force since 1 August 2026"):
        do(store, withdraw_edition, who, edition_id, why="Oh.")


def test_with_second_eyes_the_author_alone_publishes_nothing(store, who):
    edition_id = ready(store, who)
    with pytest.raises(InvalidError, match="Another compliance person"):
        publish(store, who, edition_id, second_eyes=True)
    do(store, submit_edition, who, edition_id)
    with pytest.raises(NotAllowedError):
        do(store, approve_edition, who, edition_id)


def test_with_second_eyes_an_approved_text_is_published(store, who, other):
    edition_id = ready(store, who)
    do(store, submit_edition, who, edition_id)
    do(store, approve_edition, other, edition_id)
    publish(store, who, edition_id, second_eyes=True)
    assert state(store, edition_id) is State.SCHEDULED


def test_who_wrote_an_earlier_draft_of_it_is_an_author_too(store, who, other):
    first = save(store, other, written())
    later = ready(store, who, written(TEXT.replace("28", "30"), replaces=first.edition_id))
    do(store, submit_edition, who, later)
    with pytest.raises(NotAllowedError):
        do(store, approve_edition, other, later)


def test_an_approval_falls_when_the_text_is_taken_back_or_written_anew(store, who, other):
    edition_id = ready(store, who)
    do(store, submit_edition, who, edition_id)
    do(store, approve_edition, other, edition_id)
    assert save(store, who, written(replaces=edition_id)).edition_id is None, "take it back first"
    do(store, take_back, who, edition_id)
    with pytest.raises(InvalidError, match="Another compliance person"):
        publish(store, who, edition_id, second_eyes=True)
    newer = ready(store, who, written(TEXT.replace("28", "30"), replaces=edition_id))
    with pytest.raises(InvalidError, match="Another compliance person"):
        publish(store, who, newer, second_eyes=True)


def test_changes_are_requested_with_a_reason(store, who, other):
    edition_id = ready(store, who)
    do(store, submit_edition, who, edition_id)
    with pytest.raises(InvalidError, match="Say what"):
        do(store, request_changes, other, edition_id, reason="")
    do(store, request_changes, other, edition_id, reason="Section 2 is wrong.")
    assert state(store, edition_id) is State.CHANGES_REQUESTED
    assert save(store, who, written(TEXT.replace("10", "12"), replaces=edition_id)).edition_id


@pytest.mark.parametrize("deed", [submit_edition, take_back, release_edition])
def test_what_was_put_away_goes_nowhere(store, who, deed):
    first = save(store, who, written())
    save(store, who, written(TEXT.replace("28", "30"), replaces=first.edition_id))
    with pytest.raises(ConflictError):
        do(store, deed, who, first.edition_id)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.COMPLIANCE}))
def test_only_compliance_publishes(store, who, role):
    edition_id = ready(store, who)
    with pytest.raises(NotAllowedError):
        publish(store, person(store, role), edition_id)


def make_package(store, who, *slugs):
    with store.change() as unit:
        page = packages.make_package(unit, who, "Lending Reform Order", DAY)
        for slug in slugs:
            packages.add_to_package(unit, who, page.id, slug)
        return page.id


def test_a_package_goes_live_as_one(store, who):
    load(store, make_original("fines", title="Fines"))
    one, two = ready(store, who), ready(store, who, written(slug="fines", title="Fines"))
    package = make_package(store, who, "borrowing", "fines")
    with pytest.raises(ConflictError, match="Lending Reform Order"):
        publish(store, who, one)
    do(store, packages.publish_package, who, package, second_eyes=False)
    assert (state(store, one), state(store, two)) == (State.SCHEDULED, State.SCHEDULED)
    do(store, packages.release_package, who, package)
    assert (state(store, one), state(store, two)) == (State.PUBLISHED, State.PUBLISHED)
    with pytest.raises(ConflictError, match="Lending Reform Order"):
        do(store, withdraw_edition, who, one, why="Only this.")
    do(store, packages.withdraw_package, who, package, why="Repealed.")
    assert (state(store, one), state(store, two)) == (State.WITHDRAWN, State.WITHDRAWN)


def test_a_package_with_an_undecided_member_publishes_none(store, who):
    load(store, make_original("fines", title="Fines"))
    one = ready(store, who)
    two = save(store, who, written(slug="fines", title="Fines")).edition_id
    package = make_package(store, who, "borrowing", "fines")
    with pytest.raises(InvalidError, match="Nothing was published"):
        do(store, packages.publish_package, who, package, second_eyes=False)
    assert (state(store, one), state(store, two)) == (State.DRAFT, State.DRAFT)


def test_a_package_without_a_draft_of_a_member_says_which(store, who):
    package = make_package(store, who, "borrowing")
    with pytest.raises(InvalidError, match=r"borrowing.*1 August 2026"):
        do(store, packages.publish_package, who, package, second_eyes=False)


def test_taken_out_of_a_package_a_draft_goes_its_own_way(store, who):
    edition_id = ready(store, who)
    package = make_package(store, who, "borrowing")
    with store.change() as unit:
        packages.take_from_package(unit, who, package, "borrowing")
    publish(store, who, edition_id)
    assert state(store, edition_id) is State.SCHEDULED


def test_every_step_is_audited_and_the_record_holds(store, who):
    edition_id = ready(store, who)
    publish(store, who, edition_id)
    do(store, release_edition, who, edition_id)
    with store.read() as unit:
        assert verify(unit.session, KEY)


def test_the_index_hears_of_what_agents_may_see(store, who):
    with store.read() as unit:
        before = unit.session.scalar(select(func.max(Chain.outbox_sequence)))
    edition_id = ready(store, who)
    publish(store, who, edition_id)
    with store.read() as unit:
        assert unit.session.scalar(select(func.max(Chain.outbox_sequence))) > before


def decide_anew(store, who, edition_id, size):
    with store.change() as unit:
        differences = read_differences(unit, unit.session.get_one(Edition, edition_id))
        given = {
            one.key: Given(size, "Read again.") for one in differences.to_decide if not one.is_new
        }
        return save_sizes(unit, who, edition_id, given)


def test_a_size_decided_anew_after_publishing_is_heard_by_the_index_and_open_pages(store, who):
    edition_id = ready(store, who, written(in_force_from="2026-05-04"))
    publish(store, who, edition_id)
    before, heard = Watch(store).count(), outbox(store)
    assert decide_anew(store, who, edition_id, Size.MAJOR).kept == 1
    assert outbox(store) == [*heard, "original:borrowing"]
    assert Watch(store).count() > before
    assert not decide_anew(store, who, edition_id, Size.MAJOR).kept
    assert outbox(store) == [*heard, "original:borrowing"], "the same again changes nothing"


def outbox(store):
    with store.read() as unit:
        return list(unit.session.scalars(select(OutboxRow.group).order_by(OutboxRow.sequence)))


def test_a_decision_stands_when_the_text_before_is_corrected_elsewhere(store, who):
    edition_id = ready(store, who)
    rules = {**RULES, "2": "A late book costs 15 cents a day."}
    fixed = "".join(f"## {n} Rule {n}\n\n{words}\n\n" for n, words in rules.items())
    correction = ready(store, who, written(fixed, corrects=True, in_force_from=NEW.isoformat()))
    publish(store, who, correction)
    with store.read() as unit:
        left = read_differences(unit, unit.session.get_one(Edition, edition_id)).undecided
    assert [change.new.eid for change in left] == ["sec_2"]
    assert date.fromisoformat(DAY) > NEW

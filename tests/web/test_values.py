"""Amounts by date, in the app: reviewed like an answer, and no answer is rewritten for one."""

import pytest

from kb.importers import records as r
from kb.vocabulary import BlockKind, Role
from tests.factories import FIRST, NEW, load, make_answer, make_original, make_value

pytestmark = pytest.mark.usefixtures("library")
FEE = "/a/en/visits/fee"


@pytest.fixture
def story(house):
    """Load a fine that was 10 cents, is 20, and will be 7 from 1 June 2026."""
    spoken = (r.Block(BlockKind.SAY, "It is {{ value:fine }} cents."),)
    answer = make_answer("fee", original="visits", question="What is the fine?", blocks=spoken)
    value = make_value(d20250101="10", d20260401="20", d20260601="7")
    basis = r.Cover("visits", FIRST, NEW)
    named = r.ValueRecord("fine", value.amounts, unit="cents", name="Fine a day", basis=basis)
    load(house.store, make_original("visits", NEW), answer, named)


@pytest.fixture
def agent(client, sign_in, story):
    return sign_in(client, Role.AGENT)


STAFF = (Role.TRAINER, Role.COMPLIANCE, Role.LEAD, Role.PARTNER)


@pytest.mark.parametrize("role", STAFF)
def test_the_list_says_what_it_is_and_to_staff_what_it_will_be(client, sign_in, story, page, role):
    sign_in(client, role)
    shown = page("/values").text
    assert "Fine a day 20 cents" in shown
    assert "from 1 June 2026: 7" in shown


def test_whoever_talks_to_callers_learns_of_an_amount_on_its_day(
    agent, page, clock, client, sign_in
):
    assert "Fine a day 20 cents" in page("/values").text
    for address in ("/values", "/values/fine"):
        shown = page(address).text
        assert "June 2026" not in shown
        assert "coming" not in shown
    assert "31 May 2026" not in page("/values/fine").text, "its end tells of the next"
    clock.advance(days=40)
    sign_in(client, Role.AGENT, name="later")
    assert "7 in force" in page("/values/fine").text


def test_a_past_day_hides_nothing_that_is_known_today(agent, page):
    assert "from 1 April 2026: 20" in page("/values?as_of=2025-07-01").text


def test_a_value_has_its_days_its_basis_and_where_it_is_printed(client, sign_in, story, page):
    sign_in(client, Role.TRAINER)
    shown = page("/values/fine")
    assert [node.text.split()[0] for node in shown.all("th")[3:]] == ["7", "20", "10"]
    assert "31 May 2026" in shown.text
    assert "A book is lent for 21 days." in shown.text
    assert "What is the fine?" in shown.text


def test_the_event_date_counts_for_amounts_too(agent, page):
    assert "Fine a day 10 cents" in page("/values?as_of=2025-07-01").text
    assert "It is 10 cents." in page(f"{FEE}?as_of=2025-07-01").text


def test_a_new_amount_rewrites_no_answer_and_outdates_none(agent, page, clock, client, sign_in):
    before = page(FEE)
    assert "It is 20 cents." in before.text
    clock.advance(days=40)
    sign_in(client, Role.LEAD)  # the session of before is over
    after = page(FEE)
    assert "It is 7 cents." in after.text
    assert "in step" in after.text


def test_only_who_may_write_is_offered_to(client, sign_in, story, page):
    sign_in(client, Role.AGENT)
    assert "Write a new amount" not in page("/values/fine").text
    sign_in(client, Role.TRAINER)
    assert "Write a new amount" in page("/values/fine").text


def test_an_unknown_amount_is_said(agent, page):
    assert "no amount “nothing”" in page("/values/nothing", status=404).text

"""What agents were shown at a minute: a permalink for complaints and quality."""

from datetime import timedelta

import pytest

from kb.importers import records as r
from kb.services.publishing.published import shown_revision
from kb.vocabulary import BlockKind, Role, State, ThingKind
from tests.factories import (
    NEW,
    OLD,
    load,
    make_answer,
    make_original,
    make_translation,
    make_value,
)
from tests.services.reviewed import end

pytestmark = pytest.mark.usefixtures("library")
PLACE = "/a/en/visits/how-long"


@pytest.fixture
def story(house, clock):
    """Tell what was shown: fourteen, then twenty-one a day later, then nothing."""
    rule = {"1": "A visit lasts 14 days."}
    load(house.store, make_original("visits", NEW, rule), make_translation("visits"))
    load(house.store, make_answer(original="visits", say="Fourteen."))
    first = clock.now
    clock.advance(days=1)
    load(house.store, make_answer(original="visits", say="Twenty-one."))
    second = clock.now
    clock.advance(days=1)
    with house.store.read() as unit:
        wrong = shown_revision(unit, ThingKind.ANSWER, "en/visits#how-long").id
    end(house.store, wrong, State.WITHDRAWN)
    clock.advance(hours=1)
    return {"first": first, "second": second, "now": clock.now}


@pytest.fixture
def trainer(client, sign_in, story):
    return sign_in(client, Role.TRAINER)


def link(at):
    return f"/seen/{at:%Y-%m-%dT%H:%MZ}{PLACE}"


def test_a_permalink_shows_what_was_shown_in_that_minute(trainer, page, story):
    assert "Fourteen." in page(link(story["first"])).text
    shown = page(link(story["second"])).text
    assert "Twenty-one." in shown
    assert "Fourteen." not in shown


def test_the_bar_says_which_minute_and_the_page_what_became_of_it(trainer, page, story):
    shown = page(link(story["second"])).text
    assert "What agents were shown on 5 May 2026" in shown
    assert "Not for a call today." in shown
    assert "(withdrawn)" in shown
    assert "(retired)" in page(link(story["first"])).text


def test_words_that_the_law_had_overtaken_are_shown_as_agents_had_them(
    client, sign_in, house, clock, page
):
    load(house.store, make_original("visits", OLD, {"1": "A visit lasts 14 days."}))
    load(house.store, make_translation("visits", edition=OLD))
    load(house.store, make_answer(original="visits", edition=OLD, say="Fourteen."))
    load(house.store, make_original("visits", NEW, {"1": "A visit lasts 21 days."}))
    then = clock.now
    clock.advance(days=1)
    sign_in(client, Role.TRAINER)
    shown = page(link(then)).text
    assert "let me check" in shown
    assert "A visit lasts 21 days." in shown
    assert "Fourteen." in shown


def test_before_it_was_published_and_after_it_was_withdrawn_nothing_was_shown(trainer, page, story):
    page(link(story["first"] - timedelta(days=3)), status=404)
    page(link(story["now"]), status=404)


@pytest.mark.parametrize("minute", ["yesterday", "2026-13-01T00:00Z", "2026-05-04T09:30"])
def test_what_is_no_minute_is_said(trainer, page, minute):
    assert "is no minute" in page(f"/seen/{minute}{PLACE}", status=400).text


def test_a_minute_to_come_is_refused(trainer, page, story):
    assert "not come yet" in page(link(story["now"] + timedelta(days=1)), status=400).text


def local(at, house):
    return at.astimezone(house.settings.zone).strftime("%Y-%m-%dT%H:%M")


def test_a_minute_and_words_find_the_answers_published_then(trainer, page, story, house):
    at = local(story["first"], house)
    found = page(f"/seen?at={at}&q=fourteen")
    assert [one.text for one in found.all("a") if "/seen/" in one.get("href", "")] == [
        "How long can I keep a book?"
    ]
    assert "Borrowing rules, English" in found.text
    assert "No answer" in page(f"/seen?at={at}&q=parrot").text
    assert "No answer" in page(f"/seen?at={local(story['second'], house)}&q=fourteen").text


@pytest.mark.parametrize(
    "name", [PLACE, "https://kb.example/a/en/visits/how-long?q=x", "en/visits#how-long"]
)
def test_an_address_leads_straight_to_the_answer(trainer, story, house, name):
    query = {"at": local(story["first"], house), "q": name}
    assert trainer.get("/seen", query_string=query).location == link(story["first"])


def test_an_agent_may_not_look_back(client, sign_in, story):
    agent = sign_in(client, Role.AGENT)
    assert agent.get("/seen").status_code == 403
    assert agent.get(link(story["first"])).status_code == 403


def test_amounts_are_those_of_that_minute(trainer, page, house, clock, story):
    load(house.store, make_value("fine", d20250101="10"))
    spoken = (r.Block(BlockKind.SAY, "It is {{ value:fine }} cents."),)
    load(house.store, make_answer("fee", original="visits", blocks=spoken, position=1))
    then = clock.now
    clock.advance(hours=1)
    load(house.store, make_value("fine", d20250101="12"))
    address = f"/seen/{then:%Y-%m-%dT%H:%MZ}/a/en/visits/fee"
    assert "It is 10 cents." in page(address).text

"""When did it happen? The law of the event's date, on every page of the call, and said so."""

import pytest

from kb.importers import records as r
from kb.importers.library.contents import read_contents
from kb.vocabulary import Role
from kb.web.frame.event_date import COOKIE, HEADER
from tests.browsers import csrf_token, post
from tests.factories import NEW, OLD, load, make_answer, make_original, make_translation

pytestmark = pytest.mark.usefixtures("library")
ANSWER = "/a/en/visits/how-long"
THEN = "2025-07-01"


@pytest.fixture
def agent(client, sign_in, house, clock):
    """Give an agent's browser; the rule and its answer changed on 1 April 2026."""
    load(house.store, make_original("visits", OLD, {"1": "A visit lasts 14 days."}))
    load(house.store, make_translation("visits"), make_answer(original="visits", say="Fourteen."))
    clock.advance(minutes=1)
    load(house.store, make_original("visits", NEW, {"1": "A visit lasts 21 days."}))
    load(house.store, make_answer(original="visits", say="Twenty-one.", edition=NEW))
    return sign_in(client, Role.AGENT)


def choose(agent, day, **fields):
    return post(agent, "/call/event-date", event_date=day, next=ANSWER, **fields)


def test_without_a_date_it_is_today_and_no_bar_shows(agent, page):
    shown = page(ANSWER)
    assert "Twenty-one." in shown.text
    assert "A visit lasts 21 days." in shown.text
    assert shown.by_class("event-bar") == []
    assert shown.tree.get("data-event") == ""


def test_an_address_names_the_day_and_each_pane_says_so(agent, page):
    shown = page(f"{ANSWER}?as_of={THEN}")
    assert "Fourteen." in shown.text
    assert "A visit lasts 14 days." in shown.text
    assert "Twenty-one." not in shown.text
    assert len(shown.by_class("event-mark")) == 3
    assert "The law of 1 July 2025, with today’s best answer" in shown.text
    assert shown.tree.get("data-event") == THEN


def test_what_is_opened_from_there_keeps_the_day(agent, page):
    page(f"{ANSWER}?as_of={THEN}")
    assert "Fourteen." in page(ANSWER).text
    assert "A visit lasts 14 days." in page("/o/visits").text
    assert "Fourteen." in agent.post(f"{ANSWER}/panes", data=token(agent)).text


def token(agent):
    return {"csrf_token": csrf_token(agent, "/sessions")}


def test_a_form_keeps_the_day_and_leads_back_without_the_old_one(agent, page):
    page(f"{ANSWER}?as_of=2025-01-05")
    assert choose(agent, THEN).location == ANSWER
    assert "law of 1 July 2025" in page(ANSWER).text
    assert choose(agent, "").location == ANSWER
    assert "Twenty-one." in page(ANSWER).text


def test_a_piece_of_a_page_shows_the_day_that_its_page_says(agent):
    choose(agent, THEN)
    today = agent.get(f"{ANSWER}/panes", headers={HEADER: ""}).text
    then = agent.get(f"{ANSWER}/panes", headers={HEADER: "2025-08-01"}).text
    assert "Twenty-one." in today
    assert "Fourteen." in then
    assert "law of 1 August 2025" in then


def test_a_new_call_begins_today(agent, page):
    choose(agent, THEN)
    post(agent, "/call/new", next="/")
    assert "Twenty-one." in page(ANSWER).text


def test_who_signs_in_next_begins_today(agent, sign_in, page):
    choose(agent, THEN)
    post(agent, "/sign-out")
    sign_in(agent, Role.LEAD)
    assert "Twenty-one." in page(ANSWER).text


def test_today_by_its_date_is_today(agent, page, house):
    shown = page(f"{ANSWER}?as_of={house.store.today}")
    assert shown.tree.get("data-event") == ""


@pytest.mark.parametrize("day", ["yesterday", "2025-02-30", "1 July 2025"])
def test_what_is_no_day_is_said_and_nothing_shown(agent, page, day):
    shown = page(f"{ANSWER}?as_of={day}", status=400)
    assert "is no day" in shown.text
    assert "Fourteen." not in shown.text
    assert post(agent, "/call/event-date", event_date=day).status_code == 400


def test_a_page_that_knows_no_past_says_that_it_shows_today(agent, page):
    choose(agent, THEN)
    assert "This page shows today" in page("/topics/").text


def test_a_cookie_that_is_no_day_is_today(agent, page):
    agent.set_cookie(COOKIE, "<b>")
    assert "Twenty-one." in page(ANSWER).text


def test_copies_say_whose_law_it_is(agent, page):
    (answer,) = page(f"{ANSWER}?as_of={THEN}").all("article")
    assert "The law of 1 July 2025." in answer.get("data-note")
    assert "This is the law of 1 July 2025." in answer.get("data-customer")


def test_results_are_those_of_the_day(agent, house):
    found = agent.get("/results", query_string={"q": "book", "as_of": THEN})
    assert found.status_code == 200


def test_a_rule_of_transition_asks_which_date_counts(agent, house, page):
    source = (
        "---\ntitle: Visits\n---\n# Visits\n\n## 1 Length\n\n"
        '(a) {transitional="Visits booked before 1 May 2026: the old text."} It lasts 30 days.\n'
    )
    contents = read_contents("content/originals/trips/2026-04-01.md", source.encode())
    assert not contents.notes.problems
    cover = (r.Cover("trips", "sec_1__para_a"),)
    load(house.store, contents.records[0], make_answer(original="trips", covers=cover))
    shown = page("/a/en/trips/how-long")
    assert "Which date counts?" in shown.text
    assert "Visits 1(a): Visits booked before 1 May 2026: the old text." in shown.text
    assert "Which date counts?" not in page(ANSWER).text

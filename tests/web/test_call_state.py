"""What is known of the caller: for each call by itself, shown beside the words it matters to."""

import pytest

from kb.vocabulary import MAY_HEAR, Disclosure, Role, Verification
from kb.web.frame.call_state import COOKIE, HEADER, MOST_CALLS
from tests.browsers import post
from tests.factories import load, make_answer, make_original, make_process, make_translation

pytestmark = pytest.mark.usefixtures("library")
ANSWER = "/a/en/visits/how-long"
ONE, OTHER = "c0ffee", "badcafe"


@pytest.fixture
def agent(client, sign_in):
    return sign_in(client, Role.AGENT)


def store_answer(house, disclose):
    answer = make_answer(original="visits", disclose=disclose)
    verify = make_process("verify-caller", "Verify the caller")
    load(house.store, make_original("visits"), make_translation("visits"), answer, verify)


def say(agent, state, **fields):
    return post(agent, "/call/verification", verification=state, next=ANSWER, **fields)


def shown(page, url=ANSWER):
    """The words of the page that are not hidden from this caller's agent."""
    screen = page(url)
    hidden = {
        id(inner) for node in screen.tree.iter() if "hidden" in node.attrib for inner in node.iter()
    }
    return " ".join(node.text or "" for node in screen.tree.iter() if id(node) not in hidden)


def test_a_call_begins_with_nobody_verified(agent, house, page):
    store_answer(house, Disclosure.VERIFIED)
    assert "Verify first." in shown(page)
    assert "For 21 days." in shown(page)
    assert page(ANSWER).tree.get("data-verification") == "not_verified"


def test_the_bar_starts_the_process_and_leads_back(agent, house, page):
    store_answer(house, Disclosure.VERIFIED)
    starts = [
        link.get("href") for link in page(ANSWER).all("a") if link.text == "Verify the caller"
    ]
    assert starts == ["/p/verify-caller?back=%2Fa%2Fen%2Fvisits%2Fhow-long"]


def test_a_verified_caller_may_hear_it(agent, house, page):
    store_answer(house, Disclosure.VERIFIED)
    assert say(agent, "verified").location == ANSWER
    assert "Verify first." not in shown(page)
    assert "you verified: you may say this" in shown_badges(page)


def shown_badges(page):
    badges = [
        "".join(badge.itertext())
        for words in page(ANSWER).tree.iter("span")
        if "data-when" in words.attrib and "hidden" not in words.attrib
        for badge in words.iter("span")
    ]
    return " ".join(badges)


def test_a_representative_hears_only_what_representatives_may(agent, house, page):
    store_answer(house, Disclosure.VERIFIED)
    say(agent, "representative")
    assert "Not to a representative." in shown(page)


def test_a_representative_may_hear_what_is_for_representatives(agent, house, page):
    store_answer(house, Disclosure.REPRESENTATIVE)
    assert "Verify first." in shown(page)
    say(agent, "representative")
    assert "Verify first." not in shown(page)


def test_what_anyone_may_hear_looks_the_same_for_every_caller(agent, house, page):
    store_answer(house, Disclosure.ANYONE)
    for state in Verification:
        say(agent, state)
        assert "say to anyone" in page(ANSWER).text
        assert not page(ANSWER).by_class("verify")


def test_a_new_call_knows_nothing_of_the_caller_before(agent):
    say(agent, "verified")
    assert post(agent, "/call/new", next="/").location == "/"
    assert 'data-verification="not_verified"' in agent.get("/").text


def test_each_tab_has_its_own_caller(agent):
    done = agent.post(
        "/call/verification",
        data={"verification": "verified"},
        headers={HEADER: ONE, "X-CSRFToken": token(agent)},
    )
    assert done.status_code == 204
    agent.set_cookie(COOKIE, ONE)
    assert 'data-verification="verified"' in agent.get("/").text
    agent.set_cookie(COOKIE, OTHER)
    assert 'data-verification="not_verified"' in agent.get("/").text
    assert 'data-verification="verified"' in agent.get("/", headers={HEADER: ONE}).text


def token(agent):
    return agent.get("/").text.partition('name="csrf-token" content="')[2].partition('"')[0]


def test_the_caller_of_another_person_is_not_mine(app, agent, sign_in):
    say(agent, "verified")
    other = sign_in(app.test_client(), Role.LEAD)
    assert 'data-verification="not_verified"' in other.get("/").text


def test_an_unknown_state_is_refused_and_changes_nothing(agent):
    say(agent, "verified")
    assert say(agent, "friend of mine").status_code == 400
    assert 'data-verification="verified"' in agent.get("/").text


def test_a_name_of_a_call_that_is_none_counts_as_none(agent):
    agent.set_cookie(COOKIE, '"><script>')
    say(agent, "verified")
    shown = agent.get("/").text
    assert 'data-call="" data-verification="verified"' in shown


def test_a_searched_page_is_made_again_from_its_words(agent):
    """Without JavaScript the words came by POST; they go back by POST, never into the address."""
    form = {"verification": "verified", "next": "/search", "q": "a book"}
    again = post(agent, "/call/verification", **form)
    assert (again.status_code, again.location) == (307, "/search")


def test_only_so_many_calls_are_remembered_and_the_oldest_is_forgotten(agent):
    key = token(agent)
    for number in range(MOST_CALLS + 1):
        headers = {HEADER: f"{number:x}", "X-CSRFToken": key}
        agent.post("/call/verification", data={"verification": "verified"}, headers=headers)
    assert state_of(agent, "0") == "not_verified"
    assert {state_of(agent, f"{number:x}") for number in range(1, MOST_CALLS + 1)} == {"verified"}


def state_of(agent, call):
    text = agent.get("/", headers={HEADER: call}).text
    return text.partition('data-verification="')[2].partition('"')[0]


@pytest.mark.parametrize("level", Disclosure)
def test_only_what_is_for_anyone_may_be_told_before_verifying(level):
    assert (Verification.NOT_VERIFIED in MAY_HEAR[level]) == (level is Disclosure.ANYONE)
    assert Verification.VERIFIED in MAY_HEAR[level]

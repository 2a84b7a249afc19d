"""Pages of notices: written by one, let out by another, confirmed by each, counted for leads."""

from datetime import timedelta

import pytest

from kb.services.house import House
from kb.vocabulary import Role
from tests.browsers import csrf_token
from tests.small import bring_index_up_to_date

SAY = "Take the title and call back."
ANSWER = "/a/en/borrowing/how-long"


@pytest.fixture
def browsers(app, sign_in, library):
    """Give a browser for each: somebody who leads, somebody of compliance, somebody who answers."""
    del library
    roles = (Role.LEAD, Role.COMPLIANCE, Role.AGENT)
    return {role: sign_in(app.test_client(), role) for role in roles}


def ends(house: House, hours=1) -> str:
    moment = house.store.read
    with moment() as unit:
        return f"{(unit.now + timedelta(hours=hours)).astimezone(unit.zone):%Y-%m-%dT%H:%M}"


def send(client, address, follow=True, **fields):
    form = {"csrf_token": csrf_token(client), **fields}
    return client.post(address, data=form, follow_redirects=follow)


def write(client, house, **changes):
    fields = {"title": "The catalogue is down", "say": SAY, "size": "major", "ends": ends(house)}
    return send(client, "/notices/write", **{**fields, **changes})


def let_out(client):
    """Press the one button of the list."""
    page = client.get("/notices").text
    action = page.partition('action="/notices/proposals/')[2].partition("/agree")[0]
    content_hash = page.partition('name="hash" value="')[2].partition('"')[0]
    return send(client, f"/notices/proposals/{action}/agree", hash=content_hash)


@pytest.fixture
def live(browsers, house):
    """A bulletin that is live on one answer; give the browsers."""
    write(browsers[Role.LEAD], house, answers=ANSWER)
    assert "Released" in let_out(browsers[Role.COMPLIANCE]).text
    return browsers


def test_the_list_keeps_the_rules_of_every_page(live, page, client, sign_in):
    del live
    sign_in(client, Role.LEAD, Role.COMPLIANCE, Role.AGENT)
    assert "The catalogue is down" in page("/notices").text
    assert SAY in page("/notices/2026-05-04-the-catalogue-is-down").text
    page("/notices/write")
    page("/notices/2026-05-04-the-catalogue-is-down/write")
    page(ANSWER)
    page("/")
    page("/home")


def test_a_bulletin_waits_for_a_second_person_and_its_writer_has_no_such_button(browsers, house):
    answer = write(browsers[Role.LEAD], house)
    assert "Submitted" in answer.text
    assert "I agree" not in answer.text
    assert "The catalogue is down" not in browsers[Role.AGENT].get("/notices").text
    assert "I agree" in browsers[Role.COMPLIANCE].get("/notices").text


def test_every_problem_is_told_beside_its_field_and_nothing_typed_is_lost(browsers, house):
    answer = write(browsers[Role.LEAD], house, ends="", answers="borrowing#none")
    assert answer.status_code == 400
    assert "Say when it ends" in answer.text
    assert "No published answer is called borrowing#none" in answer.text
    assert SAY in answer.text


def test_it_stands_on_the_answer_in_results_and_in_the_header_until_confirmed(live):
    agent = live[Role.AGENT]
    found = agent.get("/?q=how long can I keep a book").text
    assert "notice to read" in found
    assert "1 new" in found
    assert "I have read this" in agent.get(ANSWER).text
    revision = found.partition('name="revision" value="')[2].partition('"')[0]
    send(agent, "/notices/2026-05-04-the-catalogue-is-down/confirm", revision=revision)
    after = agent.get("/?q=how long can I keep a book").text
    assert "notice to read" not in after
    assert "1 new" not in after
    assert "I have read this" not in after
    assert SAY in after  # still true, on one folded line


def test_it_is_found_by_its_words_while_it_lasts(live, house, clock):
    bring_index_up_to_date(house)
    agent = live[Role.AGENT]
    words = "/?q=catalogue down"
    assert 'href="/notices/2026-05-04-the-catalogue-is-down"' in agent.get(words).text
    clock.advance(hours=1)
    bring_index_up_to_date(house)
    after = agent.get(words)
    assert after.status_code == 200
    assert "/notices/2026-05-04-the-catalogue-is-down" not in after.text


def test_it_is_gone_from_every_page_when_it_ends(live, clock):
    clock.advance(hours=1)
    agent = live[Role.AGENT]
    answer = agent.get(ANSWER)
    assert answer.status_code == 200
    assert SAY not in answer.text
    assert agent.get("/notices/2026-05-04-the-catalogue-is-down").status_code == 404
    listed = agent.get("/notices").text
    assert "Ended in the last seven days" in listed
    assert SAY not in listed


def test_an_open_page_asks_for_what_is_told_now(live):
    pieces = send(live[Role.AGENT], "/notices/now", answer="en/borrowing#how-long").text
    for name in ("count", "answer", "ready"):
        assert f'data-piece="{name}"' in pieces
    assert pieces.count(SAY) == 2


def test_an_agent_sees_no_proposal_no_count_and_no_button_of_the_desk(browsers, house):
    write(browsers[Role.LEAD], house)
    listed = browsers[Role.AGENT].get("/notices").text
    for words in ("Not out yet", "Write a bulletin", "confirmed", "catalogue"):
        assert words not in listed.replace("You have confirmed everything", "").replace(
            "until you have confirmed", ""
        )


def test_a_lead_ends_a_bulletin_with_a_reason(live):
    lead = live[Role.LEAD]
    address = "/notices/2026-05-04-the-catalogue-is-down/end"
    assert send(lead, address, reason=" ").status_code == 400
    assert "The notice has ended" in send(lead, address, reason="It is up again.").text
    assert SAY not in live[Role.AGENT].get(ANSWER).text


def test_sent_back_words_reach_their_writer_with_the_reason(browsers, house):
    write(browsers[Role.LEAD], house)
    page = browsers[Role.COMPLIANCE].get("/notices").text
    number = page.partition('action="/notices/proposals/')[2].partition("/agree")[0]
    address = f"/notices/proposals/{number}/send-back"
    send(browsers[Role.COMPLIANCE], address, reason="Which catalogue?")
    assert "Which catalogue?" in browsers[Role.LEAD].get("/notices").text
    assert "Which catalogue?" not in browsers[Role.AGENT].get("/notices").text


def test_compliance_is_offered_what_nobody_was_told_of(browsers):
    compliance = browsers[Role.COMPLIANCE]
    listed = compliance.get("/notices").text
    assert "Agents have not been told yet" in listed
    number = listed.partition('href="/notices/from/')[2].partition('"')[0]
    draft = compliance.get(f"/notices/from/{number}").text
    content_hash = draft.partition('name="hash" value="')[2].partition('"')[0]
    told = send(compliance, f"/notices/from/{number}", hash=content_hash)
    assert "Released" in told.text
    assert "1 new" in browsers[Role.AGENT].get("/notices").text

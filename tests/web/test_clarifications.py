"""A question about a provision: one click from its page, answered, and told to who asked."""

import pytest

from kb.vocabulary import Role
from tests.browsers import csrf_token
from tests.people import enter, make_account

NEW = "Ask what it means: Borrowing Rules 1.1"


@pytest.fixture
def trainer(client, sign_in, library):
    return sign_in(client, Role.TRAINER, name="toni")


@pytest.fixture
def colleague(app, house):
    """Give `colleague(role, department)`: another browser, signed in."""

    def colleague(role, department=""):
        name = make_account(house.store, role, name=f"{role}-two", department=department)
        return enter(app.test_client(), name)

    return colleague


def send(client, address, **form):
    key = csrf_token(client, "/sessions")
    return client.post(address, data={"csrf_token": key} | form)


def ask(client, **given):
    form = {"edition": "2", "eid": "sec_1.1", "question": "Does “day” mean a working day?"}
    return send(client, "/clarifications", **form | given).location


def link_to_ask(page):
    links = [one.get("href") for one in page.all("a") if "/clarifications/new" in one.get("href")]
    return next(link for link in links if "sec_1.1" in link)


def test_a_trainer_asks_from_the_page_of_the_original(trainer, page):
    address = link_to_ask(page("/o/borrowing"))
    form = page(address)
    assert "A book is lent for 21 days" in form.text
    assert "Due in 5 working days" in form.text
    chosen = [one.get("value") for one in form.all("option") if one.get("selected") is not None]
    assert "desk" in chosen  # whose text it is


def test_what_was_asked_shows_its_owner_and_clock(trainer, page):
    found = page(ask(trainer))
    assert "Does “day” mean a working day?" in found.text
    assert "Toni Tester asked Compliance" in found.text
    assert "due 11 May 2026" in found.text
    assert "You asked, and wait: 1" in page("/clarifications").text


def test_the_answer_comes_back_until_it_was_read(trainer, page, colleague):
    address = ask(trainer)
    other = colleague(Role.COMPLIANCE)
    assert "For you to answer: 1" in other.get("/clarifications").text
    assert send(other, f"{address}/reply", reply="Every day counts.").status_code == 303
    assert "Answered, for you to read: 1" in page("/clarifications").text
    found = page(address)
    assert "Every day counts." in found.text
    send(trainer, f"{address}/seen")
    after = page("/clarifications").text
    assert "for you to read" not in after
    assert "Does “day” mean" in after


def test_a_partner_answers_for_their_department_and_reads_no_other(trainer, colleague):
    theirs, ours = ask(trainer, department="desk"), ask(trainer)
    partner = colleague(Role.PARTNER, "desk")
    assert partner.get("/clarifications").status_code == 200
    assert "Your answer" in partner.get(theirs).text
    assert send(partner, f"{theirs}/reply", reply="Yes.").status_code == 303
    assert partner.get(ours).status_code == 404
    assert send(partner, f"{ours}/reply", reply="Yes.").status_code == 403


def test_who_asked_takes_it_back(trainer, page):
    address = ask(trainer)
    assert "Take it back" in page(address).text
    send(trainer, f"{address}/take-back")
    assert "taken back" in page("/clarifications").text


def test_an_empty_question_is_refused_in_words(trainer):
    answer = send(trainer, "/clarifications", edition="2", eid="sec_1.1", question=" ")
    assert answer.status_code == 400
    assert "Write what you need to know" in answer.text


def test_an_agent_sees_no_way_to_ask(client, sign_in, library, page):
    sign_in(client, Role.AGENT)
    assert "/clarifications" not in page("/o/borrowing").html

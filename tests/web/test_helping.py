"""The panel "Help with writing": what is pressed there, without scripts and with them."""

import sys
from dataclasses import replace

import pytest
from sqlalchemy import select

from kb.importers.records import Cover
from kb.models import WorkingCopy
from kb.plain.drafting import Draft
from kb.vocabulary import Role
from tests.applications import opened_app
from tests.drafting import running_stub, says, sends
from tests.factories import load, make_answer, make_original
from tests.people import enter, make_account
from tests.web.test_edit import fields_of, send

LAW = "A member shall return a book within 21 days, and the library shall give a receipt."
ANSWER = "/edit/answer/en/lending%23back"
WRONG = "You must return it within 40 days. Bring a card."


@pytest.fixture
def trainer(library, client, house):
    original = make_original("lending", rules={"1": LAW, "2": "A card is free of charge."})
    covers = (Cover("lending", "sec_1"),)
    load(house.store, original, make_answer("back", original="lending", covers=covers))
    return enter(client, make_account(house.store, Role.TRAINER, name="tina"))


@pytest.fixture
def press(trainer, page):
    """Give `press(do, …)`: what a browser sends of the page as it is now; the page after it."""

    def press(do, status=303, **changes):
        answer = send(trainer, ANSWER, fields_of(trainer.get(ANSWER).text), do, **changes)
        assert answer.status_code == status, answer.text
        return page(answer.headers["Location"].partition("#")[0]) if status == 303 else answer

    return press


def kept(house):
    with house.store.read() as unit:
        return unit.session.scalars(select(WorkingCopy)).one().content


def parts(found):
    return [one.get("data-part") for one in found.by_class("draft__part")]


def test_the_facts_of_the_law_are_marked_with_words_that_say_what_they_are(press):
    found = press("facts")
    marked = ["".join(one.itertext()) for one in found.by_class("marked__fact")]
    names = ["".join(one.itertext()) for one in found.by_class("marked__name")]
    assert "21 days" in marked
    assert "(period)" in names
    assert "(duty)" in names


def test_opening_the_panel_saves_nothing(trainer, page, house):
    fields = fields_of(page(ANSWER).html)
    answer = send(trainer, ANSWER, fields, "facts", part="help", help="law")
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "21 days" in answer.text
    with house.store.read() as unit:
        assert unit.session.scalars(select(WorkingCopy)).all() == []


def test_the_callers_name_is_proposed_and_decided_by_the_trainer(press, house):
    assert 'name="help_you" value="member"' in press("facts").html
    press("draft", help_you="")
    draft = Draft.unpack(kept(house)["machine"]["draft"])
    assert draft.text.startswith("A member must return")


def test_a_first_version_is_decided_without_scripts_and_then_put_in(press, house):
    found = press("draft", help_you="member")
    assert "suggestions wait for you" in found.text
    assert kept(house)["fields"]["piece_text"] == ["For 21 days."]
    names = parts(found)
    refused = press("take")
    assert "Accept or reject each first" in refused.text
    for name in names[:-1]:
        found = press(f"accept:{name}")
    found = press(f"reject:{names[-1]}")
    assert "Nothing of it is in the answer yet." in found.text
    assert press(f"reopen:{names[0]}").text.count("waits for you") == 1
    press(f"accept:{names[0]}")
    press("take")
    assert kept(house)["fields"]["piece_text"][-1].startswith("You must return a book")
    assert kept(house)["machine"]["draft"] is None


def test_submitting_says_what_waits_and_loses_nothing(press, house):
    press("draft", help_you="member")
    answer = press("submit", 422, piece_text="My own words.")
    assert "suggestions wait for your decision" in answer.text
    assert "My own words." in answer.text
    assert kept(house)["machine"]["draft"] is not None


def test_nothing_that_is_posted_decides_for_a_person(press, house):
    press("draft", help_you="member")
    forged = {"machine": "{}", "draft": "", "not_accepted": "", "decision": "accepted"}
    press("submit", 422, piece_text="My own words.", **forged)
    assert all(part[4] == "open" for part in kept(house)["machine"]["draft"]["parts"] if part[1])


def test_a_script_gets_the_panel_and_the_version_to_go_on_with(trainer, press, page):
    found = press("draft", help_you="member")
    fields = fields_of(found.html)
    name = parts(found)[0]
    answer = send(trainer, ANSWER, fields, f"accept:{name}", part="help")
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "draft__part--accepted" in answer.text
    assert 'data-version="2026' in answer.text


def test_a_script_that_was_overtaken_is_told_so(trainer, press, clock):
    found = press("draft", help_you="member")
    fields = fields_of(found.html)
    clock.advance(minutes=1)
    press("save", question="From another window?")
    answer = send(trainer, ANSWER, fields, f"accept:{parts(found)[0]}", part="help")
    assert answer.status_code == 409


def test_provisions_are_proposed_and_taken_one_by_one(press, house):
    found = press("provisions", piece_text="A card is free of charge.")
    assert "Both say" in found.text
    assert "Lending" not in found.text
    press("cover:sec_2", piece_text="A card is free of charge.")
    assert kept(house)["fields"]["covers"] == ["sec_1", "sec_2"]
    assert "stands for it" in press("provisions").text


def test_a_process_has_no_such_panel(trainer, page):
    assert "Help with writing" not in page("/edit/process/renew-loan").text


# The drafting service --------------------------------------------------------------


def test_without_a_service_nobody_is_offered_one_and_nothing_can_be_asked(press, house):
    assert house.drafter is None
    assert "drafting service" not in press("facts").text
    assert "No drafting service is set up here." in press("ask").text


CONNECTED: list[str] = []
WATCHING: list[bool] = []


def _watch(event, args):
    if WATCHING and event in {"socket.connect", "socket.getaddrinfo", "socket.sendto"}:
        CONNECTED.append(f"{event} {args[-1]}")


def test_nothing_of_a_text_leaves_the_machine_unless_a_service_is_set_up(press):
    sys.addaudithook(_watch)
    WATCHING.append(True)
    try:
        press("facts")
        press("provisions")
        names = parts(press("draft", help_you="member"))
        press(f"accept:{names[0]}")
        press("check", 422)
        press("ask")
        press("drop")
        press("submit", 422, piece_text=WRONG)
    finally:
        WATCHING.clear()
    assert CONNECTED == []


@pytest.fixture
def stub():
    with running_stub(says(WRONG)) as stub:
        yield stub


@pytest.fixture
def asking(settings, clock, small_database, stub):
    """Give an application with a drafting service, and a trainer who is signed in to it."""
    del small_database
    with_service = replace(settings, draft_url=stub.url, draft_model="small", draft_key="k3y")
    with opened_app(with_service, clock) as app:
        store = app.extensions["kb"].store
        load(
            store,
            make_original("lending", rules={"1": LAW}),
            make_answer("back", original="lending"),
        )
        client = enter(app.test_client(), make_account(store, Role.TRAINER, name="tina"))

        def ask(do="ask", **changes):
            fields = fields_of(client.get(ANSWER).text)
            answer = send(client, ANSWER, fields, do, **changes)
            return (
                client.get(ANSWER, query_string={"help": "law"}).text
                if answer.status_code == 303
                else answer.text
            )

        yield ask


def test_what_the_service_wrote_is_marked_and_compared_with_the_law(asking, stub):
    found = asking()
    assert len(stub.requests) == 1
    assert "What the drafting service wrote" in found
    assert '<ins class="suggested">You must return it within 40 days.</ins>' in found
    assert "duration changed" in found
    assert "<mark>40 days</mark>" in found
    assert "wait for your decision" in asking("submit")


def test_a_service_that_fails_is_told_and_the_words_stay(asking, stub):
    stub.behave = sends(b"<b>no</b>", 500)
    found = asking(piece_text="My own words.")
    assert "answered with the error 500. Your text is as it was." in found
    assert "My own words." in found
    assert "k3y" not in found


def test_hostile_words_are_shown_as_text(asking, stub):
    stub.behave = says('<img src=x onerror="alert(1)"> Pay & go, "now". </div><script>')
    found = asking()
    assert "<img" not in found
    assert "onerror" not in found
    assert "Pay &amp; go, &#34;now&#34;." in found

"""Sign-off and what ends words, as people meet it on pages."""

import json

import pytest
from sqlalchemy import select

from kb.importers.content import pack, unpack
from kb.importers.records import AnswerRecord
from kb.models import Revision, TimesShown
from kb.services.people.users import find_user, load_actor
from kb.services.publishing.published import shown_revision
from kb.services.review.editor import read_editor
from kb.services.review.submitting import submit
from kb.services.review.working_copies import open_copy, save_copy
from kb.vocabulary import Role, ThingKind
from tests.browsers import post
from tests.people import enter, make_account

ANSWER, KEY = ThingKind.ANSWER, "en/borrowing#how-long"
EDIT, PAGE = "/edit/answer/en/borrowing%23how-long", "/a/en/borrowing/how-long"


@pytest.fixture
def submitted(library, house):
    """Give the id of an answer that a trainer called tina submitted: it says “21 days in all”."""
    make_account(house.store, Role.TRAINER, name="tina")
    with house.store.change() as unit:
        tina = load_actor(unit, find_user(unit, "tina").id)
        before = shown_revision(unit, ANSWER, KEY)
        record = unpack(AnswerRecord, before.content)
        text = json.loads(json.dumps(pack(record).values).replace("21 days", "21 days in all"))
        args = {"based_on_id": before.id, "workshop": house.workshop}
        return submit(unit, tina, ANSWER, KEY, text, **args).id


@pytest.fixture
def as_role(client, house):
    """Give `as_role("cara", Role.COMPLIANCE)`: the client, signed in as that person."""

    def as_role(name, *roles):
        return enter(client, make_account(house.store, *roles, name=name))

    return as_role


def test_the_sign_off_shows_law_words_and_what_changed(submitted, as_role, page):
    as_role("cara", Role.COMPLIANCE)
    found = page(f"/review/{submitted}")
    assert "A book is lent for 21 days" in found.text
    assert "in all" in found.text
    assert "due 7 May 2026" in found.text
    assert "Approve" in found.text


def test_a_decision_is_made_on_the_page_and_agents_get_the_words(
    submitted, as_role, client, page, house
):
    as_role("cara", Role.COMPLIANCE)
    assert "21 days in all" not in client.get(PAGE).text
    with house.store.read() as unit:
        revision = unit.session.get_one(Revision, submitted)
        form = {"content_hash": revision.content_hash}
        read = " ".join(str(cover.edition_id) for cover in revision.covers[:1])
    answer = post(client, f"/review/{submitted}", do="approve", read_against=read, **form)
    assert answer.status_code == 303
    client.post("/sign-out", data={"csrf_token": _token(client)})
    as_role("tina", Role.TRAINER)
    assert "holds" not in page(f"/review/{submitted}").text
    assert post(client, f"/review/{submitted}", do="publish").status_code == 303
    assert "21 days in all" in client.get(PAGE).text


def _token(client):
    return client.get("/sessions").text.partition('name="csrf-token" content="')[2].split('"')[0]


def test_the_author_has_no_button_to_approve_and_no_way_either(submitted, as_role, client, page):
    as_role("tina", Role.TRAINER)
    found = page(f"/review/{submitted}")
    assert "somebody else reviews them" in found.text
    assert "Approve" not in found.text
    assert post(client, f"/review/{submitted}", do="approve").status_code == 403


def test_an_agent_sees_no_text_in_review(submitted, as_role, client):
    as_role("abe", Role.AGENT)
    assert client.get(f"/review/{submitted}").status_code == 403
    assert client.get("/review").status_code == 403


def test_what_is_withdrawn_is_gone_at_once_and_opens_a_correction(library, as_role, client, page):
    as_role("lea", Role.LEAD)
    assert page("/withdraw/answer/en/borrowing%23how-long")
    answer = post(client, "/withdraw/answer/en/borrowing%23how-long", reason="It is 14.")
    assert answer.location.startswith("/corrections#correction-")
    assert client.get(PAGE).status_code == 404
    assert "It is 14." in page("/corrections").text
    assert post(client, "/corrections/1", do="close", done="Called.").status_code == 303
    assert "closed" in page("/corrections").text


def test_opening_an_answer_is_counted_and_by_nobodys_name(library, as_role, client, app, house):
    as_role("abe", Role.AGENT)
    client.get(PAGE)
    post(client, f"{PAGE}/panes")
    client.post(f"{PAGE}/panes", headers={"X-Unattended": "1", "X-CSRFToken": _token(client)})
    app.extensions["kb_late_writer"].close()  # waits for its thread, too
    with house.store.read() as unit:
        assert [row.times for row in unit.session.scalars(select(TimesShown))] == [2]
        assert set(TimesShown.__table__.columns.keys()) == {"revision_id", "day", "times"}


def test_two_texts_are_put_together_on_a_page(submitted, as_role, client, house, page):
    make_account(house.store, Role.TRAINER, name="theo")
    with house.store.touch() as unit:
        theo = load_actor(unit, find_user(unit, "theo").id)
        copy = read_editor(unit, theo, ANSWER, KEY).copy
        before = unit.session.scalars(
            select(Revision).where(Revision.thing_id == copy.based_on.thing_id)
        ).first()
        mine = copy.fields | {"phrasings": ["my own way"]}
        begun = open_copy(unit, theo, ANSWER, KEY)
        save_copy(unit, theo, type(begun)(ANSWER, KEY, mine, before), mine)
    as_role("theo", Role.TRAINER)
    assert "Another text was submitted" in page(EDIT).text
    assert "Tina Tester" in page("/merge/answer/en/borrowing%23how-long").text
    sides = {"side.phrasings": "mine", "side.pieces": "theirs"}
    assert post(client, "/merge/answer/en/borrowing%23how-long", **sides).status_code == 303
    merged = page(EDIT).text
    assert "my own way" in merged
    assert "21 days in all" in merged
    assert "Another text was submitted" not in merged

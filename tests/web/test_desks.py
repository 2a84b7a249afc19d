"""The desk page: queues with their rows, coverage with its strip, pages of originals."""

from kb.vocabulary import Role
from tests import factories as f
from tests.browsers import csrf_token

CHANGED = {**f.RULES, "1": "A book is lent for 28 days."}


def outdate(store):
    old, new = f.make_original("zoo", f.OLD), f.make_original("zoo", rules=CHANGED)
    answer = f.make_answer(original="zoo", question="May I touch the lions?", edition=f.OLD)
    f.load(store, old, new, f.make_translation("zoo", edition=f.OLD), answer)


def test_the_compliance_desk_says_what_is_outdated_and_how_the_law_is_covered(
    client, sign_in, library, house, page
):
    outdate(house.store)
    sign_in(client, Role.COMPLIANCE)
    found = page("/desk")
    assert "May I touch the lions?" in found.text
    assert "the law changed on 1 April 2026" in found.text
    strips = found.by_class("strip")
    assert strips
    assert all(len(strip) for strip in strips)


def test_a_question_is_on_the_desk_until_it_is_answered(client, sign_in, library, page):
    sign_in(client, Role.TRAINER, Role.LEAD, name="toni")
    form = {"edition": "2", "eid": "sec_1.1", "question": "Which days count?", "department": "desk"}
    key = csrf_token(client, "/sessions")
    address = client.post("/clarifications", data={"csrf_token": key} | form).location
    sign_in(client, Role.PARTNER, name="pat", department="desk")
    assert "Which days count?" in page("/desk").text
    key = csrf_token(client, "/sessions")
    client.post(f"{address}/reply", data={"csrf_token": key, "reply": "All of them."})
    assert "Which days count?" not in page("/desk").text
    sign_in(client, Role.TRAINER, Role.LEAD, name="toni")
    assert "Which days count?" in page("/home").text


def test_an_empty_desk_says_that_nothing_waits(client, sign_in, page):
    sign_in(client, Role.COMPLIANCE)
    said = page("/desk").text
    for words in ("Nothing waits for your decision", "No edition is scheduled", "No original is"):
        assert words in said

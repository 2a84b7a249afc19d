"""Compliance brings a text, sees it read, decides, publishes; agents see what was released."""

import io
import re

import pytest
from sqlalchemy import select

from kb.models import AuditEntry
from kb.services.publishing.changes import Watch
from kb.vocabulary import Role
from tests.browsers import post
from tests.people import enter, make_account

TEXT = """## 1.1 How long a loan lasts

A book is lent for 28 days and may be renewed once.

## 2.1 Charges

(a) An overdue book is charged at 10 cents a day.

(b) No charge exceeds the price of the book.

(c) No charge is made on a public holiday.
"""
FACTS = {"title": "Borrowing Rules", "kind": "policy", "in_force_from": "2026-08-01"}
FORM = {**FACTS, "slug": "borrowing", "text": TEXT, "department": "desk", "topics": "loans"}


@pytest.fixture
def compliance(client, sign_in, library):
    return sign_in(client, Role.COMPLIANCE)


@pytest.fixture
def draft(compliance):
    """Save a draft of the next edition; return its path."""
    return post(compliance, "/editions/", **FORM).location


def decide_all(client, draft, **more):
    """Say of every change on the first page that it is minor, and concerns nothing."""
    shown = client.get(f"{draft}/changes").text
    rows = re.findall(r'name="key-(\d+)" value="([^"]*)"', shown)
    fields = {f"key-{row}": key for row, key in rows}
    fields |= {f"size-{row}": "minor" for row, _ in rows}
    fields |= {f"reason-{row}": "Read it." for row, _ in rows}
    fields |= {f"concerns-{row}": "none" for row, _ in rows}
    return post(client, f"{draft}/changes", **fields, **more)


def test_every_page_of_a_draft_keeps_the_rules(page, draft):
    for path in ("", "/text", "/edit", "/changes", "/changes?view=beside", "/impact", "/readiness"):
        page(f"{draft}{path}")
    for path in ("/editions/", "/editions/new", "/editions/packages/new"):
        page(path)
    page("/editions/new?original=borrowing")
    page("/editions/new?original=borrowing&corrects=2026-04-01")


def test_a_text_is_read_and_nothing_is_stored(compliance):
    shown = post(compliance, "/editions/read", **FORM).text
    assert "Read as 5 provisions" in shown
    assert "sec_2.1__para_c" in shown
    assert "No draft is open." in compliance.get("/editions/").text


def test_a_problem_is_told_with_its_line_and_the_text_stays(compliance):
    wrong = {**FORM, "text": TEXT.replace("(c) No", "(c) {oops} No")}
    answer = post(compliance, "/editions/", **wrong)
    assert answer.status_code == 400
    assert "Line 11" in answer.text
    assert "(c) {oops} No charge is made" in answer.text


def test_wrong_facts_stand_beside_their_fields(compliance):
    answer = post(compliance, "/editions/", **{**FORM, "in_force_from": "soon", "title": ""})
    assert answer.status_code == 400
    assert "“soon” is not a day." in answer.text
    assert "The title is missing." in answer.text
    assert TEXT.splitlines()[2] in answer.text


@pytest.mark.parametrize("raw", [b"PK\x03\x04\x00\x00 zip", b"\xff\xfe\x00a", b"%PDF-1.7\x00"])
def test_a_file_that_is_no_text_is_refused_in_words(compliance, raw):
    answer = post(compliance, "/editions/read", **FORM, file=(io.BytesIO(raw), "law.docx"))
    assert re.search("not UTF-8 text|control character", answer.text)
    assert "Borrowing Rules" in answer.text


def test_an_uploaded_file_fills_the_form(compliance):
    raw = f"---\ntitle: Fines\nkind: act\nin_force_from: 2026-09-01\n---\n{TEXT}".encode()
    fields = {"is_new": "1", "text": "", "file": (io.BytesIO(raw), "fines.md")}
    saved = post(compliance, "/editions/", **fields)
    assert saved.status_code == 303
    assert "Fines, from 1 September 2026" in compliance.get(saved.location).text


def test_two_people_on_one_text_are_told(app, house, compliance, draft):
    other = enter(app.test_client(), make_account(house.store, Role.COMPLIANCE, name="second"))
    answer = post(other, "/editions/", **{**FORM, "text": TEXT + "\n(d) Mine.\n"})
    assert answer.status_code == 409
    assert "Compliance Tester saved a draft of this edition already" in answer.text
    assert "(d) Mine." in answer.text


def test_undecided_changes_hold_publishing_back(compliance, draft):
    shown = compliance.get(draft).text
    assert "2 undecided" in shown
    assert "Decide 2 changes first" in shown
    refused = post(compliance, f"{draft}/publish")
    assert refused.status_code == 400
    assert "Borrowing Rules 1.1" in refused.text


def test_sizes_are_saved_row_by_row_and_a_wrong_row_comes_back(compliance, draft):
    shown = compliance.get(f"{draft}/changes").text
    keys = dict(re.findall(r'name="key-(\d+)" value="([^"]*)"', shown))
    fields = {f"key-{row}": key for row, key in keys.items()}
    fields |= {"size-1": "editorial", "reason-1": "", "size-2": "minor", "concerns-2": "none"}
    answer = post(compliance, f"{draft}/changes", **fields)
    assert answer.status_code == 400
    assert "Say why the change has this size" in answer.text
    assert "Not everything could be saved.</strong> 1 decision saved." in answer.text
    assert "1 undecided" in compliance.get(draft).text, "the other row was kept"


def test_what_is_missing_is_said_in_the_box_where_it_is_missing(compliance, page, draft):
    shown = compliance.get(f"{draft}/changes").text
    keys = dict(re.findall(r'name="key-(\d+)" value="([^"]*)"', shown))
    fields = {f"key-{row}": key for row, key in keys.items()}
    (new,) = re.findall(r'name="concerns-(\d+)" value="none"', shown)
    said = post(compliance, f"{draft}/changes", **fields, **{f"size-{new}": "minor"})
    sizes, concerns = said.text.split("What does the new rule concern?")
    assert "Say what it concerns" in concerns
    assert f"wrong-{new}" not in sizes.rpartition("<fieldset")[0]
    said = post(compliance, f"{draft}/changes", **fields, **{f"concerns-{new}": "none"})
    sizes, _ = said.text.split("What does the new rule concern?")
    assert "Choose editorial, minor or major." in sizes


def test_saving_nothing_is_said_to_have_saved_nothing(compliance, draft):
    shown = compliance.get(f"{draft}/changes").text
    keys = dict(re.findall(r'name="key-(\d+)" value="([^"]*)"', shown))
    sent = post(compliance, f"{draft}/changes", **{f"key-{n}": key for n, key in keys.items()})
    assert "Nothing was saved" in compliance.get(sent.location).text


def test_the_proposals_of_a_page_are_accepted_in_one_deliberate_act(compliance, draft):
    shown = compliance.get(f"{draft}/changes").text
    keys = dict(re.findall(r'name="key-(\d+)" value="([^"]*)"', shown))
    post(compliance, f"{draft}/changes", accept="1", **{f"key-{n}": k for n, k in keys.items()})
    after = compliance.get(f"{draft}/changes").text
    assert "As proposed: " in after
    assert "1 undecided" in compliance.get(draft).text, "what stands beside a new rule is named"


def test_what_it_will_outdate_is_shown_and_exported_and_changes_nothing(compliance, draft):
    shown = compliance.get(f"{draft}/impact").text
    assert "Will be outdated: 2" in shown
    assert "How long can I keep a book?" in shown
    values = take_impact(compliance, draft, "json").get_json()
    assert values["outdated"][0]["outdated_by"][0]["eid"] == "sec_1.1"
    table = take_impact(compliance, draft, "csv")
    assert table.text.startswith("what,kind,key")
    assert "outdated,answer,en/borrowing#how-long" in table.text
    assert "2 undecided" in compliance.get(draft).text


def take_impact(client, draft, file_format):
    return post(client, f"{draft}/impact/export", format=file_format)


def test_who_took_the_impact_and_how_is_recorded_and_no_open_page_is_told(compliance, draft, house):
    before = Watch(house.store).count()
    take_impact(compliance, draft, "csv")
    assert take_impact(compliance, draft, "xls").status_code == 400
    assert Watch(house.store).count() == before
    with house.store.read() as unit:
        last = unit.session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
    assert (last.verb, last.thing) == ("export_impact", "original:borrowing")
    assert last.details == {"edition": "2026-08-01", "version": 1, "format": "csv"}
    assert last.actor_id is not None


def test_dates_of_their_own_are_shown_before_publishing(compliance):
    rule = '(c) {from="2026-09-01" transitional="Loans made before 1 August: the old charge."} No'
    saved = post(compliance, "/editions/", **{**FORM, "text": TEXT.replace("(c) No", rule)})
    for path in ("/impact", "/text"):
        shown = compliance.get(f"{saved.location}{path}").text
        assert "Loans made before 1 August: the old charge." in shown
        assert "1 September 2026" in shown


def test_readiness_counts_what_takes_over_and_names_whose_turn_it_is(compliance, draft):
    shown = compliance.get(f"{draft}/readiness").text
    assert "Ready 0 of 2" in shown
    assert "to be decided by 31 July 2026" in shown
    assert "nobody has begun: trainers write it" in shown
    assert "none is out" in shown


def test_readiness_lists_what_nothing_will_be_said_for(compliance, page, draft, client, house, app):
    (open_count,) = re.findall(
        r'href="#unanswered-title">(\d+) without', compliance.get(f"{draft}/readiness").text
    )
    found = page(f"{draft}/readiness")  # follows its links
    assert f"Provisions without an answer: {open_count}" in found.text
    assert f"{draft}/text#sec_2.1__para_c" in {link.get("href") for link in found.all("a")}
    decide_all(compliance, draft)
    post(compliance, f"{draft}/publish")
    trainer = enter(app.test_client(), make_account(house.store, Role.TRAINER))
    shown = trainer.get(f"{draft}/readiness").text
    assert "eid=sec_2.1__para_c&amp;day=2026-08-01" in shown


def test_scheduled_hidden_released_seen(compliance, client, draft, app, house):
    agent = enter(app.test_client(), make_account(house.store, Role.AGENT))
    decide_all(compliance, draft)
    assert post(compliance, f"{draft}/publish").status_code == 303
    assert "scheduled, hidden from agents" in compliance.get(draft).text
    assert agent.get("/o/borrowing/2026-08-01").status_code == 404
    assert post(compliance, f"{draft}/release").status_code == 303
    way = compliance.get(draft).text
    assert way.index("scheduled, hidden from agents") < way.rindex("agents see it as coming")
    assert f'href="/notices/from/{draft.rpartition("/")[2]}"' in way
    shown = agent.get("/o/borrowing/2026-08-01")
    assert "Coming: this is not yet the law." in shown.text
    compared = agent.get("/o/borrowing/compare").text
    assert "28" in compared
    assert "Borrowing Rules 2.1(c)" in compared


def test_a_correction_says_what_it_corrects(compliance):
    shown = compliance.get("/editions/new?original=borrowing&corrects=2026-04-01").text
    assert "Correct the text: Borrowing Rules" in shown
    fields = {**FORM, "in_force_from": "2026-04-01", "corrects": "1"}
    saved = post(compliance, "/editions/", **fields)
    assert "version 2" in compliance.get(saved.location).text


def test_withdrawn_with_a_reason_it_can_be_begun_again(compliance, draft):
    decide_all(compliance, draft)
    post(compliance, f"{draft}/publish")
    post(compliance, f"{draft}/withdraw", why="The order was repealed.")
    shown = compliance.get(draft).text
    assert "The order was repealed." in shown
    assert "Begin again from this text" in shown
    assert post(compliance, "/editions/", **FORM).status_code == 303


def test_a_package_is_made_filled_and_published(compliance, draft, page):
    made = post(compliance, "/editions/packages/", title="Order 7", in_force_from="2026-08-01")
    post(compliance, f"{made.location}/add", slug="borrowing")
    page(made.location)
    assert "Order 7" in compliance.get(draft).text
    decide_all(compliance, draft)
    assert post(compliance, f"{made.location}/publish").status_code == 303
    page(made.location)
    assert "scheduled, hidden" in compliance.get(made.location).text


@pytest.mark.parametrize("query", ["?from=x", "?from=2020-01-01", "?to=9999-99-99"])
def test_comparing_a_day_without_edition_says_so(compliance, query):
    answer = compliance.get(f"/o/borrowing/compare{query}")
    assert answer.status_code == 404
    assert "no edition in force from" in answer.text


def test_comparing_any_two_days_in_any_order(client, sign_in, library, page):
    sign_in(client, Role.AGENT)
    text = page("/o/borrowing/compare?from=2026-04-01&to=2025-01-01&view=beside").text
    assert "14" in text
    assert "21" in text
    assert "What changed between them" in client.get("/o/borrowing").text


def test_a_partner_reads_what_is_their_departments(app, house, compliance, draft):
    own, other = (
        enter(
            app.test_client(), make_account(house.store, Role.PARTNER, name=name, department=name)
        )
        for name in ("desk", "accounts")
    )
    assert own.get(draft).status_code == 200
    assert other.get(draft).status_code == 403
    assert "Borrowing Rules" in own.get("/editions/").text
    assert "Borrowing Rules" not in other.get("/editions/").text

"""What the workshop says of words, on the pages of who writes and who reviews them."""

import re

import pytest

from kb.importers.records import PlainWordRecord
from kb.plain.checks import CHECKS
from kb.vocabulary import Role
from tests.browsers import csrf_token
from tests.people import enter, make_account
from tests.services.reviewed import publish, write
from tests.web.test_edit import ANSWER, copies, fields_of, send

WRONG = "You can keep a book for 31 days."
REASON = "Ten days of grace are always given."


@pytest.fixture
def trainer(library, client, house):
    return enter(client, make_account(house.store, Role.TRAINER, name="tina"))


def test_a_changed_period_is_told_while_it_is_typed_and_nothing_is_saved(trainer, page, house):
    fields = fields_of(page(ANSWER).html)
    answer = send(trainer, ANSWER, fields, "look", piece_text=WRONG)
    assert answer.status_code == 200
    assert "duration changed" in answer.text
    assert "<mark>31 days</mark>" in answer.text
    assert "<mark>21 days</mark>" in answer.text
    assert "<html" not in answer.text
    assert copies(house) == []


def test_words_in_step_raise_nothing(trainer, page):
    fields = fields_of(page(ANSWER).html)
    assert "duration changed" not in send(trainer, ANSWER, fields, "look").text


def test_without_scripts_check_shows_the_same_on_the_page(trainer, page):
    fields = fields_of(page(ANSWER).html)
    answer = send(trainer, ANSWER, fields, "check", piece_text=WRONG)
    assert "duration changed" in answer.text
    assert "<mark>31 days</mark>" in answer.text
    assert "seconds aloud" in answer.text


def test_a_plainer_word_is_offered_in_the_case_of_the_word(trainer, page, house):
    listed = PlainWordRecord(slug="commence", word="commence", instead=("start",))
    publish(house.store, write(house.store, listed))
    fields = fields_of(page(ANSWER).html)
    found = send(trainer, ANSWER, fields, "look", piece_text="Commence now. Commence later.").text
    assert found.count('data-with="Start"') == 2
    assert 'data-nth="1"' in found


def test_another_language_is_told_that_only_english_is_compared(trainer, page):
    fields = fields_of(page(ANSWER).html)
    spanish = ANSWER.replace("/en/", "/es/")
    answer = send(trainer, spanish, fields, "look", piece_text="Puede guardar un libro 31 días.")
    assert "Only English is compared" in answer.text
    assert "duration" not in answer.text


def test_an_answer_that_nobody_could_read_out_is_not_compared(trainer, page):
    fields = fields_of(page(ANSWER).html)
    answer = send(trainer, ANSWER, fields, "look", piece_text="You may pay. " * 2000)
    assert "too long to be compared" in answer.text
    assert "seconds aloud" not in answer.text


def test_markup_in_the_words_is_shown_as_text(trainer, page):
    fields = fields_of(page(ANSWER).html)
    text = "<script>alert(1)</script> <b>31 days</b> &amp; <img src=x onerror=y>"
    found = send(trainer, ANSWER, fields, "look", piece_text=text).text
    assert "<script" not in found
    assert "<img" not in found


def test_the_reviewer_sees_the_same_facts(trainer, page, client, house):
    address = submit_with_reason(trainer, page)
    enter(client, make_account(house.store, Role.COMPLIANCE, name="cara"))
    found = page(address)
    assert "duration changed" in found.text
    assert "31 days" in [mark.text for mark in found.all("mark")]
    assert REASON in found.text


def texts(fields, name):
    return [text for one, text in fields if one == name]


def submit_with_reason(trainer, page):
    """Submit wrong words with a reason for them; return where they are reviewed."""
    fields = fields_of(page(ANSWER).html)
    blocked = send(trainer, ANSWER, fields, "submit", piece_text=WRONG)
    assert blocked.status_code == 422
    assert "there is no reason for it" in blocked.text
    fields = fields_of(blocked.text)
    assert texts(fields, "finding_plain") == ["31 days"]
    done = send(trainer, ANSWER, fields, "submit", finding_reason=REASON)
    assert done.status_code == 303
    return done.headers["Location"]


def test_a_reason_is_kept_in_the_working_copy_though_nothing_is_looked_at(trainer, page):
    fields = fields_of(page(ANSWER).html)
    blocked = send(trainer, ANSWER, fields, "check", piece_text=WRONG)
    send(trainer, ANSWER, fields_of(blocked.text), "save", finding_reason=REASON)
    kept = fields_of(page(ANSWER).html)
    assert texts(kept, "finding_reason") == [REASON]
    right = send(trainer, ANSWER, kept, "check", piece_text="You can keep a book for 21 days.")
    assert texts(fields_of(right.text), "finding_reason") == [REASON]


def test_the_reviewer_decides_on_the_reason_before_the_words(trainer, page, client, house):
    address = submit_with_reason(trainer, page)
    enter(client, make_account(house.store, Role.COMPLIANCE, name="cara"))
    found = page(address)
    assert "no accepted reason yet" in found.text
    form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', found.html))
    form["csrf_token"] = csrf_token(client)
    refused = client.post(address, data=form | {"do": "approve"})
    assert refused.status_code == 409
    assert "Accept its reason" in refused.text
    for deed, said in (("refuse_finding", "Nobody gives them."), ("accept_finding", "")):
        assert client.post(address, data=form | {"do": deed, "said": said}).status_code == 303
        assert (said or "accepted") in page(address).text
    assert client.post(address, data=form | {"do": "approve"}).status_code == 303
    assert "no accepted reason yet" not in page(address).text


def test_what_is_posted_for_a_finding_is_shown_as_text(trainer, page):
    fields = fields_of(page(ANSWER).html)
    hostile = '"><script>alert(1)</script>'
    columns = ("finding_kind", "finding_law", "finding_plain", "finding_reason")
    more = dict.fromkeys(columns, hostile)
    send(trainer, ANSWER, fields, "save", **more)
    assert "<script>alert" not in page(ANSWER).html


def test_the_help_page_names_every_check_with_its_source(trainer, page):
    found = page("/help/checks").text
    for check in CHECKS:
        assert check.name in found
        assert check.source in found


def test_a_process_has_nothing_to_compare(trainer, page):
    found = page("/edit/process/renew-loan")
    assert not found.by_class("editor__checks")

"""What the workshop says of words, on the pages of who writes and who reviews them."""

import pytest

from kb.importers.records import PlainWordRecord
from kb.plain.checks import CHECKS
from kb.services.people.users import find_user, load_actor
from kb.services.review.editor import submit_copy
from kb.vocabulary import Role, ThingKind
from tests.people import enter, make_account
from tests.services.reviewed import publish, write
from tests.web.test_edit import ANSWER, copies, fields_of, send

WRONG = "You can keep a book for 31 days."


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
    fields = fields_of(page(ANSWER).html)
    send(trainer, ANSWER, fields, "save", piece_text=WRONG)
    with house.store.change() as unit:
        tina = load_actor(unit, find_user(unit, "tina").id)
        revision = submit_copy(unit, tina, ThingKind.ANSWER, "en/borrowing#how-long").id
    enter(client, make_account(house.store, Role.COMPLIANCE, name="cara"))
    found = page(f"/review/{revision}")
    assert "duration changed" in found.text
    assert "31 days" in [mark.text for mark in found.all("mark")]


def test_the_help_page_names_every_check_with_its_source(trainer, page):
    found = page("/help/checks").text
    for check in CHECKS:
        assert check.name in found
        assert check.source in found


def test_a_process_has_nothing_to_compare(trainer, page):
    found = page("/edit/process/renew-loan")
    assert not found.by_class("editor__checks")

"""What a changed law does to the facts of published answers, made anew at each look."""

from datetime import date

import pytest

from kb.importers.library.contents import read_contents
from kb.vocabulary import Role
from tests.factories import load
from tests.people import enter, make_account
from tests.small import FOLDER

IN_FORCE, COMING = date(2026, 5, 1), date(2026, 6, 1)


@pytest.fixture
def trainer(library, client, house):
    return enter(client, make_account(house.store, Role.TRAINER, name="tina"))


def change_law(house, day, old="21 days", new="28 days"):
    """Load another edition of the small library's only original."""
    text = (FOLDER / "content/originals/borrowing/2026-04-01.md").read_text("utf-8")
    text = text.replace("in_force_from: 2026-04-01", f"in_force_from: {day}").replace(old, new)
    found = read_contents(f"content/originals/borrowing/{day}.md", text.encode())
    load(house.store, found.records[0])


def test_law_that_did_not_change_shows_nothing(trainer, page):
    found = page("/bench/facts")
    assert "no fact differs" in found.text
    assert found.all("mark") == []


@pytest.mark.parametrize(("day", "told"), [(IN_FORCE, "outdated"), (COMING, "from 1 June 2026")])
def test_an_edition_shows_the_findings_of_what_it_changes(trainer, page, house, day, told):
    change_law(house, day)
    found = page("/bench/facts")
    assert told in found.text
    assert "How long can I keep a book?" in found.text
    assert {"21 days", "28 days"} <= {mark.text for mark in found.all("mark")}
    assert "What does a late book cost?" not in found.text
    assert "/bench/facts" in page("/bench").html


def test_a_change_of_words_without_other_facts_is_counted(trainer, page, house):
    change_law(house, IN_FORCE, "A book is lent for", "Every book is lent for")
    assert "1 answer stands on changed law" not in page("/bench/facts").text
    assert "1 more answer stands on changed law" in page("/bench/facts").text

"""What the panel shows of the law, of a draft, and of provisions to choose."""

import pytest

from kb.errors import NotFoundError
from kb.importers.records import Cover
from kb.plain.drafting import draft_of
from kb.services.review.forms import FORMS
from kb.services.review.helping.covers import add_cover
from kb.services.review.helping.drafts import (
    begin_with,
    prose_to_start_from,
)
from kb.services.review.helping.panel import Wanted, read_help
from kb.services.review.working_copies import open_copy
from tests.applications import shared_workshop
from tests.factories import load, make_answer, make_original
from tests.services.review.helping.copies import ANSWER, KEY, RULES, write


def panel(store, tina, *wanted):
    with store.read() as unit:
        copy = open_copy(unit, tina, ANSWER, KEY)
        return read_help(unit, shared_workshop(), tina, copy, wanted)


def test_facts_are_marked_where_they_stand_with_what_they_are(store, tina, do):
    del do
    found = panel(store, tina, Wanted.LAW)
    marked = [(one.words, one.name) for line in found.law for one in line.pieces if one.name]
    assert ("21 days", "period") in marked
    assert ("shall return", "duty") in marked
    assert ("unless it was renewed", "exception") in marked
    assert "".join(one.words for one in found.law[0].pieces) == RULES["1"]
    assert found.callers == "member"


def test_a_draft_is_compared_with_the_law_as_if_it_were_the_answer(store, tina, do):
    do(begin_with, draft_of((("You must return a book within 31 days.", ""),), ""))
    assert "duration" in {one.finding.kind for one in panel(store, tina).look.high}


def test_provisions_are_proposed_with_what_both_say_and_chosen_one_by_one(store, tina, do):
    do(write, "A late book costs you at least $5.")
    first = panel(store, tina, Wanted.PROVISIONS).proposals[0]
    assert "5 USD" in first.shared
    assert {"late", "costs"} & set(first.shared)
    assert not first.is_covered
    assert do(add_cover, first.eid).fields["covers"] == ["sec_1", first.eid]
    assert panel(store, tina, Wanted.PROVISIONS).proposals[0].is_covered
    with pytest.raises(NotFoundError):
        do(add_cover, "sec_99")


def test_provisions_of_another_edition_are_no_choice(store, tina, do):
    assert (
        Cover("borrowing", "sec_1")
        in FORMS[ANSWER].read(KEY, do(lambda _unit, _actor, copy: copy).fields).record.covers
    )
    assert {one.eid for one in panel(store, tina, Wanted.PROVISIONS).proposals} <= {
        "sec_1",
        "sec_2",
    }


def test_law_to_start_from_reads_as_paragraphs_and_lists(store, tina):
    rows = "| Benefit | Share |\n| --- | --- |\n| Sick pay | 8 per cent |\n| Care | 15 per cent |"
    rules = {"7": f"The share is this:\n\n{rows}\n\nIt shall be paid.\n\nBring all of this:"}
    covers = (Cover("shares", "sec_7"),)
    answer = make_answer("much", original="shares", covers=covers)
    load(store, make_original("shares", rules=rules), answer)
    with store.read() as unit:
        copy = open_copy(unit, tina, ANSWER, "en/shares#much")
        said = prose_to_start_from(unit, copy)
    assert said == (
        "The share is this:\n\n- Sick pay: 8 per cent\n- Care: 15 per cent\n\n"
        "It shall be paid.\n\nBring all of this:"
    )

"""A term is read with its source and with what says it: published, and whole words only."""

from dataclasses import replace

import pytest

from kb.errors import NotFoundError
from kb.importers.records import Cover
from kb.services.actor import OPERATOR
from kb.services.reading.read_term import MOST_SHOWN, read_term, read_terms, says
from tests import factories as f
from tests.services.reviewed import write

LENT = f.make_term(
    "lent", "lent", plain="given to you for a time", source=Cover("borrowing", f.FIRST)
)


def _read(store, slug="lent"):
    with store.read() as unit:
        return read_term(unit, OPERATOR, slug)


def test_a_term_shows_its_source_in_force(any_store):
    f.load(any_store, f.make_original(), LENT)
    (part,) = _read(any_store).source
    assert [eid for eid, _ in part.citations] == [f.FIRST]


def test_provisions_in_force_that_use_the_word_are_listed(any_store):
    old = f.make_original(day=f.OLD, rules={"1": "Records are lent for 7 days."})
    f.load(any_store, old, f.make_original(), LENT)
    (use,) = _read(any_store).provisions
    assert (use.eid, use.citation, use.text) == (f.FIRST, "Borrowing rules 1", f.RULES["1"])


def test_answers_that_say_either_word_are_listed(any_store):
    lawyers = f.make_answer("one", "It is lent to you.")
    plain = f.make_answer("two", "A book is given to you for a time.")
    other = f.make_answer("three", "A silent book.")
    f.load(any_store, f.make_original(), LENT, f.make_translation(), lawyers, plain, other)
    assert {use.id for use in _read(any_store).answers} == {"one", "two"}


def test_words_beyond_ascii_are_found_as_stored(any_store):
    term = f.make_term("gebuehr", "Gebühr", plain="fee")
    answer = f.make_answer(say="Die Gebühr “A”.")
    f.load(any_store, f.make_original(), term, f.make_translation(), answer)
    assert _read(any_store, "gebuehr").answers_count == 1


@pytest.mark.parametrize("term", ["100%", "a_b", "back\\slash", '"quoted"'])
def test_signs_that_a_database_reads_otherwise_are_only_signs(any_store, term):
    answer = f.make_answer("with", f"It says {term} here.")
    other = f.make_answer("without", "It says 100x, axb, backslash, quoted.")
    f.load(any_store, f.make_original(), f.make_term("sign", term, plain="zzz"))
    f.load(any_store, f.make_translation(), answer, other)
    assert [use.id for use in _read(any_store, "sign").answers] == ["with"]


def test_a_draft_is_no_use_of_a_word(any_store):
    f.load(any_store, f.make_original(), LENT, f.make_translation())
    write(any_store, replace(f.make_answer(say="It is lent."), edition=f.NEW))
    assert _read(any_store).answers == ()


def test_a_word_that_is_everywhere_is_counted_but_not_all_listed(any_store):
    rules = {str(number): f"A book is lent, rule {number}." for number in range(MOST_SHOWN + 5)}
    f.load(any_store, f.make_original(rules=rules), replace(LENT, source=None))
    page = _read(any_store)
    assert len(page.provisions) == MOST_SHOWN
    assert page.provisions_count == MOST_SHOWN + 5


def test_an_unpublished_term_is_not_found(any_store):
    write(any_store, LENT)
    with pytest.raises(NotFoundError, match="no term “lent”"):
        _read(any_store)


def test_the_glossary_is_in_the_lawyers_order(any_store):
    f.load(any_store, f.make_term("b", "Waive"), f.make_term("a", "arrears"))
    with any_store.read() as unit:
        assert [row.term for row in read_terms(unit, OPERATOR)] == ["arrears", "Waive"]


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("payer", "The payers agreed.", True),
        ("payer", "A taxpayer.", False),
        ("third-party payer", "any THIRD-PARTY PAYER", True),
        ("good cause", "for good\ncause", False),
    ],
)
def test_a_word_is_found_whole(word, text, found):
    assert says(word, text) is found

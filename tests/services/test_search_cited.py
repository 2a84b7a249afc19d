"""A citation in the box finds what it names, and the answers to it."""

import pytest

from kb.search.memory_engine import open_engine
from kb.services.actor import OPERATOR
from kb.services.search import search
from tests.factories import load, make_answer, make_original, make_translation

RULES = {
    "1": "In these rules\u2014\n\n**book** means a volume;\n\n**reader** means a person;",
    "15": "A late book costs 10 cents a day.",
}


@pytest.fixture
def cited(store, tmp_path):
    """Give `cited("section 1")`: the ids that the citation alone finds, in order."""
    load(store, make_original(rules=RULES), make_translation(), make_answer())

    def cited(text):
        with store.read() as unit:
            engine = open_engine(tmp_path / "index")  # empty: no word finds anything
            return [result.id for result in search(unit, OPERATOR, engine, text).results]

    return cited


def test_a_section_comes_before_its_answers_and_without_its_definitions(cited):
    assert cited("section 1") == ["borrowing#sec_1", "borrowing#how-long"]


def test_a_number_never_finds_another_that_ends_with_it(cited):
    assert cited("section 5") == []
    assert cited("section 15") == ["borrowing#sec_15"]

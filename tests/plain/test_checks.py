"""Every check holds to its own examples, is listed, and says where it comes from."""

from pathlib import Path

import pytest

from kb.plain import checks
from kb.plain.checks import CHECKS, lawyer_word, remarks
from kb.plain.words import ListedWord, WordList

BY_ID = {check.id: check for check in CHECKS}
FIRES = [(check.id, text) for check in CHECKS for text in check.fires_on]
SILENT = [(check.id, text) for check in CHECKS for text in check.silent_on]
WORDS = lawyer_word.EXAMPLES


@pytest.mark.parametrize(("name", "text"), FIRES)
def test_a_check_fires_on_its_examples(language, name, text):
    found = list(BY_ID[name].remarks(language.parse(text), WORDS))
    assert found
    assert all(text[one.start : one.end].strip() and one.says for one in found)


@pytest.mark.parametrize(("name", "text"), SILENT)
def test_a_check_is_silent_on_good_words(language, name, text):
    assert list(BY_ID[name].remarks(language.parse(text), WORDS)) == []


def test_every_check_has_examples_a_source_and_a_file():
    folder = Path(checks.__file__).parent
    files = {path.stem for path in folder.glob("*.py")} - {"__init__", "remark"}
    assert len(CHECKS) == len(files) == len(BY_ID)
    assert all(check.fires_on and check.silent_on and check.source for check in CHECKS)


def test_a_term_of_art_that_must_stay_is_left_alone(language):
    words = WordList((ListedWord("subrogation", keep=True, why="the insurer's own word"),))
    assert list(remarks(language.parse("Subrogation is their right."), words)) == []


def test_remarks_come_in_the_order_of_the_text(language):
    parsed = language.parse("Call prior to it. Payments commence as listed above.")
    found = list(remarks(parsed, WORDS))
    assert [one.start for one in found] == sorted(one.start for one in found)
    assert {one.check for one in found} == {"lawyer-word", "elsewhere"}

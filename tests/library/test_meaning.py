"""What the workshop says of every answer that ships: true to its law, and easy to hear."""

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from kb.importers.content import unpack
from kb.importers.records import AnswerRecord
from kb.plain.fidelity import Severity
from kb.services.actor import OPERATOR
from kb.services.database import open_database
from kb.services.library import load_library
from kb.services.migrate import migrate
from kb.services.publishing.published import shown_revisions
from kb.services.unit import Store
from kb.services.workshop.checking import LANGUAGE, Checked, check_answer
from kb.services.workshop.workshop import Workshop
from kb.vocabulary import ThingKind

TODAY = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
"""A day on which the editions are in force that the answers stand for."""
HIGHEST_GRADE = 8


@pytest.fixture(scope="module")
def store(tmp_path_factory, reading) -> Iterator[Store]:
    engine = open_database(f"sqlite:///{tmp_path_factory.mktemp('library') / 'kb.sqlite3'}")
    migrate(engine)
    store = Store(engine, audit_key=b"for tests", zone=ZoneInfo("UTC"), clock=lambda: TODAY)
    hashes = {file.path: file.sha256 for file in reading.files}
    with store.change() as unit:
        load_library(unit, OPERATOR, reading.library, file_hashes=hashes)
    yield store
    engine.dispose()


@pytest.fixture(scope="module")
def checked(store) -> dict[str, Checked]:
    workshop = Workshop()
    with store.read() as unit:
        shown = shown_revisions(unit, ThingKind.ANSWER)
        return {
            key: check_answer(unit, workshop, unpack(AnswerRecord, one.content))
            for key, one in sorted(shown.items())
            if one.language == LANGUAGE
        }


def test_every_english_answer_was_compared_with_its_law(checked, library):
    assert len(checked) == sum(one.language == LANGUAGE for one in library.answers)
    assert all(one.reads_grammar for one in checked.values())


def test_no_answer_contradicts_its_law(checked):
    grave = [
        (key, one.says)
        for key, answer in checked.items()
        for one in answer.findings
        if one.severity is Severity.HIGH
    ]
    assert grave == []


def test_every_answer_is_easy_to_hear(checked):
    hard = {key: one.grade for key, one in checked.items() if one.grade > HIGHEST_GRADE}
    assert hard == {}

"""Export and load are inverse: the second export is the first one, byte for byte (I8)."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from kb.importers import records as r
from kb.importers.library import read_library
from kb.services.database import open_database
from kb.services.publishing.published import shown_revision
from kb.services.unit import Store
from kb.vocabulary import State, ThingKind
from tests.factories import (
    COMING,
    FIRST,
    NEW,
    OLD,
    RULES,
    SECOND,
    export_files,
    load,
    load_whole,
    make_answer,
    make_original,
    make_process,
    make_step,
    make_term,
    make_translation,
    make_value,
    read_back,
)
from tests.services.conftest import LONDON
from tests.services.reviewed import end, publish, write

ROOT = Path(__file__).parents[2]
CHANGED = {**RULES, "1": "A book is lent for 7 days.", "3": "A new rule."}


@pytest.fixture
def another_store(tmp_path_factory, empty_database, clock):
    """Give another empty library."""
    path = tmp_path_factory.mktemp("another") / "kb.sqlite3"
    shutil.copy(empty_database, path)
    engine = open_database(f"sqlite:///{path}")
    yield Store(engine, audit_key=b"another", zone=LONDON, clock=clock)
    engine.dispose()


def goes_round(store, other):
    """Assert that an export, loaded into an empty library, is exported as the same bytes."""
    files = export_files(store)
    load_whole(other, read_back(files))
    again = export_files(other)
    assert sorted(again) == sorted(files)
    for name, content in files.items():
        assert again[name] == content, name


def changes_nothing(store):
    """Assert that an export loaded into the library that it came from changes nothing."""
    files = export_files(store)
    report = load_whole(store, read_back(files))
    assert set(report.counts) <= {"unchanged"}
    assert export_files(store) == files


def test_a_library_with_links_of_every_kind_goes_round(any_store, another_store):
    cover = r.Cover("borrowing", SECOND)
    load(
        any_store,
        make_original(day=OLD),
        make_original(rules=CHANGED),
        make_original("fines", rules={"1": "Fines."}),
        make_translation(edition=OLD, no_customer_effect=((SECOND, "internal"),)),
        make_answer("a"),
        make_answer("b", position=1, edition=NEW),
        make_answer("c", position=2, covers=(cover, r.Cover("fines", FIRST))),
        make_process(steps=(make_step(basis=(cover, r.Cover("borrowing", FIRST, OLD))),)),
        make_term(source=r.Cover("borrowing", "sec_3")),
        make_value(),
    )
    goes_round(any_store, another_store)
    changes_nothing(any_store)


def test_words_confirmed_against_an_older_edition_stay_confirmed_against_it(
    any_store, another_store
):
    answers = make_answer(), make_answer("z", position=1)
    load(any_store, make_original(day=OLD), make_translation(), *answers)
    load(any_store, make_original(rules=CHANGED), make_answer("z", "New words.", position=1))
    goes_round(any_store, another_store)
    changes_nothing(any_store)


def test_a_coming_edition_goes_round_and_its_answers_stay_out_until_then(
    any_store, another_store, clock
):
    load(any_store, make_original(), make_translation(), make_answer())
    coming = make_original(day=COMING, rules=CHANGED)
    load(
        any_store,
        coming,
        make_translation(edition=NEW),
        make_answer(say="xqcoming", edition=COMING),
    )
    files = export_files(any_store)
    assert f"content/originals/borrowing/{COMING}.md" in files
    assert not [name for name, content in files.items() if b"xqcoming" in content]
    goes_round(any_store, another_store)
    changes_nothing(any_store)
    clock.advance(days=60)
    assert [name for name, content in export_files(any_store).items() if b"xqcoming" in content]
    changes_nothing(any_store)


def test_a_coming_answer_that_has_no_predecessor_goes_round_and_stays_hidden(
    any_store, another_store
):
    """A process may name it already; what is exported must load."""
    load(any_store, make_original(), make_original(day=COMING, rules=CHANGED))
    load(any_store, make_translation(edition=NEW), make_answer(edition=COMING))
    load(any_store, make_process(answers=(("borrowing", "how-long"),)))
    goes_round(any_store, another_store)
    changes_nothing(any_store)
    with another_store.read() as unit:
        assert shown_revision(unit, ThingKind.ANSWER, "en/borrowing#how-long") is None


def test_drafts_and_what_was_withdrawn_stay_out(any_store, another_store):
    load(any_store, make_original(), make_translation(), make_answer(), make_term())
    load(
        any_store, make_original(rules={"1": "xqdraft."}), make_answer(say="xqdraft"), as_draft=True
    )
    load(any_store, make_original(day=OLD, rules={"7": "xqdraft."}), as_draft=True)
    wrong = write(any_store, make_term("wrong", plain="xqwithdrawn"))
    publish(any_store, wrong)
    end(any_store, wrong, State.WITHDRAWN)
    files = export_files(any_store)
    assert not [name for name, content in files.items() if b"xq" in content]
    goes_round(any_store, another_store)
    changes_nothing(any_store)


def test_what_was_withdrawn_leaves_a_gap_that_changes_nothing(any_store, another_store):
    answers = [make_answer(name, position=at) for at, name in enumerate("abc")]
    load(any_store, make_original(), make_translation(), *answers)
    with any_store.read() as unit:
        middle = shown_revision(unit, ThingKind.ANSWER, "en/borrowing#b").id
    end(any_store, middle, State.WITHDRAWN)
    goes_round(any_store, another_store)
    changes_nothing(any_store)


def test_a_process_that_names_what_was_withdrawn_is_exported_without_it(any_store, another_store):
    load(
        any_store, make_original(), make_translation(), make_answer(), make_answer("b", position=1)
    )
    answers = ("borrowing", "how-long"), ("borrowing", "b")
    load(any_store, make_process(answers=answers))
    with any_store.read() as unit:
        revision = shown_revision(unit, ThingKind.ANSWER, "en/borrowing#how-long").id
    end(any_store, revision, State.WITHDRAWN)
    goes_round(any_store, another_store)
    library = read_back(export_files(another_store))
    assert library.processes[0].answers == (("borrowing", "b"),)


def test_an_empty_library_exports_no_file(any_store):
    assert export_files(any_store) == {}


def test_the_shipped_library_goes_round(store, another_store):
    folders = [ROOT / "content", ROOT / "translations"]
    if not all(folder.exists() for folder in folders):
        pytest.skip("no library is shipped here")
    reading = read_library(folders, max_bytes=10_000_000)
    assert not reading.problems
    report = load_whole(store, reading.library)
    assert set(report.counts) == {"new"}
    assert load_whole(store, reading.library).counts == Counter(unchanged=report.counts["new"])
    goes_round(store, another_store)
    changes_nothing(store)

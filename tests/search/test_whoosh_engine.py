"""What only Whoosh's files can get wrong; what every index on disk can, test_engines_on_disk.py."""

import pytest
from whoosh.index import open_dir

from kb.errors import ConflictError
from kb.search import generations
from kb.search.understand import understand
from kb.search.whoosh_engine import WhooshEngine
from kb.search.whoosh_engine.merging import size_class
from kb.search.whoosh_engine.snapshot import latest
from tests.search.factories import NOW, make_change, make_document


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def engine(folder):
    opened = WhooshEngine(folder)
    opened.apply([make_change(make_document("a"), sequence=5)])
    return opened


def test_an_index_of_another_format_is_not_read(engine, folder, monkeypatch):
    engine.close()
    monkeypatch.setattr("kb.search.whoosh_engine.snapshot.FORMAT", "other")
    monkeypatch.setattr("kb.search.whoosh_engine.schema.FORMAT", "other")
    assert WhooshEngine(folder).sequence == 0


def test_two_writers_do_not_write_at_once(engine, folder, monkeypatch):
    monkeypatch.setattr("kb.search.whoosh_engine.engine.WRITER_WAIT_S", 0.1)
    other = open_dir(str(generations.current(folder))).writer()
    with pytest.raises(ConflictError):
        engine.apply([make_change(make_document("b"), sequence=6)])
    other.cancel()
    assert [hit.uid for hit in engine.search(understand("money", NOW))] == ["a"]


def test_many_small_commits_are_all_there(engine, folder):
    for sequence in range(6, 46):
        engine.apply([make_change(make_document(f"u{sequence % 20:02}"), sequence=sequence)])
    assert latest(generations.current(folder)) > 40


def test_size_classes_grow_eightfold():
    assert [size_class(size) for size in (0, 1, 8, 9, 64, 65, 512, 513)] == [0, 0, 0, 1, 1, 2, 2, 3]

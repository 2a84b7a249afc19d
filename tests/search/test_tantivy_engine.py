"""What only Tantivy's files can get wrong, and the engine where Tantivy is not installed."""

import sys

import pytest
import tantivy

from kb.errors import ConflictError, IndexBrokenError, InvalidError
from kb.search import generations, tantivy_engine
from kb.search.tantivy_engine.snapshot import read_snapshot
from kb.search.tantivy_engine.stretch import FANOUT, Stretch, joined
from kb.search.tantivy_engine.whole import CHECKED
from kb.search.understand import understand
from tests.search.factories import NOW, make_change, make_document


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def engine(folder):
    opened = tantivy_engine.open_engine(folder)
    opened.apply([make_change(make_document("a"), sequence=5)])
    return opened


def test_without_the_package_one_is_told_what_to_do(folder, monkeypatch):
    for name in [name for name in sys.modules if name.startswith("kb.search.tantivy_engine.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "tantivy", None)
    with pytest.raises(InvalidError, match=r"pip install 'customer-speak\[tantivy\]'"):
        tantivy_engine.open_engine(folder)


def test_an_index_of_another_format_is_not_read(engine, folder, monkeypatch):
    engine.close()
    monkeypatch.setattr("kb.search.tantivy_engine.snapshot.FORMAT", "other")
    monkeypatch.setattr("kb.search.tantivy_engine.schema.FORMAT", "other")
    assert tantivy_engine.open_engine(folder).sequence == 0


def test_a_single_wrong_bit_in_any_file_of_a_segment_is_noticed(engine, folder):
    engine.close()
    current = generations.current(folder)
    checked = [path for path in sorted(current.iterdir()) if path.suffix in CHECKED]
    assert {path.suffix for path in checked} >= {".fast", ".idx", ".store", ".term"}
    for path in checked:
        whole = path.read_bytes()
        path.write_bytes(bytes([whole[0] ^ 1]) + whole[1:])
        with pytest.raises(IndexBrokenError):
            read_snapshot(folder)
        path.write_bytes(whole)
    assert tantivy_engine.open_engine(folder).sequence == 5


def test_two_writers_do_not_write_at_once(engine, folder, monkeypatch):
    monkeypatch.setattr("kb.search.tantivy_engine.files.WRITER_WAIT_S", 0.1)
    other = tantivy.Index.open(str(generations.current(folder))).writer(15_000_000, 1)
    with pytest.raises(ConflictError):
        engine.apply([make_change(make_document("b"), sequence=6)])
    other.wait_merging_threads()
    engine.apply([make_change(make_document("b"), sequence=6)])
    assert [hit.uid for hit in engine.search(understand("money", NOW))] == ["a", "b"]


def test_what_was_read_of_a_long_stretch_stays_read(engine):
    """A publish costs the next search only its own short stretch."""
    engine.rebuild([make_change(make_document(f"u{n}")) for n in range(40)], 6)
    long, _ = engine._snapshot.parts[0]
    engine.apply([make_change(make_document("b"), sequence=7)])
    engine.apply([make_change(make_document("u3", title="Deposit"), sequence=8)])
    assert engine._snapshot.parts[0][0] is long
    assert engine._snapshot.parts[0][1] == {3}


def test_short_stretches_are_joined_and_what_was_removed_is_left_out(engine):
    files = engine._snapshot.files
    record = next(iter(engine._snapshot.parts[0][0].records.values()))
    stretches = [
        (Stretch(files, {0: record, 1: record}, 0, 2), frozenset({1})),
        (Stretch(files, {2: record}, 2, 3), frozenset()),
    ]
    ((stretch, removed),) = joined(files, stretches)
    assert (stretch.first, stretch.end, removed) == (0, 3, frozenset())
    assert set(stretch.records) == {0, 2}
    long = (Stretch(files, {}, 0, FANOUT + 1), frozenset())
    short = (Stretch(files, {}, FANOUT + 1, FANOUT + 2), frozenset())
    assert joined(files, [long, short]) == [long, short]

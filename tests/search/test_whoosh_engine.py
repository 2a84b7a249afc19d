"""What only an index on disk can get wrong: folders, crashes, other processes, merging."""

import shutil
import stat
import tracemalloc

import pytest
from whoosh.index import open_dir

from kb.errors import ConflictError, IndexBrokenError
from kb.search import generations
from kb.search.understand import understand
from kb.search.whoosh_engine import WhooshEngine
from kb.search.whoosh_engine.merging import size_class
from kb.search.whoosh_engine.snapshot import latest
from tests.search.factories import NOW, make_change, make_document

BYTES_A_WORD = 600  # the stems of a few thousand words are kept; postings and scores are not


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def engine(folder):
    opened = WhooshEngine(folder)
    opened.apply([make_change(make_document("a"), sequence=5)])
    return opened


def find(engine, text="money"):
    return [hit.uid for hit in engine.search(understand(text, NOW))]


def test_what_was_applied_is_there_when_opened_again(engine, folder):
    engine.close()
    again = WhooshEngine(folder)
    assert find(again) == ["a"]
    assert again.sequence == 5


def test_another_process_sees_a_commit_and_a_rebuild(engine, folder):
    other = WhooshEngine(folder)
    engine.apply([make_change(make_document("b"), sequence=6)])
    assert find(other) == ["a", "b"]
    other.rebuild([make_change(make_document("c"))], 7)
    assert find(engine) == ["c"]
    assert engine.sequence == 7


def test_only_the_owner_can_enter_the_folder(engine, folder):
    for path in (folder, *folder.glob("gen-*")):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700


def test_a_rebuild_leaves_one_generation(engine, folder):
    engine.rebuild([make_change(make_document("b"))], 9)
    assert [path.name for path in folder.iterdir() if path.is_dir()] == [
        generations.current(folder).name
    ]


def break_toc(folder):
    for path in generations.current(folder).glob("*.toc"):
        path.write_bytes(path.read_bytes()[:40])


def break_segments(folder):
    for path in generations.current(folder).glob("*.seg"):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def fill_with_junk(folder):
    for path in generations.current(folder).iterdir():
        path.write_bytes(b"\x00junk" * 100)


def lose_segments(folder):
    for path in generations.current(folder).glob("*.seg"):
        path.unlink()


def name_another_folder(folder):
    (folder / "CURRENT").write_text("../elsewhere\n")


def write_binary_current(folder):
    (folder / "CURRENT").write_bytes(b"\xff\x00\xfe")


def lose_current(folder):
    (folder / "CURRENT").unlink()


def lose_everything(folder):
    shutil.rmtree(folder)


def put_a_file_in_its_place(folder):
    generation = generations.current(folder)
    shutil.rmtree(generation)
    generation.write_text("not a folder")


DAMAGES = [
    break_toc,
    break_segments,
    fill_with_junk,
    lose_segments,
    name_another_folder,
    write_binary_current,
    lose_current,
    lose_everything,
    put_a_file_in_its_place,
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_opens_empty_at_sequence_0_and_can_be_rebuilt(engine, folder, damage):
    engine.close()
    damage(folder)
    healed = WhooshEngine(folder)
    assert find(healed) == []
    assert healed.sequence == 0
    healed.rebuild([make_change(make_document("b"))], 8)
    assert find(healed) == ["b"]
    assert find(WhooshEngine(folder)) == ["b"]


@pytest.mark.parametrize("damage", [lose_everything, lose_current, name_another_folder])
def test_an_index_lost_while_open_says_so_until_it_is_rebuilt(engine, folder, damage):
    damage(folder)
    with pytest.raises(IndexBrokenError):
        find(engine)
    with pytest.raises(IndexBrokenError):
        engine.apply([make_change(make_document("b"), sequence=6)])
    assert engine.sequence == 0
    engine.rebuild([make_change(make_document("b"))], 8)
    assert find(engine) == ["b"]


def test_an_index_of_another_format_is_not_read(engine, folder, monkeypatch):
    engine.close()
    monkeypatch.setattr("kb.search.whoosh_engine.snapshot.FORMAT", "other")
    monkeypatch.setattr("kb.search.whoosh_engine.schema.FORMAT", "other")
    assert WhooshEngine(folder).sequence == 0


def test_a_half_built_generation_is_never_seen_and_is_cleared_away(engine, folder):
    unfinished = generations.create(folder)
    assert find(WhooshEngine(folder)) == ["a"]
    engine.rebuild([make_change(make_document("b"))], 9)
    assert not unfinished.exists()


def test_a_failed_apply_changes_nothing_and_frees_the_writer(engine):
    broken = make_document("b", body=None)
    with pytest.raises(TypeError):
        engine.apply([make_change(broken, sequence=6), make_change(make_document("c"))])
    assert find(engine) == ["a"]
    engine.apply([make_change(make_document("c"), sequence=6)])
    assert find(engine) == ["a", "c"]


def test_two_writers_do_not_write_at_once(engine, folder, monkeypatch):
    monkeypatch.setattr("kb.search.whoosh_engine.engine.WRITER_WAIT_S", 0.1)
    other = open_dir(str(generations.current(folder))).writer()
    with pytest.raises(ConflictError):
        engine.apply([make_change(make_document("b"), sequence=6)])
    other.cancel()
    assert find(engine) == ["a"]


def test_many_small_commits_leave_few_segments_and_one_copy_of_each(engine, folder):
    for sequence in range(6, 106):
        engine.apply([make_change(make_document(f"u{sequence % 20:02}"), sequence=sequence)])
    assert len(engine._snapshot.segments) <= 16
    assert len(engine.words(NOW)) == len({word for word, _ in engine.words(NOW)})
    assert dict(engine.words(NOW))["money"] == 21
    assert latest(generations.current(folder)) > 100


def test_words_that_nothing_holds_leave_nothing_in_memory(engine):
    """Each letter that somebody types would be such a word, and memory would never be flat."""
    find(engine)
    tracemalloc.start()
    try:
        for number in range(20):
            find(engine, f"unheard{number} of{number}")
        before = tracemalloc.get_traced_memory()[0]
        for number in range(1_000, 1_200):
            engine.search(understand(f"unheard{number} of{number}", NOW, typing=True))
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert grown < 200 * BYTES_A_WORD


def test_size_classes_grow_eightfold():
    assert [size_class(size) for size in (0, 1, 8, 9, 64, 65, 512, 513)] == [0, 0, 0, 1, 1, 2, 2, 3]

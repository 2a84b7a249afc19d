"""What only an index on disk can get wrong, whichever engine keeps it: folders, crashes, others."""

import shutil
import stat
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kb.errors import IndexBrokenError
from kb.search import generations
from kb.search.engine import Engine
from kb.search.ranking.view import KEPT_ABSENT
from kb.search.tantivy_engine import open_engine as open_tantivy
from kb.search.understand import understand
from kb.search.whoosh_engine import open_engine as open_whoosh
from tests.search.factories import NOW, make_change, make_document

BYTES_A_WORD = 600  # the stems of a few thousand words are kept; postings and scores are not
HEARD = KEPT_ABSENT // 2  # unheard words asked before memory is measured: each is several terms


@dataclass(frozen=True)
class Kind:
    """An engine, and what its files are called."""

    open: Callable[[Path], Engine]
    commit: str
    segments: str


KINDS = {
    "tantivy": Kind(open_tantivy, "meta.json", "*.store"),
    "whoosh": Kind(open_whoosh, "*.toc", "*.seg"),
}


@pytest.fixture(params=sorted(KINDS))
def kind(request):
    return KINDS[request.param]


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def engine(kind, folder):
    opened = kind.open(folder)
    opened.apply([make_change(make_document("a"), sequence=5)])
    return opened


def find(engine, text="money"):
    return [hit.uid for hit in engine.search(understand(text, NOW))]


def test_what_was_applied_is_there_when_opened_again(kind, engine, folder):
    engine.close()
    again = kind.open(folder)
    assert find(again) == ["a"]
    assert again.sequence == 5


def test_another_process_sees_a_commit_and_a_rebuild(kind, engine, folder):
    other = kind.open(folder)
    engine.apply([make_change(make_document("b"), sequence=6)])
    assert find(other) == ["a", "b"]
    other.rebuild([make_change(make_document("c"))], 7)
    assert find(engine) == ["c"]
    assert engine.sequence == 7


def test_another_process_that_missed_commits_sees_what_they_come_to(kind, engine, folder):
    other = kind.open(folder)
    engine.apply([make_change(make_document("b"), sequence=6)])
    engine.apply([make_change(make_document("a", title="Deposit"), sequence=7)])
    engine.apply([make_change(make_document("c"), sequence=8)])
    assert find(other) == ["b", "c"]
    assert find(other, "deposit") == ["a"]
    other.apply([make_change(make_document("b", title="Deposit"), sequence=9)])
    assert find(engine, "deposit") == find(other, "deposit") == ["a", "b"]


def test_only_the_owner_can_enter_the_folder(engine, folder):
    for path in (folder, *folder.glob("gen-*")):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700


def test_a_rebuild_leaves_one_generation(engine, folder):
    engine.rebuild([make_change(make_document("b"))], 9)
    assert [path.name for path in folder.iterdir() if path.is_dir()] == [
        generations.current(folder).name
    ]


def _cut(paths):
    for path in paths:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def break_the_commit(kind, folder):
    _cut(generations.current(folder).glob(kind.commit))


def break_segments(kind, folder):
    _cut(generations.current(folder).glob(kind.segments))


def lose_segments(kind, folder):
    for path in generations.current(folder).glob(kind.segments):
        path.unlink()


def fill_with_junk(kind, folder):
    for path in generations.current(folder).iterdir():
        path.write_bytes(b"\x00junk" * 100)


def name_another_folder(kind, folder):
    (folder / "CURRENT").write_text("../elsewhere\n")


def write_binary_current(kind, folder):
    (folder / "CURRENT").write_bytes(b"\xff\x00\xfe")


def lose_current(kind, folder):
    (folder / "CURRENT").unlink()


def lose_everything(kind, folder):
    shutil.rmtree(folder)


def put_a_file_in_its_place(kind, folder):
    generation = generations.current(folder)
    shutil.rmtree(generation)
    generation.write_text("not a folder")


def leave_it_to_the_other_engine(kind, folder):
    shutil.rmtree(folder)
    (other,) = (one for one in KINDS.values() if one is not kind)
    other.open(folder).rebuild([make_change(make_document("theirs"))], 7)


DAMAGES = [
    break_the_commit,
    break_segments,
    lose_segments,
    fill_with_junk,
    name_another_folder,
    write_binary_current,
    lose_current,
    lose_everything,
    put_a_file_in_its_place,
    leave_it_to_the_other_engine,
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_opens_empty_at_sequence_0_and_can_be_rebuilt(kind, engine, folder, damage):
    engine.close()
    damage(kind, folder)
    healed = kind.open(folder)
    assert find(healed) == []
    assert healed.sequence == 0
    healed.rebuild([make_change(make_document("b"))], 8)
    assert find(healed) == ["b"]
    assert find(kind.open(folder)) == ["b"]


@pytest.mark.parametrize("damage", [lose_everything, lose_current, name_another_folder])
def test_an_index_lost_while_open_says_so_until_it_is_rebuilt(kind, engine, folder, damage):
    damage(kind, folder)
    with pytest.raises(IndexBrokenError):
        find(engine)
    with pytest.raises(IndexBrokenError):
        engine.apply([make_change(make_document("b"), sequence=6)])
    assert engine.sequence == 0
    engine.rebuild([make_change(make_document("b"))], 8)
    assert find(engine) == ["b"]


def test_a_half_built_generation_is_never_seen_and_is_cleared_away(kind, engine, folder):
    unfinished = generations.create(folder)
    assert find(kind.open(folder)) == ["a"]
    engine.rebuild([make_change(make_document("b"))], 9)
    assert not unfinished.exists()


def test_a_failed_apply_changes_nothing_and_frees_the_writer(engine):
    broken = make_document("b", body=None)
    with pytest.raises(TypeError):
        engine.apply([make_change(broken, sequence=6), make_change(make_document("c"))])
    assert find(engine) == ["a"]
    engine.apply([make_change(make_document("c"), sequence=6)])
    assert find(engine) == ["a", "c"]


def test_many_small_commits_leave_few_parts_and_one_copy_of_each(engine):
    for sequence in range(6, 86):
        engine.apply([make_change(make_document(f"u{sequence % 20:02}"), sequence=sequence)])
    assert len(engine._snapshot.parts) <= 16
    assert len(engine.words(NOW)) == len({word for word, _ in engine.words(NOW)})
    assert dict(engine.words(NOW))["money"] == 21


def test_words_that_nothing_holds_leave_next_to_nothing_in_memory(engine):
    """Each letter that somebody types would be such a word, and memory would never be flat."""
    for number in range(HEARD):
        find(engine, f"silent{number} of{number}")
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        for number in range(HEARD):
            engine.search(understand(f"unheard{number} of{number}", NOW, typing=True))
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert grown < HEARD * BYTES_A_WORD

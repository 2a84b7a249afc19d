"""A comparison names what became of each provision, and never contradicts what keeps answers."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from kb.text.changes import KEPT, ChangeKind, name_changes
from kb.text.compare import MatchKind, Placed, match_provisions
from tests.propagation.brute import Line
from tests.propagation.edits import EDITS, insert, sentence

SHOW = "A person who holds a licence must show it on demand to any officer of the city."
KEEP = "The officer may keep a copy of the licence for thirty days and must return it after that."


def placed(*pairs):
    return [Placed(eid, eid.rpartition("__")[0], text, at) for at, (eid, text) in enumerate(pairs)]


def kinds(old, new):
    return {
        ((one.match.old or one.match.new).eid): one.kind.value
        for one in name_changes(placed(*old), placed(*new))
    }


def test_a_text_whose_words_stand_in_two_now_was_split():
    old = [("s1", f"{SHOW} {KEEP}"), ("s2", "Other words.")]
    new = [("s1", SHOW), ("s2", "Other words."), ("s3", KEEP)]
    found = name_changes(placed(*old), placed(*new))
    assert [one.kind for one in found] == [ChangeKind.SPLIT, ChangeKind.SAME, ChangeKind.NEW]
    assert [place.eid for place in found[0].beside] == ["s3"]
    assert [place.eid for place in found[2].beside] == ["s1"]  # where its words came from


def test_one_text_with_the_words_of_two_was_merged():
    old = [("s1", SHOW), ("s2", "Other words."), ("s3", KEEP)]
    new = [("s1", f"{SHOW} {KEEP}"), ("s2", "Other words.")]
    assert kinds(old, new) == {"s1": "merged", "s2": "same", "s3": "gone"}


def test_the_same_words_under_another_parent_were_moved():
    old = [("p1", "Part one"), ("p1__a", SHOW), ("p2", "Part two")]
    new = [("p1", "Part one"), ("p2", "Part two"), ("p2__a", SHOW)]
    assert kinds(old, new) == {"p1": "same", "p1__a": "moved", "p2": "same"}


def test_the_same_words_with_another_number_were_renumbered():
    assert kinds([("s1", SHOW)], [("s2", SHOW)]) == {"s1": "renumbered"}


def test_other_words_at_the_same_place_were_changed():
    assert kinds([("s1", SHOW)], [("s1", KEEP)]) == {"s1": "changed"}


def a_text(chance):
    lines = [Line("n_0", "", sentence(chance))]
    for _ in range(chance.randrange(8)):
        lines = insert(chance, lines)
    return lines


@given(st.integers(0, 2**32))
def test_each_provision_is_named_once_and_kept_exactly_where_its_words_are(seed):
    chance = Random(seed)
    old = a_text(chance)
    new = chance.choice(EDITS)(chance, chance.choice(EDITS)(chance, old))
    olds, news = ([Placed(*line, at) for at, line in enumerate(lines)] for lines in (old, new))
    found = name_changes(olds, news)
    assert sorted(one.match.old.eid for one in found if one.match.old) == sorted(
        line.eid for line in old
    )
    assert [one.match.new.eid for one in found if one.match.new] == [line.eid for line in new]
    assert [one.match for one in found] == list(match_provisions(olds, news))
    kept = {MatchKind.SAME, MatchKind.RENUMBERED}
    assert all((one.kind in KEPT) == (one.match.kind in kept) for one in found)

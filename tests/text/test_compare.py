"""What became of each provision, and which words changed."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kb.text.compare import MatchKind, PieceKind, Placed, match_provisions, word_difference


def placed(*rows: tuple[str, str] | tuple[str, str, str]) -> list[Placed]:
    found = []
    for position, row in enumerate(rows):
        eid, text, *parent = row
        found.append(Placed(eid, parent[0] if parent else "", text, position))
    return found


def kinds(old: list[Placed], new: list[Placed]) -> dict[tuple[str, str], str]:
    return {
        (match.old.eid if match.old else "", match.new.eid if match.new else ""): match.kind.value
        for match in match_provisions(old, new)
    }


def test_same_eid_and_text_is_the_same():
    assert kinds(placed(("a", "One.")), placed(("a", "One."))) == {("a", "a"): "same"}


def test_an_inserted_provision_renumbers_those_after_it_and_changes_none():
    old = placed(("a", "One."), ("b", "Two."), ("c", "Three."))
    new = placed(("a", "One."), ("b", "New."), ("c", "Two."), ("d", "Three."))
    assert kinds(old, new) == {
        ("a", "a"): "same",
        ("", "b"): "new",
        ("b", "c"): "renumbered",
        ("c", "d"): "renumbered",
    }


def test_repeated_text_is_matched_under_matched_parents_in_order():
    old = placed(("1", "Fees"), ("1a", "None.", "1"), ("2", "Visits"), ("2a", "None.", "2"))
    new = placed(("3", "Fees"), ("3a", "None.", "3"), ("4", "Visits"), ("4a", "None.", "4"))
    assert kinds(old, new)[("1a", "3a")] == "renumbered"
    assert kinds(old, new)[("2a", "4a")] == "renumbered"


def test_repeated_text_elsewhere_is_not_taken_for_the_same():
    old = placed(("1", "Fees"), ("1a", "None.", "1"), ("1b", "None.", "1"))
    new = placed(("9", "Other"), ("9a", "None.", "9"))
    assert kinds(old, new) == {
        ("1", ""): "gone",
        ("1a", ""): "gone",
        ("1b", ""): "gone",
        ("", "9"): "new",
        ("", "9a"): "new",
    }


def test_same_eid_with_other_text_has_changed():
    assert kinds(placed(("a", "14 days")), placed(("a", "40 days"))) == {("a", "a"): "changed"}


def test_a_container_without_words_goes_where_its_children_went():
    old = placed(("a", ""), ("a1", "One.", "a"), ("b", ""), ("b1", "Two.", "b"))
    new = placed(
        ("a", ""),
        ("a1", "Zero.", "a"),
        ("b", ""),
        ("b1", "One.", "b"),
        ("c", ""),
        ("c1", "Two.", "c"),
    )
    found = kinds(old, new)
    assert found[("a", "b")] == "renumbered"
    assert found[("b", "c")] == "renumbered"
    assert found[("", "a")] == "new"


def test_what_is_gone_stands_where_it_stood():
    old = placed(("a", "One."), ("b", "Two."), ("c", "Three."))
    new = placed(("a", "One."), ("c", "Three."))
    assert [match.kind.value for match in match_provisions(old, new)] == ["same", "gone", "same"]


editions = st.lists(
    st.tuples(st.integers(0, 12), st.sampled_from(["", "One.", "Two.", "Three.", "Four."])),
    unique_by=lambda row: row[0],
    max_size=10,
).map(
    lambda rows: [
        Placed(str(number), str(rows[at // 2][0]) if at else "", text, at)
        for at, (number, text) in enumerate(rows)
    ]
)


@settings(max_examples=200)
@given(editions, editions)
def test_every_provision_is_in_exactly_one_match(old, new):
    matches = match_provisions(old, new)
    assert sorted(m.old.position for m in matches if m.old) == list(range(len(old)))
    assert [m.new.position for m in matches if m.new] == list(range(len(new)))
    for match in matches:
        if match.kind in {MatchKind.SAME, MatchKind.RENUMBERED}:
            assert match.old.text == match.new.text
        if match.kind is MatchKind.CHANGED:
            assert match.old.eid == match.new.eid
            assert match.old.text != match.new.text


@settings(max_examples=100)
@given(editions)
def test_an_edition_compared_with_itself_is_the_same(edition):
    assert {m.kind for m in match_provisions(edition, edition)} <= {MatchKind.SAME}


words = st.lists(st.sampled_from(["the", "fee", "14", "days", ",", " ", "\n", "ü"])).map("".join)


@settings(max_examples=200)
@given(words | st.text(), words | st.text())
def test_word_difference_rebuilds_both_texts(old, new):
    pieces = word_difference(old, new)
    assert "".join(p.text for p in pieces if p.kind is not PieceKind.ADDED) == old
    assert "".join(p.text for p in pieces if p.kind is not PieceKind.REMOVED) == new
    assert all(p.text for p in pieces)


def test_a_replaced_phrase_is_one_change_not_one_for_each_word():
    pieces = word_difference("pay within thirty days of it", "pay not later than a week of it")
    assert [piece.kind.value for piece in pieces] == ["same", "removed", "added", "same"]


def test_very_long_texts_are_compared_by_sentence():
    old = "A fee is due. " * 900
    new = old + "None is due."
    assert word_difference(old, new)[-1].text.strip() == "None is due."

"""What always holds of the reader and the writer, whatever the text."""

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from kb.text.provisions import Provision, read_provisions, walk, write_provisions

LABELS = (
    "(a)",
    "(b)",
    "(i)",
    "(ii)",
    "(1)",
    "(2)",
    "(A)",
    "1.",
    "2.",
    "4.1",
    "4.1.2",
    "§ 7",
    "(aa)",
)
LINES = st.builds(
    "{}{} {}".format,
    st.sampled_from(["", "", "    ", "        "]),
    st.sampled_from(
        [*LABELS, "## 3.", "### (c)", "## Part 2", "## Words", '"fee" means', "- item", ""]
    ),
    st.sampled_from(
        ["A fee is due.", "a fee is due—", "and so on,", "Note[^1]", "", "**Bold** words"]
    ),
)
TEXTS = st.lists(LINES, max_size=12).map("\n\n".join)


def without_lines(provisions: tuple[Provision, ...]) -> tuple[Provision, ...]:
    return tuple(replace(one, line=0, children=without_lines(one.children)) for one in provisions)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200) | TEXTS | st.text('(aiv1)\n \t#{}"|.[^]:—-*', max_size=120))
def test_any_text_is_read_and_every_address_is_used_once(text):
    reading = read_provisions(text, file="law.md")
    eids = Counter(one.eid for one, _ in walk(reading.provisions))
    set_twice = any("is set twice" in problem.what for problem in reading.problems)
    assert set_twice or all(count == 1 for count in eids.values())
    assert all(
        0 < one.line <= text.count("\n") + text.count("\r") + text.count("\f") + 1
        for one, _ in walk(reading.provisions)
    )


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_no_word_is_lost(text):
    provisions = read_provisions(text, file="law.md").provisions
    read = " ".join(f"{one.number} {one.text}" for one, _ in walk(provisions))
    for word in ("due", "so", "Note", "Bold", "item", "means", "Words"):
        assert read.count(word) == text.count(word)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_what_is_written_is_read_as_the_same_provisions(text):
    provisions = without_lines(read_provisions(text, file="law.md").provisions)
    written = write_provisions(provisions)
    again = read_provisions(written, file="law.md")
    assert without_lines(again.provisions) == provisions
    assert write_provisions(again.provisions) == written
    assert not again.problems


def test_deep_nesting_is_capped_not_fatal():
    for text in (
        "\n".join(" " * depth + "(a) x" for depth in range(500)),
        "(a)" * 5000,
        "#" * 900 + " x",
    ):
        assert read_provisions(text, file="law.md").provisions

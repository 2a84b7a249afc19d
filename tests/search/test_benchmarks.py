"""The parts of the benchmarks that could be wrong without anyone noticing."""

from hypothesis import given
from hypothesis import strategies as st

from benchmarks import fts5, texts
from benchmarks.as_library import to_edition
from benchmarks.data_sets import Page, Passage
from benchmarks.measures import percentile, quality, rank_of
from kb.text.markup import to_text
from kb.text.provisions import read_provisions


def test_a_page_counts_at_its_first_passage():
    assert rank_of(["a", "a", "b", "a"], frozenset({"b"})) == 2
    assert rank_of(["a"], frozenset({"b"})) is None


def test_quality_of_known_ranks():
    measured = quality([1, 2, 10, 11, None])
    assert (measured.hit_1, measured.hit_5) == (0.2, 0.4)
    assert round(measured.mrr_10, 4) == round((1 + 1 / 2 + 1 / 10) / 5, 4)


def test_percentiles_are_times_that_were_measured():
    assert [percentile(list(range(1, 101)), share) for share in (0.5, 0.95, 1.0)] == [50, 95, 100]
    assert percentile([7.0], 0.99) == 7.0


def test_the_same_seed_gives_the_same_texts_of_the_asked_size():
    pages, questions = texts.generate(40, 5)
    assert (pages, questions) == texts.generate(40, 5)
    assert sum(len(page.passages) for page in pages) == 40
    database = fts5.fill(pages)
    assert all(fts5.ask(database, question, limit=3) for question in questions)
    database.close()


awkward = st.sampled_from(
    [
        "(a) A fee",
        "1. One",
        "Articles 5 to 7",
        "at § 4 {#x}",
        "- dash",
        "a_b*c*",
        "<b>",
        "# no",
        "4.1 Four",
    ]
)


@given(st.lists(awkward, min_size=1, max_size=4))
def test_passages_become_provisions_one_by_one_whatever_they_look_like(passages):
    page = Page("p", 'A "title": with colon', tuple(Passage("", text) for text in passages))
    body = to_edition(page).split("---\n", 2)[2]
    reading = read_provisions(body, file="x.md")
    assert not reading.problems
    read = [to_text(provision.text) for provision in reading.provisions]
    assert read == passages

"""The parts of the benchmarks that could be wrong without anyone noticing."""

from random import Random
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from benchmarks import fts5, texts
from benchmarks.as_documents import NOW, to_changes
from benchmarks.as_library import to_edition
from benchmarks.asking import with_a_slip
from benchmarks.data_sets import Page, Passage
from benchmarks.engine_speed import EngineSpeed, Times
from benchmarks.measures import percentile, quality, rank_of
from benchmarks.pictures import NAMESPACE, RIGHT, TOP, WIDTH, Line, chart
from benchmarks.resident import ResidentEngine
from benchmarks.search_speed import growth
from kb.search.memory_engine import MemoryEngine
from kb.search.understand import understand
from kb.text.markup import to_text
from kb.text.provisions import read_provisions


def test_a_page_counts_at_its_first_passage():
    assert rank_of(["a", "a", "b", "a"], frozenset({"b"})) == 2
    assert rank_of(["a"], frozenset({"b"})) is None


def test_quality_of_known_ranks():
    measured = quality([1, 2, 10, 11, None])
    assert (measured.hit_1, measured.hit_3, measured.hit_5) == (0.2, 0.4, 0.4)
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


def test_the_yardstick_ranks_as_the_product_does():
    pages, questions = texts.generate(30, 12)
    changes = to_changes(pages)
    resident, oracle = ResidentEngine(NOW), MemoryEngine()
    for engine in (resident, oracle):
        engine.rebuild(changes, len(changes))
    asked = [
        understand(question, NOW, typing=typing) for question in questions for typing in (0, 1)
    ]
    assert [resident.search(query) for query in asked] == [oracle.search(query) for query in asked]


@given(
    st.sampled_from(["Can I cancel my appointment?", "refund", "late fees, again"]), st.randoms()
)
def test_a_slip_changes_one_telling_word_a_little_and_no_other(text, chance):
    before, after = (text.split(), with_a_slip(text, chance).split())
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert len(changed) <= 1
    assert all(OSA.distance(old, new) == 1 and len(old) >= 4 for old, new in changed)


def test_without_a_telling_word_there_is_no_slip():
    assert with_a_slip("is it so?", Random(1)) == "is it so?"


def test_processor_time_that_doubles_with_the_passages_grows_twofold():
    def speed(passages, processor_ms):
        times = Times(1, 0.0, 0.0, 0.0, processor_ms)
        return EngineSpeed("any", passages, 0.0, 0.0, (times,), 0.0, 0.0, 0.0)

    assert growth(speed(1_000, 3.0), speed(2_000, 6.0)) == 2.0
    assert round(growth(speed(2_000, 1.0), speed(16_000, 8.0)), 9) == 2.0
    assert growth(speed(1_000, 3.0), speed(4_000, 3.0)) == 1.0


def test_a_chart_is_well_formed_names_its_lines_apart_and_says_its_numbers_in_words():
    lines = [Line("a & b", ((100.0, 1.0), (1_000.0, 10.0))), Line("c", ((1_000.0, 10.0),))]
    drawn = ET.fromstring(chart("What it takes", "passages", "ms", lines))  # noqa: S314 - ours
    names = {text.text: float(text.get("y")) for text in drawn.iter(f"{{{NAMESPACE}}}text")}
    assert abs(names["● a & b"] - names["■ c"]) >= 18
    assert (
        "a & b: 100 passages 1.0 ms, 1,000 passages 10.0 ms"
        in drawn.find(f"{{{NAMESPACE}}}desc").text
    )
    x, y = drawn.findall(f"{{{NAMESPACE}}}polyline")[0].get("points").split()[1].split(",")
    assert (float(x), float(y)) == (WIDTH - RIGHT, TOP)


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
@settings(deadline=None)
def test_passages_become_provisions_one_by_one_whatever_they_look_like(passages):
    page = Page("p", 'A "title": with colon', tuple(Passage("", text) for text in passages))
    body = to_edition(page).split("---\n", 2)[2]
    reading = read_provisions(body, file="x.md")
    assert not reading.problems
    read = [to_text(provision.text) for provision in reading.provisions]
    assert read == passages

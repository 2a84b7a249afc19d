"""What stands beside a text that cannot say it: read, put in place, written where it differs."""

from kb.importers.library import read_files, write_library
from tests.importers.akoma_ntoso.documents import act, says, section

TEXT = "content/originals/parking/2020-05-01.akn.xml"
FACTS = "content/originals/parking/2020-05-01.yaml"
RAW = act(section("1.", says("A fee is due.")))


def read(**files):
    names = {"text": TEXT, "facts": FACTS}
    return read_files((names.get(name, name), raw) for name, raw in files.items())


def test_facts_take_the_place_of_what_the_text_says():
    reading = read(text=RAW, facts=b"title: Parking fees\nkind: policy\n")
    (edition,) = reading.library.editions
    assert reading.problems == ()
    assert (edition.title, edition.kind, edition.citation) == (
        "Parking fees",
        "policy",
        "Parking By-law",
    )
    assert dict(write_library(reading.library)) == {
        TEXT: RAW,
        FACTS: b"title: Parking fees\nkind: policy\n",
    }


def test_facts_that_the_text_says_itself_are_not_written():
    reading = read(text=RAW, facts=b"title: Parking By-law\n")
    assert dict(write_library(reading.library)) == {TEXT: RAW}


def test_facts_without_their_text_are_a_problem():
    (problem,) = read(facts=b"title: Parking fees\n").problems
    assert "no text of this day beside it" in problem.what
    assert problem.file == FACTS


def test_facts_beside_markdown_are_a_problem():
    path = "content/originals/parking/2020-05-01.md"
    reading = read_files(
        [(path, b"---\ntitle: T\n---\n## 1 One\n\nText.\n"), (FACTS, b"kind: act\n")]
    )
    (problem,) = reading.problems
    assert "front matter" in problem.what


def test_a_wrong_text_and_its_facts_make_one_problem():
    (problem,) = read(text=RAW[:-5], facts=b"title: Parking fees\n").problems
    assert problem.file == TEXT


def test_a_department_that_is_not_there_is_a_problem():
    (problem,) = read(text=RAW, facts=b"department: nowhere\n").problems
    assert 'There is no department "nowhere"' in problem.what

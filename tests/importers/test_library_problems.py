"""Every kind of mistake is reported with its file, its line, what is wrong and how to mend it."""

import re

import pytest

from kb.importers.library import read_files
from tests.importers.samples import FILES, files
from tests.importers.spoilt import DEPARTMENTS, PROCESS, SPOILT, TOPICS, TRANSLATION, VERIFY


@pytest.mark.parametrize("case", SPOILT.values(), ids=SPOILT.keys())
def test_mistake_is_reported_where_it_is_and_how_to_mend_it(case):
    path, right, wrong, line, what, mend = case
    assert right in FILES[path]
    reading = read_files(files(**{path: FILES[path].replace(right, wrong, 1)}).items())
    found = [(problem.file, problem.line) for problem in reading.problems]
    told = [str(problem) for problem in reading.problems]
    assert any(
        (problem.file, problem.line) == (path, line)
        and what in problem.what
        and mend in problem.mend
        for problem in reading.problems
    ), told
    assert found, told
    assert path not in {f.path for f in reading.files if f.state == "right"}
    assert all(is_told_well(problem) for problem in reading.problems), told


def is_told_well(problem):
    """What is a sentence; the mend is one that begins with a verb in the imperative."""
    verbs = (
        "Add|Begin|Check|Copy|Correct|Delete|Describe|Keep|Make|Move|Name|Order|Put|Remove|Rename|"
        "Save|Shorten|Split|Use|Write"
    )
    sentence = re.fullmatch(r'["A-Z].*[.…]', problem.what)
    return sentence and re.fullmatch(rf"(?:{verbs})\b.*\.", problem.mend)


def test_the_sample_is_right():
    reading = read_files(files().items())
    assert (reading.problems, reading.warnings) == ((), ())
    assert {file.state for file in reading.files} == {"right"}


def test_all_problems_come_at_once():
    spoilt = files(**{
        DEPARTMENTS: "billing: {nmae: A}\n",
        TOPICS: "refunds: {name: Refunds, line: nowhere}\n",
        PROCESS: FILES[PROCESS].replace("[verify]", "[nobody]"),
    })  # fmt: skip
    found = {problem.file for problem in read_files(spoilt.items()).problems}
    assert found == {DEPARTMENTS, TOPICS, PROCESS}


@pytest.mark.parametrize(
    ("raw", "line", "what"),
    [
        (b"", 1, "The file is empty."),
        (b" \n\n", 1, "The file is empty."),
        (b"billing:\n  name: A\x00B\n", 2, "There is a control character (code 0) here"),
        (b"billing:\n  name: caf\xe9\n", 2, "This is not UTF-8 text."),
        ("billing: {name: A}".encode("utf-16"), 1, "This is not UTF-8 text."),
        (b"\x7fELF\x02\x01", 1, "There is a control character (code 127)"),
    ],
)
def test_what_is_not_text_is_refused(raw, line, what):
    problems = read_files(files(**{DEPARTMENTS: raw}).items()).problems
    assert [(problem.file, problem.line) for problem in problems] == [(DEPARTMENTS, line)]
    assert problems[0].what.startswith(what)
    assert is_told_well(problems[0])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_any_line_ending_and_byte_order_mark_is_read_the_same(end, mark):
    changed = {path: mark + raw.replace(b"\n", end.encode()) for path, raw in files().items()}
    reading = read_files(changed.items())
    assert reading.problems == ()
    assert reading.library.answers == read_files(files().items()).library.answers


@pytest.mark.parametrize(
    ("path", "mend"),
    [
        ("content/glosary.yaml", 'Rename it to "content/glossary.yaml"'),
        ("content/originals/seal.png", "Move it out"),
        ("content/processes/deep/er.md", "Move it out"),
    ],
)
def test_file_that_nothing_reads_is_told(path, mend):
    problems = read_files(files(**{path: b"x"}).items()).problems
    assert [problem.file for problem in problems] == [path]
    assert problems[0].mend.startswith(mend)


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("content/originals/charges/april.md", '"april" in the file\'s name is not a day.'),
        (
            "content/originals/charges/2026-05-01.pdf",
            'Editions in the format "pdf" cannot be read.',
        ),
        ("content/processes/Big One.md", '"Big One" in the file\'s path cannot be a name.'),
        ("translations/english!/charges.md", '"english!" is not a language tag.'),
    ],
)
def test_file_whose_name_says_nothing_is_told(path, what):
    text = FILES[TRANSLATION] if path.startswith("translations") else FILES[VERIFY]
    problems = read_files(files(**{path: text}).items()).problems
    assert what in {problem.what for problem in problems if problem.file == path}

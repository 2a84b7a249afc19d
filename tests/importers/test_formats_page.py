"""docs/formats.md says what the program does: the same keys and defaults; its library loads."""

import re
from pathlib import Path

import pytest

from kb.importers.library import read_files, write_library
from kb.importers.library.formats import FORMATS
from kb.importers.library.formats.kpis import HEADINGS, LIMIT_WORDS

PAGE = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (\S*/\S+)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
EXAMPLES = re.findall(r"^Example, `([^`]+)`:\n\n```\w+\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
FLAGS = re.MULTILINE
ROW = re.compile(r"^\| `(\w+)` \| (.+) \| (.+) \|$", re.MULTILINE)


def section_of(file_format):
    """The part of the page about one format, found by the path in its heading."""
    parts = {"<slug>": "a", "<day>": "2026-04-01", "<language>": "en"}
    for heading, text in SECTIONS.items():
        path = re.sub("<[a-z]+>", lambda found: parts[found[0]], heading)
        if file_format.path.fullmatch(path):
            return text
    return pytest.fail(f"docs/formats.md has no section for {file_format.path.pattern}")


def tables_of(text):
    """By the part of the file: rows of (key, what it says, what holds if it is absent)."""
    found = re.findall(
        r"^\| ([A-Z][\w ]+) \| What it says .*\n\| ---.*\n((?:\|.*\n)+)", text, FLAGS
    )
    return {part.lower(): ROW.findall(rows) for part, rows in found}


def absent(key):
    if key.required:
        return "required"
    return f"`{key.default}`" if key.default else key.otherwise or "none"


@pytest.mark.parametrize("file_format", FORMATS, ids=lambda found: found.path.pattern)
def test_page_and_program_have_the_same_keys(file_format):
    tables = tables_of(section_of(file_format))
    assert {
        part: [(name, default) for name, _, default in rows] for part, rows in tables.items()
    } == {
        part: [(key.name, absent(key)) for key in keys] for part, keys in file_format.keys.items()
    }


@pytest.mark.parametrize("file_format", FORMATS, ids=lambda found: found.path.pattern)
def test_page_names_every_word_that_a_key_allows(file_format):
    tables = tables_of(section_of(file_format))
    for part, keys in file_format.keys.items():
        said = {name: what for name, what, _ in tables[part]}
        for key in keys:
            assert all(f"`{word}`" in said[key.name] for word in key.words)


def test_page_names_the_sections_of_a_kpi():
    text = SECTIONS["content/kpis/<slug>.md"]
    named = re.findall(r"\*([A-Z][\w ]+)\*", text)
    assert tuple(named) == HEADINGS
    assert f"at most {LIMIT_WORDS} words" in text


def test_every_section_has_an_example_and_all_of_them_are_one_library():
    reading = read_files((path, text.encode()) for path, text in EXAMPLES)
    assert (reading.problems, reading.warnings) == ((), ())
    for file_format in FORMATS:
        assert any(file_format.path.fullmatch(path) for path, _ in EXAMPLES)


def test_examples_are_written_as_an_export_writes_them():
    written = dict(write_library(read_files((p, t.encode()) for p, t in EXAMPLES).library))
    assert {path: raw.decode() for path, raw in written.items()} == dict(EXAMPLES)


def test_example_of_a_problem_is_what_the_program_says():
    files = {path: text.encode() for path, text in EXAMPLES}
    path = "translations/en/patient-charges.md"
    files[path] = files[path].replace(b"sec_4.1__para_b", b"sec_4.1__para_c")
    told = [str(problem) for problem in read_files(files.items()).problems]
    assert len(told) == 1
    assert told[0] in PAGE

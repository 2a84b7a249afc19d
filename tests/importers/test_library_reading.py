"""Which files a load means, what may stand on disk, and what is right beside what is wrong."""

import os
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.importers.library import (
    FileState,
    KnownNames,
    read_files,
    read_library,
    write_library,
)
from tests.importers.samples import FILES, files

LIMIT = 100_000
EDITION = "content/originals/charges/2026-04-01.md"
TRANSLATION = "translations/en/charges.md"
DEPARTMENTS = "content/departments.yaml"


@pytest.fixture
def folder(tmp_path):
    """The sample library on disk."""
    for path, raw in files().items():
        file = tmp_path / "library" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(raw)
    return tmp_path / "library"


def read(*paths, **options):
    return read_library(paths, max_bytes=LIMIT, **options)


def test_folder_of_both_reads_the_same_as_its_two_folders(folder):
    reading = read(folder)
    assert reading.problems == ()
    assert {file.path for file in reading.files} == set(FILES)
    assert read(folder / "content", folder / "translations") == reading
    assert read(folder, folder / "content") == reading


def test_single_file_is_read_with_what_is_known_already(folder):
    known = KnownNames(
        values=frozenset({"refund-days"}),
        editions={"charges": {date(2026, 4, 1): frozenset({"sec_4.1", "sec_4.1__para_a"})}},
    )
    reading = read(folder / TRANSLATION, known=known)
    assert reading.problems == ()
    assert [file.path for file in reading.files] == [TRANSLATION]
    assert [answer.id for answer in reading.library.answers] == ["refund"]


def test_single_file_without_what_it_names_is_told_once_for_the_original(folder):
    reading = read(folder / TRANSLATION)
    assert [problem.what for problem in reading.problems] == [
        'There is no original "charges".',
        'There is no edition "charges@2026-04-01".',
        'There is no value "refund-days".',
    ]


def test_relative_path_from_inside_the_folder_is_understood(folder, monkeypatch):
    monkeypatch.chdir(folder / "content")
    reading = read(type(folder)("topics.yaml"), type(folder)("lines.yaml"))
    assert [file.path for file in reading.files] == ["content/lines.yaml", "content/topics.yaml"]
    assert reading.problems == ()


def test_progress_counts_every_file(folder):
    told = []
    read(folder, progress=lambda number, total, path: told.append((number, total, path)))
    assert [number for number, _, _ in told] == list(range(1, len(FILES) + 1))
    assert {total for _, total, _ in told} == {len(FILES)}
    assert {path for _, _, path in told} == set(FILES)


def test_each_file_comes_with_its_hash_and_names(folder):
    found = {file.path: file for file in read(folder).files}[TRANSLATION]
    assert len(found.sha256) == 64
    assert found.keys == (("translation", "en/charges"), ("answer", "en/charges#refund"))


def test_hidden_files_and_readmes_are_passed_over(folder):
    for name in (".DS_Store", "README.md", "topics.yaml~"):
        (folder / "content" / name).write_bytes(b"\x00")
    (folder / "content" / ".git").mkdir()
    (folder / "content" / ".git" / "config").write_bytes(b"\x00")
    assert read(folder).problems == ()


@pytest.mark.parametrize("name", ["license-renewal", "licence", "readme-first"])
def test_things_that_sound_like_a_readme_are_read(folder, name):
    (folder / f"content/processes/{name}.md").write_text(FILES["content/processes/verify.md"])
    assert name in {process.slug for process in read(folder).library.processes}


@pytest.mark.parametrize(
    ("name", "what"),
    [("nowhere", "There is no file or folder"), ("elsewhere", "This is not part of a library.")],
)
def test_path_that_is_no_library_is_told(tmp_path, name, what):
    (tmp_path / "elsewhere").mkdir()
    problems = read(tmp_path / name).problems
    assert [problem.what.startswith(what) for problem in problems] == [True]


def test_file_over_the_limit_is_refused(folder):
    size = (folder / EDITION).stat().st_size
    reading = read_library([folder / EDITION], max_bytes=size - 1)
    assert [problem.file for problem in reading.problems] == [EDITION]
    assert reading.problems[0].what == f"The file is larger than the limit of {size - 1:,} bytes."
    allowed = read_library([folder], max_bytes=size)
    assert EDITION not in {problem.file for problem in allowed.problems}


def test_link_to_outside_is_refused_and_inside_is_read(folder, tmp_path):
    (tmp_path / "secret.yaml").write_text("a: {name: A}\n")
    (folder / "content/topics.yaml").unlink()
    (folder / "content/topics.yaml").symlink_to(tmp_path / "secret.yaml")
    (folder / "content/processes/again.md").symlink_to(folder / "content/processes/verify.md")
    reading = read(folder)
    assert [(problem.file, problem.what) for problem in reading.problems] == [
        ("content/topics.yaml", "This is a link to a place outside the library.")
    ]
    assert "again" in {process.slug for process in reading.library.processes}


def test_pipes_circles_and_linked_folders_are_refused_without_waiting(folder, tmp_path):
    os.mkfifo(folder / "content/processes/pipe.md")
    (folder / "content/processes/round.md").symlink_to("round.md")
    (tmp_path / "other").mkdir()
    (folder / "content/processes/linked").symlink_to(tmp_path / "other")
    found = {problem.file for problem in read(folder).problems}
    assert {f"content/processes/{name}" for name in ("pipe.md", "round.md", "linked")} == found


def test_right_files_can_be_loaded_beside_wrong_ones():
    spoilt = files(**{"content/kpis/in-step.md": "---\ntitle: No sections\n---\n"})
    reading = read_files(spoilt.items())
    states = {file.path: file.state for file in reading.files}
    assert states.pop("content/kpis/in-step.md") is FileState.WRONG
    assert set(states.values()) == {FileState.RIGHT}
    assert reading.library.kpis == ()
    assert len(reading.library.answers) == 1


def test_file_that_needs_a_wrong_one_waits_and_so_do_those_that_need_it():
    spoilt = files(**{EDITION: FILES[EDITION].replace("---\ntitle", "title", 1)})
    reading = read_files(spoilt.items())
    assert {problem.file for problem in reading.problems} == {EDITION}
    files_by_path = {file.path: file for file in reading.files}
    assert files_by_path[TRANSLATION].state is FileState.WAITS
    assert files_by_path[TRANSLATION].waits_for == (EDITION,)
    refund = files_by_path["content/processes/refund.md"]
    assert refund.waits_for == (EDITION,)
    assert files_by_path["content/processes/verify.md"].state is FileState.RIGHT
    assert reading.library.answers == ()
    assert [process.slug for process in reading.library.processes] == ["verify"]


def test_broken_list_is_one_problem_and_not_one_for_each_name_in_it():
    reading = read_files(files(**{DEPARTMENTS: "billing: [\n"}).items())
    assert [problem.file for problem in reading.problems] == [DEPARTMENTS]
    assert EDITION in {file.path for file in reading.files if file.state is FileState.WAITS}


def test_newest_edition_that_is_wrong_keeps_its_answers_waiting():
    newer = FILES[EDITION].replace("department: billing", "department: nobody")
    text = FILES[TRANSLATION].replace("edition: 2026-04-01\n", "")
    path = "content/originals/charges/2027-01-01.md"
    reading = read_files(files(**{path: newer, TRANSLATION: text}).items())
    waiting = {file.path: file.waits_for for file in reading.files if file.waits_for}
    assert waiting[TRANSLATION] == (path,)


def test_order_of_files_does_not_matter():
    given = list(files().items())
    assert read_files(given[::-1]).library == read_files(given).library


def test_yaml_bomb_is_refused_at_once():
    bomb = "a: &a [x, x]\n" + "".join(
        f"{c}: &{c} [*{p}, *{p}]\n" for p, c in zip("abc", "bcd", strict=True)
    )
    problems = read_files({DEPARTMENTS: bomb.encode()}.items()).problems
    assert [problem.what for problem in problems] == [
        "Anchors and aliases (`&name`, `*name`) are not allowed."
    ]
    deep = read_files({DEPARTMENTS: b"a: " + b"[" * 50_000}.items()).problems
    assert [problem.what for problem in deep] == ["This is nested too deep."]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(FILES)), st.binary(max_size=200), st.data())
def test_random_bytes_in_any_file_are_problems_and_never_errors(path, junk, data):
    raw = FILES[path].encode()
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, len(raw)))
    reading = read_files(files(**{path: raw[:start] + junk + raw[end:]}).items())
    assert all(problem.what and problem.mend for problem in reading.problems)
    assert {file.path for file in reading.files} == set(FILES)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(FILES)), st.text(st.sampled_from("#->*[](){}\"':&!|\\; \n\tax1")))
def test_random_marks_in_any_file_are_problems_and_never_errors(path, junk):
    head = FILES[path].split("---\n")
    text = f"---\n{head[1]}---\n{junk}" if len(head) > 2 else junk
    reading = read_files(files(**{path: text}).items())
    assert all(problem.what and problem.mend for problem in reading.problems)


def test_link_may_name_an_edition_and_is_written_back_so():
    path = next(path for path in FILES if path.startswith("content/processes/refund"))
    old, new = "charges#sec_4.1__para_a", "charges@2026-04-01#sec_4.1__para_a"
    changed = {name: raw.replace(old.encode(), new.encode()) for name, raw in files().items()}
    reading = read_files(changed.items())
    assert reading.problems == ()
    basis = [cover for one in reading.library.processes for s in one.steps for cover in s.basis]
    assert date(2026, 4, 1) in {cover.edition for cover in basis}
    written = dict(write_library(reading.library))
    assert new.encode() in written[path]

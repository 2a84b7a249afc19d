"""`flask kb load`, `export`, `answers` and `audit verify`, as an operator types them."""

import json

import pytest
from sqlalchemy import func, select, text

from kb.models import AuditEntry, Revision

ANSWER_KEYS = [
    *("original", "answer", "language", "state", "covers", "edition"),
    *("size", "outdated_by", "to_check"),
]


def files_below(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def revisions(house):
    with house.store.read() as unit:
        return unit.session.scalar(select(func.count()).select_from(Revision))


def spoil(folder):
    """Break two files; return the lines that name where."""
    process = folder / "content/processes/renew-loan.md"
    process.write_text(process.read_text().replace("](#", "](#nowhere-", 1))
    answers = folder / "translations/en/borrowing.md"
    answers.write_text(answers.read_text().replace("sec_1.1", "sec_99", 1))
    return "content/processes/renew-loan.md:", "translations/en/borrowing.md:"


def test_a_library_is_loaded_once_and_found(kb, folder):
    first, second = kb("load", folder), kb("load", folder)
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.stdout.endswith("new, 0 changed, 0 unchanged\n")
    count = first.stdout.split()[0]
    assert second.stdout == f"0 new, 0 changed, {count} unchanged\n"
    assert "How long can I keep a book?" in kb("search", "how long can I keep a book").stdout


def test_single_files_and_folders_can_be_named(kb, folder):
    names = ("content/originals", "departments", "topics", "lines")
    done = kb("load", folder / names[0], *(folder / f"content/{name}.yaml" for name in names[1:]))
    assert (done.exit_code, done.stderr) == (0, "")
    assert kb("load", folder / "translations").exit_code == 0
    done = kb("load", folder / "translations/en/borrowing.md")
    assert done.stdout.startswith("0 new, 0 changed, ")


def test_without_a_path_content_and_translations_here_are_loaded(kb, folder, monkeypatch):
    monkeypatch.chdir(folder)
    assert kb("load").exit_code == 0
    monkeypatch.chdir(folder / "content" / "processes")
    done = kb("load")
    assert done.exit_code == 1
    assert "Name what to load" in done.stderr


def test_every_problem_is_named_with_file_and_line_and_nothing_is_loaded(kb, folder, house):
    places = spoil(folder)
    done = kb("load", folder)
    assert done.exit_code == 1
    assert done.stdout == ""
    *problems, last = done.stderr.splitlines()
    for place in places:
        line = next(line for line in problems if line.startswith(place))
        assert line.removeprefix(place).split(":")[0].isdigit()
    assert last == f"Error: {len(problems)} problems. Nothing was loaded."
    assert revisions(house) == 0


def test_keep_going_loads_the_files_that_are_right_and_names_the_others(kb, folder, house):
    places = spoil(folder)
    done = kb("load", folder, "--keep-going")
    for place in places:
        assert place in done.stderr
    assert "new" in done.stdout
    assert "sec_99" in done.stderr
    assert kb("answers").stdout == ""
    assert "borrowing#" in kb("search", "book", "--kind", "provision").stdout
    assert kb("search", "renew a loan", "--kind", "process").stdout.startswith("Nothing found")


def test_drafts_are_loaded_and_not_shown(kb, folder, house):
    done = kb("load", folder, "--as-draft")
    assert done.exit_code == 0
    assert revisions(house) > 0
    assert kb("answers").stdout == ""
    assert kb("search", "book").stdout.startswith("Nothing found")
    assert kb("load", folder).exit_code == 0
    assert kb("answers").stdout != ""


def test_a_path_that_is_not_there_is_named(kb):
    done = kb("load", "nowhere")
    assert done.exit_code == 2
    assert "nowhere" in done.stderr


def test_a_file_over_the_limit_or_of_junk_is_named(kb, folder):
    junk = folder / "content/processes/junk.md"
    junk.write_bytes(bytes(range(256)) * 10)
    large = folder / "content/processes/large.md"
    large.write_bytes(b"a" * 6_000_000)
    done = kb("load", folder)
    assert done.exit_code == 1
    assert "content/processes/junk.md:" in done.stderr
    assert "content/processes/large.md:" in done.stderr
    assert "limit" in done.stderr


def test_an_export_is_what_loads_to_the_same_export(kb, folder, tmp_path):
    kb("load", folder)
    done = kb("export", tmp_path / "out")
    files = files_below(tmp_path / "out")
    assert done.exit_code == 0
    assert done.stdout == f"{len(files)} files written to {tmp_path / 'out'}.\n"
    assert set(files) == set(files_below(folder))
    again = kb("load", tmp_path / "out")
    assert again.stdout.startswith("0 new, 0 changed, ")
    kb("export", tmp_path / "second")
    assert files_below(tmp_path / "second") == files


def test_an_export_mixes_with_nothing(kb, folder, tmp_path):
    kb("load", folder)
    out = tmp_path / "out"
    out.mkdir()
    (out / "notes.txt").write_text("mine")
    done = kb("export", out)
    assert done.exit_code == 1
    assert "not empty" in done.stderr
    assert files_below(out) == {"notes.txt": b"mine"}


def test_an_export_to_a_file_is_refused(kb, tmp_path):
    (tmp_path / "file").write_text("mine")
    assert kb("export", tmp_path / "file").exit_code == 2


def test_answers_are_one_json_object_a_line(kb, folder):
    kb("load", folder)
    rows = [json.loads(line) for line in kb("answers", "--json").stdout.splitlines()]
    assert [list(row) for row in rows] == [ANSWER_KEYS] * len(rows)
    assert rows[0] == {
        "original": "borrowing",
        "answer": "how-long",
        "language": "en",
        "state": "published",
        "covers": ["borrowing#sec_1.1"],
        "edition": "2026-04-01",
        "size": None,
        "outdated_by": [],
        "to_check": [],
    }
    assert len(kb("answers").stdout.splitlines()) == len(rows)


def test_the_audit_record_is_verified_and_what_was_changed_is_named(kb, folder, house):
    kb("load", folder)
    with house.store.read() as unit:
        count = unit.session.scalar(select(func.count()).select_from(AuditEntry))
    assert kb("audit", "verify").stdout == f"{count} entries, all intact.\n"
    with house.store.engine.begin() as connection:
        for name in list(
            connection.scalars(text("SELECT name FROM sqlite_master WHERE type='trigger'"))
        ):
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql("UPDATE audit_entry SET why = 'else' WHERE number = 2")
    done = kb("audit", "verify")
    assert done.exit_code == 1
    assert "entry 2 " in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("command", ["load", "export", "answers", "search", "reindex", "indexer"])
def test_every_command_helps_itself(kb, command):
    done = kb(command, "--help")
    assert done.exit_code == 0
    assert done.stdout.startswith("Usage: ")

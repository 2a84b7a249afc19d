"""`flask kb audit …`, as an operator and a cron job run it."""

import json
import sqlite3

from kb.services.actor import OPERATOR


def record(house, number):
    with house.store.change() as unit:
        unit.record(OPERATOR, "load", f"term:t{number}", details={})


def cut(settings, number):
    with sqlite3.connect(settings.data_dir / "kb.sqlite3") as database:
        database.execute("DROP TRIGGER audit_entry_no_delete")
        database.execute("DELETE FROM audit_entry WHERE number > ?", [number])


def test_an_intact_record_is_counted(kb, house):
    record(house, 1)
    done = kb("audit", "verify")
    assert (done.exit_code, done.stdout) == (0, "1 entry, all intact.\n")


def test_a_cut_tail_is_named_and_is_a_failure(kb, house, settings):
    for number in range(3):
        record(house, number)
    cut(settings, 1)
    done = kb("audit", "verify")
    assert done.exit_code == 1
    assert "Audit entries 2 to 3 were cut off" in done.stderr
    assert kb("audit", "head").exit_code == 1


def test_a_head_is_one_line_of_json(kb, house):
    record(house, 1)
    values = json.loads(kb("audit", "head").stdout)
    assert (values["day"], values["count"], len(values["hash"])) == ("2026-05-04", 1, 64)


def test_heads_gather_in_a_file_and_are_compared(kb, house, tmp_path):
    file = tmp_path / "heads.jsonl"
    for number in range(2):
        record(house, number)
        assert kb("audit", "head", "--append", file).exit_code == 0
    done = kb("audit", "verify", "--head", file)
    assert done.exit_code == 0
    assert "2 heads, the last of 2026-05-04: all fit." in done.stdout


def test_a_head_of_more_entries_than_there_are_names_the_cut(kb, house, settings, tmp_path):
    file = tmp_path / "heads.jsonl"
    record(house, 1)
    old = settings.data_dir / "old.sqlite3"
    with (
        sqlite3.connect(settings.data_dir / "kb.sqlite3") as database,
        sqlite3.connect(old) as copy,
    ):
        database.backup(copy)
    record(house, 2)
    kb("audit", "head", "--append", file)
    with (
        sqlite3.connect(old) as copy,
        sqlite3.connect(settings.data_dir / "kb.sqlite3") as database,
    ):
        copy.backup(database)  # an old copy put back: whole in itself, seals and all
    assert kb("audit", "verify").exit_code == 0
    done = kb("audit", "verify", "--head", file)
    assert done.exit_code == 1
    assert "there were 2 entries on 4 May 2026, and entry 2 is gone" in done.stderr


def test_a_file_that_holds_no_heads_is_refused_in_words(kb, tmp_path):
    file = tmp_path / "notes.txt"
    file.write_bytes(b"\xff")
    assert "cannot be read as text" in kb("audit", "verify", "--head", file).stderr
    file.write_text("hello\n")
    assert "Line 1 is no head" in kb("audit", "verify", "--head", file).stderr


def test_a_folder_that_is_not_there_is_refused_in_words(kb, tmp_path):
    done = kb("audit", "head", "--append", tmp_path / "no" / "heads")
    assert done.exit_code == 1
    assert "cannot be written" in done.stderr

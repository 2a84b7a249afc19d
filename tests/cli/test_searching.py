"""`flask kb search` and `reindex`: the same search as agents use, for people and for scripts."""

import json
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kb.factory import create_app

ROOT = Path(__file__).parents[2]
RESULT_KEYS = ["kind", "id", "original", "eid", "language", "title", "score"]
QUESTION = "how long can I keep a book"


@pytest.fixture
def loaded(kb, folder):
    """Give `kb` with the small library loaded."""
    assert kb("load", folder).exit_code == 0
    return kb


def results(done):
    return json.loads(done.stdout)["results"]


def test_the_law_of_another_day_is_searched(loaded):
    def lead(*options):
        done = loaded(
            "search", "lent", "for", "days", "--kind", "provision", "--limit", 1, *options
        )
        return done.stdout

    assert "14 days" in lead("--as-of", "2025-07-01")
    assert "21 days" in lead()
    assert loaded("search", "days", "--as-of", "soon").exit_code == 2


def test_json_has_exactly_the_agreed_keys(loaded):
    page = json.loads(loaded("search", *QUESTION.split(), "--json").stdout)
    assert list(page) == ["took_ms", "results"]
    assert isinstance(page["took_ms"], float)
    assert [list(result) for result in page["results"]] == [RESULT_KEYS] * len(page["results"])
    first = page["results"][0]
    assert (first["kind"], first["id"]) == ("answer", "borrowing#how-long")
    assert (first["original"], first["eid"], first["language"]) == ("borrowing", None, "en")


def test_each_kind_bears_its_own_id(loaded):
    found = {}
    for words in ("book", "renew a loan", "late fine", "right first time", "desk", "loan"):
        for result in results(loaded("search", words, "--json", "--limit", "50")):
            found.setdefault(result["kind"], result)
    assert found["provision"]["id"] == f"borrowing#{found['provision']['eid']}"
    assert found["provision"]["original"] == "borrowing"
    assert found["process"]["id"] == "renew-loan"
    assert found["step"]["id"].startswith("renew-loan#")
    assert found["step"]["original"] is None
    assert "#" not in found["term"]["id"]
    assert set(found) >= {"answer", "provision", "process", "step", "term", "kpi"}


def test_queries_are_answered_line_by_line(loaded, tmp_path):
    asked = [{"qid": 7, "text": QUESTION}, {"qid": "b", "text": "zzz"}, {"qid": "ü", "text": ""}]
    file = tmp_path / "queries.jsonl"
    file.write_text("\n".join(json.dumps(one) for one in asked) + "\n\n")
    done = loaded("search", "--queries", file, "--limit", "3")
    pages = [json.loads(line) for line in done.stdout.splitlines()]
    assert [page["qid"] for page in pages] == [7, "b", "ü"]
    assert [list(page) for page in pages] == [["qid", "took_ms", "results"]] * 3
    assert 0 < len(pages[0]["results"]) <= 3
    assert pages[1]["results"] == pages[2]["results"] == []


@pytest.mark.parametrize("line", ["no json", '{"qid": 1}', '["qid", "text"]', "7"])
def test_a_line_that_is_no_query_is_named(loaded, tmp_path, line):
    file = tmp_path / "queries.jsonl"
    file.write_text(f'{{"qid": 1, "text": "book"}}\n{line}\n')
    done = loaded("search", "--queries", file)
    assert done.exit_code == 1
    assert f"{file}:2: this is no query" in done.stderr


def test_queries_that_are_no_text_are_refused_in_a_sentence(loaded, tmp_path):
    file = tmp_path / "queries.jsonl"
    file.write_bytes(b"\xff\xfe\x00")
    done = loaded("search", "--queries", file)
    assert done.exit_code == 1
    assert "queries.jsonl cannot be read as UTF-8 text" in done.stderr


def test_limit_and_kind_narrow_the_results(loaded):
    assert len(results(loaded("search", "book", "--json", "--limit", "1"))) == 1
    kinds = {
        one["kind"] for one in results(loaded("search", "book", "--json", "--kind", "provision"))
    }
    assert kinds == {"provision"}


def test_a_language_leaves_out_what_is_said_in_another(kb, folder):
    said = folder / "translations"
    shutil.copytree(said / "en", said / "es")
    assert kb("load", folder).exit_code == 0
    found = results(kb("search", QUESTION, "--json", "--language", "es"))
    assert {one["language"] for one in found if one["kind"] == "answer"} == {"es"}


def test_a_language_that_nothing_is_said_in_is_refused(loaded):
    refused = loaded("search", "book", "--language", "es")
    assert refused.exit_code != 0
    assert "Use one of: en." in refused.stderr


@pytest.mark.parametrize(
    "arguments",
    [(), ("book", "--limit", "0"), ("book", "--limit", "101"), ("book", "--kind", "letter")],
)
def test_arguments_that_cannot_be_used_are_refused(loaded, arguments):
    done = loaded("search", *arguments)
    assert done.exit_code == 2
    assert "Error: " in done.stderr


def test_nothing_found_says_what_to_do(loaded):
    assert loaded("search", "zzzzzz").stdout.startswith("Nothing found. Try ")


def test_reindex_counts_what_it_indexed(loaded):
    before = loaded("search", QUESTION, "--json")
    done = loaded("reindex")
    assert done.exit_code == 0
    assert done.stdout.endswith(" documents indexed.\n")
    assert results(loaded("search", QUESTION, "--json")) == results(before)


def test_a_missing_index_is_built_by_the_search_itself(settings, clock, folder):
    chosen = replace(settings, search_engine="whoosh")
    first = run(chosen, clock, "load", folder)
    assert first.exit_code == 0
    before = results(run(chosen, clock, "search", QUESTION, "--json"))
    shutil.rmtree(chosen.index_dir)
    assert results(run(chosen, clock, "search", QUESTION, "--json")) == before
    assert before


def run(settings, clock, *arguments):
    """Run a command in an application of its own, as each process has."""
    app = create_app(settings, clock=clock)
    try:
        return app.test_cli_runner().invoke(args=["kb", *map(str, arguments)])
    finally:
        app.extensions["kb_late_writer"].close()
        app.extensions["kb"].store.engine.dispose()


def test_a_database_from_a_newer_release_is_refused_in_a_sentence(settings):
    with sqlite3.connect(settings.data_dir / "kb.sqlite3") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    command = [sys.executable, "-m", "flask", "--app", "app", "kb", "audit", "verify"]
    environment = {"KB_DATA_DIR": str(settings.data_dir), "PATH": ""}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Error: This database was made by a newer release")
    assert "Traceback" not in done.stderr

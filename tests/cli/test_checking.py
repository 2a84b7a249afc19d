"""`flask kb check`: the workshop over the answers that are shown."""

import json

import pytest


@pytest.fixture
def loaded(kb, folder):
    """Give `kb` with the small library loaded."""
    assert kb("load", folder).exit_code == 0
    return kb


def test_every_answer_is_checked_and_counted(loaded):
    done = loaded("check")
    assert done.exit_code == 0
    assert "en/borrowing#how-long: reading grade" in done.stdout
    assert "Answers checked: 2;" in done.stdout


def test_one_answer_is_told_in_full_as_json(loaded):
    done = loaded("check", "--json", "en/borrowing#late")
    told = json.loads(done.stdout)
    assert told["answer"] == "en/borrowing#late"
    assert told["grade"] < 8
    assert {"kind", "sort", "severity", "says"} <= set(told["findings"][0])


def test_an_answer_that_is_not_there_is_named(loaded):
    done = loaded("check", "en/borrowing#nowhere")
    assert done.exit_code == 1
    assert "No answer “en/borrowing#nowhere” is published" in done.stderr


REASON = """findings:
  - answer: how-long
    kind: duration
    law: 21 days
    plain: 31 days
    reason: Ten days of grace are always given.
"""


def load_wrong(loaded, folder, reason=""):
    """Load the small library with 31 days for 21, and a reason for it."""
    file = folder / "translations" / "en" / "borrowing.md"
    text = file.read_text("utf-8").replace("for 21 days", "for 31 days")
    file.write_text(text.replace("topics: [loans]\n", f"topics: [loans]\n{reason}", 1), "utf-8")
    assert loaded("load", folder).exit_code == 0


def test_a_wrong_amount_is_found_and_fails(loaded, folder):
    load_wrong(loaded, folder)
    done = loaded("check", "--severity", "high", "en/borrowing#how-long")
    assert "high   duration: The law says “21 days”; you say “31 days”." in done.stdout
    assert "no accepted reason; kind: duration; law: 21 days; plain: 31 days" in done.stdout
    assert done.exit_code == 1
    assert "High findings without an accepted reason: 1." in done.stderr


def test_a_reason_that_nobody_accepted_fails_all_the_same(loaded, folder):
    load_wrong(loaded, folder, REASON)
    assert loaded("check").exit_code == 1


def test_an_accepted_reason_lets_it_pass(loaded, folder):
    load_wrong(loaded, folder, f"{REASON}    accepted_by: Compliance\n")
    done = loaded("check", "--severity", "high")
    assert done.exit_code == 0
    assert "accepted by Compliance: Ten days of grace are always given." in done.stdout

"""What is written in a file is what is stored: words, blocks and their order."""

import pytest

from kb.importers.library import read_files
from kb.vocabulary import BlockKind
from tests.importers.samples import FILES, files

TRANSLATION = "translations/en/charges.md"
VERIFY = "content/processes/verify.md"


def read(**changes):
    reading = read_files(files(**changes).items())
    assert reading.problems == ()
    return reading.library


def blocks_of(body):
    head = FILES[TRANSLATION].split("*Phrasings:*")[0]
    (answer,) = read(**{TRANSLATION: f"{head}{body}"}).answers
    return [(block.kind, block.text) for block in answer.blocks]


@pytest.mark.parametrize("written", ["no", "1.50", "0142", "null", "2026-04-01", "1e5", "TRUE"])
def test_words_of_yaml_are_taken_as_written(written):
    library = read(**{"content/lines.yaml": f"charges: {{name: {written}}}\n"})
    assert library.lines[0].name == written


def test_amounts_are_kept_as_written_and_sorted_by_day():
    text = "refund-days: {from: {2026-04-01: 1.50, 2024-01-01: $17}}\n"
    (value,) = read(**{"content/values.yaml": text}).values
    assert [(str(day), amount) for day, amount in value.amounts] == [
        ("2024-01-01", "$17"),
        ("2026-04-01", "1.50"),
    ]


def test_runs_of_paragraphs_and_labelled_quotations_keep_their_order():
    body = (
        "One.\n\n- two\n- three\n\n> Know: four\n> five\n>\n> six\n> Do not say: seven\n\nEight.\n"
    )
    assert blocks_of(body) == [
        (BlockKind.SAY, "One.\n\n- two\n- three"),
        (BlockKind.KNOW, "four\nfive\n\nsix"),
        (BlockKind.DO_NOT_SAY, "seven"),
        (BlockKind.SAY, "Eight."),
    ]


def test_labels_are_known_in_any_case_and_never_hide_in_the_middle():
    assert blocks_of("> know: a\n> Do not say: b\n") == [
        (BlockKind.KNOW, "a"),
        (BlockKind.DO_NOT_SAY, "b"),
    ]


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("\\> 5 days", "> 5 days"),
        ("\\\\> 5 days", "\\> 5 days"),
        ("\\## not a question", "## not a question"),
        ("\\*Phrasings:* x", "*Phrasings:* x"),
        ("\\- [a](#b)", "- [a](#b)"),
        ("### a small heading", "### a small heading"),
        ("\\*not strong\\*", "\\*not strong\\*"),
        ("#hashtag", "#hashtag"),
    ],
)
def test_backslash_makes_structure_a_text(written, stored):
    assert blocks_of(f"{written}\n") == [(BlockKind.SAY, stored)]


def test_phrasings_may_run_over_lines_and_hold_escaped_semicolons():
    text = FILES[TRANSLATION].replace("refund please; money back", "refund\n  please; a\\;b;\nc;")
    (answer,) = read(**{TRANSLATION: text}).answers
    assert answer.phrasings == ("refund please", "a;b", "c")


@pytest.mark.parametrize(("written", "seconds"), [("45s", 45), ("2m", 120), ("1m30s", 90), ("", 0)])
def test_length_of_a_step_is_read_in_minutes_and_seconds(written, seconds):
    text = FILES[VERIFY].replace("{#ask}", f'{{#ask takes="{written}"}}')
    library = read(**{VERIFY: text})
    assert {step.takes_s for step in library.processes[1].steps} == {seconds}


def test_attributes_hold_quotes_and_braces():
    text = FILES[VERIFY].replace("{#ask}", r'{#ask authority="up to \"ten\" {days} \\ more"}')
    text = text.replace("## Ask ", r"## Ask \{now\} ")
    (step,) = read(**{VERIFY: text}).processes[1].steps
    assert step.authority == r'up to "ten" {days} \ more'
    assert step.title == "Ask {now}"


def test_hours_may_have_a_break():
    text = 'billing-desk: {hours: {mon-fri: "08:30-12:00, 13:00-17:00", sat: "09:00-12:00"}}\n'
    (desk,) = read(**{"content/directory.yaml": text}).contact_points
    assert desk.hours == (
        ("mon-fri", "08:30", "12:00"),
        ("mon-fri", "13:00", "17:00"),
        ("sat", "09:00", "12:00"),
    )


def test_absent_names_are_the_entry_in_words():
    library = read(**{
        "content/directory.yaml": "billing-desk:\n",
        "content/glossary.yaml": "third-party: {plain: someone else}\n",
    })  # fmt: skip
    assert library.contact_points[0].name == "Billing desk"
    assert library.terms[0].term == "third party"


@pytest.mark.parametrize("junk", ["{" + "#" * 5_000, "{{value:" + " " * 100_000, "[" * 5_000])
def test_long_runs_of_marks_are_read_without_trying_every_way(junk):
    text = f"{FILES[TRANSLATION]}\n## Q {junk}\n{junk}\n\n- {junk}\n"
    reading = read_files(files(**{TRANSLATION: text}).items())
    assert TRANSLATION in {problem.file for problem in reading.problems}


def test_problem_never_quotes_a_whole_file():
    problems = read_files({"content/lines.yaml": b"x" * 5_000 + b": {}\n"}.items()).problems
    assert [len(problem.what) < 400 for problem in problems] == [True]

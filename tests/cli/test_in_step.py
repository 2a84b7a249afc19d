"""`flask kb answers` and `impact`, as an operator types them."""

import json

from sqlalchemy import func, select

from kb.models import Edition

LAW = "content/originals/borrowing"


def rows(done):
    assert done.exit_code == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def outdated(kb, *arguments):
    found = rows(kb("answers", "--json", *arguments))
    return {row["answer"]: row["outdated_by"] for row in found if row["state"] == "outdated"}


def editions(house):
    with house.store.read() as unit:
        return unit.session.scalar(select(func.count()).select_from(Edition))


def next_edition(folder, day, old, new):
    """Write an edition that says `new` where the one in force says `old`; return its file."""
    text = (folder / LAW / "2026-04-01.md").read_text()
    assert old in text
    file = folder / LAW / f"{day}.md"
    text = text.replace(old, new, 1).replace("in_force_from: 2026-04-01", f"in_force_from: {day}")
    file.write_text(text)
    return file


def test_impact_names_exactly_what_publishing_the_file_outdates(kb, house, folder):
    kb("load", folder)
    before, count = outdated(kb), editions(house)
    file = next_edition(folder, "2026-05-01", "21 days", "28 days")
    found = rows(kb("impact", file, "--json"))[0]
    assert (outdated(kb), editions(house)) == (before, count)  # nothing was stored
    said = {
        one["key"].split("#")[1]: one["outdated_by"]
        for one in found["outdated"]
        if one["kind"] == "answer"
    }
    kb("load", file)
    after = outdated(kb)
    assert said
    assert said == {name: why for name, why in after.items() if name not in before}


def test_impact_on_a_coming_day_says_what_will_be(kb, folder, clock):
    kb("load", folder)
    file = next_edition(folder, "2026-07-01", "21 days", "28 days")
    said = rows(kb("impact", file, "--json"))[0]["outdated"]
    kb("load", file)
    assert outdated(kb) == {}
    assert outdated(kb, "--as-of", "2026-07-02") == {}  # hidden until its day or its release
    clock.advance(days=70)
    answers = {one["key"].split("#")[1] for one in said if one["kind"] == "answer"}
    assert outdated(kb).keys() == answers != set()


def test_a_file_outside_a_library_needs_the_name_of_its_original(kb, folder, tmp_path):
    kb("load", folder)
    loose = tmp_path / "draft-of-may.md"
    loose.write_bytes(next_edition(folder, "2026-05-01", "21 days", "28 days").read_bytes())
    assert kb("impact", loose).exit_code == 1
    assert "--from" in kb("impact", loose, "--original", "borrowing").stderr
    done = kb("impact", loose, "--original", "borrowing", "--from", "2026-05-01")
    assert "outdated   major" in done.stdout


def test_what_was_seen_at_a_minute_is_listed_as_it_was(kb, folder, clock):
    kb("load", folder)
    clock.advance(hours=1)
    kb("load", next_edition(folder, "2026-05-01", "21 days", "28 days"))
    assert outdated(kb)
    then = ("--seen-at", "2026-05-04T10:00:00+00:00")
    assert rows(kb("answers", "--json", *then))
    assert outdated(kb, *then) == {}
    assert kb("answers", *then, "--as-of", "2026-05-04").exit_code == 2

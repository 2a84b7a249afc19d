"""The audit page: by day, verb, thing and actor; it gathers nobody's comings and goings (I9)."""

import csv
import io
import json
from datetime import date

import pytest

from kb.errors import InvalidError, NotAllowedError
from kb.services.actor import OPERATOR, Actor
from kb.services.people.sign_in import Credentials, sign_in
from kb.services.record.exporting import Format, note_export, written
from kb.services.record.reading import A_PAGE, MANY, Wanted, iterate_record, read_record
from kb.vocabulary import Role
from tests.people import PASSWORD, make_account

AUDITOR = Actor(id=None, name="auditor", roles=frozenset({Role.COMPLIANCE}))
TODAY = date(2026, 5, 4)


def record(store, thing="term:a", verb="load", why="so", who=OPERATOR):
    with store.change() as unit:
        unit.record(who, verb, thing, details={"one": 1}, why=why)


def read(store, before=None, **wanted):
    with store.read() as unit:
        return read_record(unit, AUDITOR, Wanted(**wanted), before=before)


def things(page):
    return [row.entry.thing for row in page.rows]


def enter(store, name, password=PASSWORD):
    return sign_in(store, Credentials(name, password, "192.0.2.1"))


def test_the_newest_entry_comes_first(any_store):
    record(any_store, "term:a")
    record(any_store, "term:b")
    page = read(any_store)
    assert things(page) == ["term:b", "term:a"]
    assert (page.rows[0].entry.who, page.rows[0].entry.why, page.count) == ("operator", "so", 2)


def test_a_page_goes_on_where_the_one_before_ended(store, clock):
    for number in range(A_PAGE + 2):
        record(store, f"term:{number}")
        clock.advance(seconds=1)
    first = read(store)
    second = read(store, before=first.older)
    assert (len(first.rows), things(second), second.older) == (
        A_PAGE,
        ["term:1", "term:0"],
        None,
    )


def test_many_entries_of_one_act_stand_in_one_row_and_can_be_read_one_by_one(any_store, clock):
    record(any_store, "term:before")
    clock.advance(seconds=1)
    with any_store.change() as unit:
        for number in range(A_PAGE + 2):
            unit.record(OPERATOR, "load", f"term:{number}", details={})
    clock.advance(seconds=1)
    record(any_store, "term:after")
    rows = read(any_store).rows
    assert [(row.first, row.entry.number, row.count) for row in rows] == [
        (A_PAGE + 4, A_PAGE + 4, 1),
        (2, A_PAGE + 3, A_PAGE + 2),
        (1, 1, 1),
    ]
    first = read(any_store, act=rows[1].entry.number)
    second = read(any_store, act=rows[1].entry.number, before=first.older)
    assert (len(first.rows), things(second), second.older) == (A_PAGE, ["term:1", "term:0"], None)


def test_few_entries_of_one_act_stay_apart(store):
    with store.change() as unit:
        for number in range(MANY - 1):
            unit.record(OPERATOR, "load", f"term:{number}", details={})
    assert len(read(store).rows) == MANY - 1


def test_the_pages_of_a_record_with_acts_leave_nothing_out_and_repeat_nothing(store, clock):
    for act in range(A_PAGE + 3):
        clock.advance(seconds=1)
        with store.change() as unit:
            for number in range(1 + act % (2 * MANY)):
                unit.record(OPERATOR, "load", f"term:{act}-{number}", details={})
    shown, before = [], None
    while True:
        page = read(store, before=before)
        shown += [n for row in page.rows for n in range(row.entry.number, row.first - 1, -1)]
        before = page.older
        if before is None:
            break
    assert shown == list(range(page.count, 0, -1))


def test_days_are_those_of_the_librarys_time_zone(any_store, clock):
    clock.now = clock.now.replace(hour=22, minute=59)  # London is an hour ahead: 23:59
    record(any_store, "term:evening")
    clock.advance(minutes=1)
    record(any_store, "term:next-day")
    assert things(read(any_store, last=TODAY)) == ["term:evening"]
    assert things(read(any_store, first=date(2026, 5, 5))) == ["term:next-day"]


def test_a_thing_is_found_by_how_its_key_begins(any_store):
    record(any_store, "answer:en/a_b#c")
    record(any_store, "answer:en/axb#c")
    assert things(read(any_store, thing="answer:en/a_")) == ["answer:en/a_b#c"]
    assert things(read(any_store, thing="%")) == []


def test_verb_and_actor_narrow_it(store):
    anna = enter(store, make_account(store, Role.TRAINER, name="anna"))
    record(store, "term:a", who=anna)
    record(store, "term:b", verb="submit", who=anna)
    record(store, "term:c")
    assert things(read(store, actor="Anna")) == ["term:b", "term:a"]
    assert things(read(store, actor="anna", verb="submit")) == ["term:b"]
    assert things(read(store, actor="operator"))[0] == "term:c"


def test_what_cannot_be_meant_is_said(store):
    with pytest.raises(InvalidError, match="no account 'nobody'"):
        read(store, actor="nobody")
    with pytest.raises(InvalidError, match="after the last"):
        read(store, first=date(2026, 5, 5), last=TODAY)


def test_comings_and_goings_show_for_one_day_and_everybody_only(store):
    make_account(store, Role.AGENT, name="anna")
    enter(store, "anna")
    day = {"first": TODAY, "last": TODAY}
    assert "sign_in" in [row.entry.verb for row in read(store, **day).rows]
    for asked in (
        {},
        {"actor": "anna"},
        {**day, "actor": "anna"},
        {**day, "thing": "user:anna"},
        {"thing": "user:anna", "verb": "sign_in"},
        {"first": TODAY, "verb": "sign_in"},
        {"first": date(2026, 5, 3), "last": TODAY},
    ):
        assert "sign_in" not in [row.entry.verb for row in read(store, **asked).rows], asked


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.COMPLIANCE, Role.ADMIN}))
def test_the_record_is_not_for_other_roles(store, role):
    who = Actor(id=None, name="x", roles=frozenset({role}))
    with store.change() as unit:
        with pytest.raises(NotAllowedError):
            read_record(unit, who, Wanted())
        with pytest.raises(NotAllowedError):
            note_export(unit, who, Wanted(), Format.CSV)


def export(store, file_format, **wanted):
    asked = Wanted(**wanted)
    with store.change() as unit:
        last = note_export(unit, AUDITOR, asked, file_format)
    with store.read() as unit:
        return "".join(written(iterate_record(unit, asked, last=last), file_format))


def test_an_export_is_itself_an_entry_once(store):
    record(store)
    text = export(store, Format.JSON, verb="load")
    newest = read(store).rows[0].entry
    assert (newest.verb, newest.thing) == ("export_audit", "audit")
    assert newest.details == {"format": "json", "asked_for": {"verb": "load"}}
    assert [json.loads(line)["thing"] for line in text.splitlines()] == ["term:a"]
    assert [row.entry.verb for row in read(store).rows].count("export_audit") == 1


def test_a_spreadsheet_computes_nothing_of_it(store):
    record(store, why='=HYPERLINK("http://evil.example")')
    rows = list(csv.DictReader(io.StringIO(export(store, Format.CSV))))
    assert rows[0]["why"].startswith("'=")
    assert json.loads(rows[0]["details"]) == {"one": 1}
    assert rows[0]["at"] == "2026-05-04T09:30:00+00:00"


def test_an_export_leaves_comings_and_goings_of_a_person_out(store):
    make_account(store, Role.AGENT, name="anna")
    enter(store, "anna")
    assert '"sign_in"' not in export(store, Format.JSON)

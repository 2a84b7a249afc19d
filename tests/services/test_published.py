"""What is shown at an instant is decided in one place, from the database alone (I1)."""

from datetime import UTC, date, datetime

from kb.services.publishing.published import (
    IN_CHUNK,
    edition_in_force,
    editions_in_force,
    shown_revision,
    shown_revisions,
    visible_editions,
)
from kb.vocabulary import ThingKind
from tests.factories import COMING, NEW, OLD, load, make_kpi, make_original, make_term
from tests.services.reviewed import publish, write


def words(edition):
    return edition.provisions[0].text if edition else None


def test_only_the_asked_kind_and_keys_are_shown(any_store):
    load(any_store, make_term("a"), make_term("b"), make_kpi("a"))
    with any_store.read() as unit:
        assert sorted(shown_revisions(unit, ThingKind.TERM)) == ["a", "b"]
        assert list(shown_revisions(unit, ThingKind.TERM, ["b", "c"])) == ["b"]
        assert list(shown_revisions(unit, ThingKind.TERM, [])) == []
        assert shown_revision(unit, ThingKind.KPI, "b") is None


def test_more_keys_than_a_statement_takes_are_asked_in_pieces(any_store):
    load(any_store, make_term("t7"))
    with any_store.read() as unit:
        keys = [f"t{number}" for number in range(3 * IN_CHUNK)]
        assert list(shown_revisions(unit, ThingKind.TERM, keys)) == ["t7"]


def test_what_was_written_later_is_not_seen_earlier(any_store, clock):
    publish(any_store, write(any_store, make_term(plain="first")))
    before = clock.now
    clock.advance(hours=1)
    publish(any_store, write(any_store, make_term(plain="second")))
    clock.now = before
    with any_store.read() as unit:
        assert shown_revision(unit, ThingKind.TERM, "loan").content["plain"] == "first"


def test_the_newest_edition_that_has_begun_is_in_force(any_store):
    load(any_store, make_original(day=NEW, rules={"1": "New."}))
    load(any_store, make_original(day=OLD, rules={"1": "Old."}))
    load(any_store, make_original(day=COMING, rules={"1": "Coming."}))
    with any_store.read() as unit:
        assert words(edition_in_force(unit, "borrowing")) == "Rule 1 New."
        assert words(edition_in_force(unit, "borrowing", on=date(2025, 7, 1))) == "Rule 1 Old."
        assert edition_in_force(unit, "borrowing", on=date(2024, 7, 1)) is None
        assert words(edition_in_force(unit, "borrowing", on=date(2027, 1, 1))) == "Rule 1 New."
        assert edition_in_force(unit, "other") is None
        assert [one.in_force_from for one in visible_editions(unit, "borrowing")] == [OLD, NEW]


def test_a_coming_edition_is_hidden_until_its_day_begins_in_the_librarys_zone(any_store, clock):
    load(any_store, make_original(day=OLD), make_original(day=COMING, rules={"1": "Coming."}))
    clock.now = datetime(2026, 5, 31, 22, 59, tzinfo=UTC)
    with any_store.read() as unit:
        assert edition_in_force(unit, "borrowing").in_force_from == OLD
    clock.advance(minutes=1)
    with any_store.read() as unit:
        assert edition_in_force(unit, "borrowing").in_force_from == COMING
        assert len(visible_editions(unit, "borrowing")) == 2


def test_a_corrected_version_takes_the_place_of_the_one_before(any_store):
    load(any_store, make_original(rules={"1": "Wrong."}))
    load(any_store, make_original(rules={"1": "Right."}))
    with any_store.read() as unit:
        assert words(edition_in_force(unit, "borrowing")) == "Rule 1 Right."
        assert [words(one) for one in visible_editions(unit, "borrowing")] == ["Rule 1 Right."]


def test_drafts_of_editions_are_not_visible(any_store):
    load(any_store, make_original(), as_draft=True)
    with any_store.read() as unit:
        assert editions_in_force(unit) == {}
        assert visible_editions(unit, "borrowing") == []


def test_each_original_has_its_own_edition_in_force(any_store):
    load(any_store, make_original("a"), make_original("b", day=OLD), make_original("c", day=COMING))
    with any_store.read() as unit:
        found = editions_in_force(unit)
        assert {slug: one.in_force_from for slug, one in found.items()} == {"a": NEW, "b": OLD}
        assert list(editions_in_force(unit, ["b"])) == ["b"]

"""Publishing, scheduling, withdrawing: one text of a thing is shown at any instant, or none."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import event, select

from kb.importers.content import unpack
from kb.importers.records import TermRecord
from kb.models import AuditEntry, OutboxRow, Thing
from kb.services.audit import verify
from kb.services.indexing.spans import revision_spans
from kb.services.publishing.published import shown_revision
from kb.vocabulary import State, ThingKind
from tests.factories import make_term
from tests.services.reviewed import end, publish, write

JUNE = datetime(2026, 6, 1, tzinfo=UTC)
JULY = datetime(2026, 7, 1, tzinfo=UTC)


@pytest.fixture
def wrote(store):
    """Give `wrote("words")`: the id of a draft of the term that says so."""
    return lambda plain: write(store, make_term(plain=plain))


def shown(store, clock, at=None):
    """Return the words that are shown now, or at another moment."""
    kept, clock.now = clock.now, at or clock.now
    with store.read() as unit:
        revision = shown_revision(unit, ThingKind.TERM, "loan")
        words = unpack(TermRecord, revision.content).plain if revision else None
    clock.now = kept
    return words


def indexed(store, clock, at=None):
    """Return the words that the index would hold as shown at a moment, as known now."""
    with store.read() as unit:
        spans = revision_spans(unit, unit.session.scalars(select(Thing)).one())
        moment = at or clock.now
        return [
            unpack(TermRecord, revision.content).plain
            for revision, span in spans
            if span.start <= moment and (span.end is None or moment < span.end)
        ]


def agree(store, clock, at=None):
    """Return what is shown, the same in database and index, and never two texts."""
    words = shown(store, clock, at)
    assert indexed(store, clock, at) == ([words] if words else [])
    return words


def test_a_draft_is_not_shown(store, clock, wrote):
    wrote("draft")
    assert agree(store, clock) is None


def test_a_published_text_is_shown_until_the_next_one(store, clock, wrote):
    publish(store, wrote("first"))
    assert agree(store, clock) == "first"
    publish(store, wrote("second"))
    assert agree(store, clock) == "second"


def test_a_scheduled_text_takes_over_at_its_moment_without_a_job(store, clock, wrote):
    publish(store, wrote("first"))
    publish(store, wrote("second"), JUNE)
    assert agree(store, clock) == "first"
    assert agree(store, clock, JUNE) == "second"


def test_publishing_now_takes_the_place_of_what_is_shown_and_what_is_coming(store, clock, wrote):
    publish(store, wrote("first"))
    publish(store, wrote("second"), JUNE)
    publish(store, wrote("third"))
    assert agree(store, clock) == "third"
    assert agree(store, clock, JUNE) == "third"


def test_scheduling_earlier_takes_the_place_of_what_was_coming_later(store, clock, wrote):
    publish(store, wrote("first"))
    publish(store, wrote("second"), JULY)
    publish(store, wrote("third"), JUNE)
    assert agree(store, clock) == "first"
    assert agree(store, clock, JUNE) == "third"
    assert agree(store, clock, JULY) == "third"


def test_scheduling_later_leaves_what_comes_before(store, clock, wrote):
    publish(store, wrote("first"))
    publish(store, wrote("second"), JUNE)
    publish(store, wrote("third"), JULY)
    assert [agree(store, clock, at) for at in (None, JUNE, JULY)] == [
        "first",
        "second",
        "third",
    ]


def test_what_was_scheduled_can_be_published_at_once(store, clock, wrote):
    publish(store, wrote("first"))
    second = wrote("second")
    publish(store, second, JUNE)
    publish(store, second)
    assert agree(store, clock) == "second"
    assert agree(store, clock, JUNE) == "second"


def test_a_moment_that_has_passed_means_now(store, clock, wrote):
    publish(store, wrote("first"), datetime(2020, 1, 1, tzinfo=UTC))
    assert agree(store, clock) == "first"
    assert agree(store, clock, datetime(2025, 1, 1, tzinfo=UTC)) is None


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.RETIRED])
def test_a_text_that_ended_is_shown_no_more_and_brings_none_back(store, clock, wrote, state):
    publish(store, wrote("first"))
    second = wrote("second")
    publish(store, second)
    end(store, second, state)
    assert agree(store, clock) is None
    assert agree(store, clock, JULY) is None


def test_withdrawing_what_is_coming_leaves_what_is_shown(store, clock, wrote):
    publish(store, wrote("first"))
    second = wrote("second")
    publish(store, second, JUNE)
    end(store, second, State.WITHDRAWN)
    assert agree(store, clock) == "first"
    assert agree(store, clock, JUNE) == "first"


def test_withdrawing_what_is_coming_leaves_what_comes_before_it(store, clock, wrote):
    publish(store, wrote("second"), JUNE)
    third = wrote("third")
    publish(store, third, JULY)
    end(store, third, State.WITHDRAWN)
    assert agree(store, clock) is None
    assert agree(store, clock, JULY) == "second"


def test_withdrawing_what_took_two_places_gives_both_back(store, clock, wrote):
    publish(store, wrote("first"))
    publish(store, wrote("second"), JULY)
    third = wrote("third")
    publish(store, third, JUNE)
    end(store, third, State.WITHDRAWN)
    assert [agree(store, clock, at) for at in (None, JUNE, JULY)] == [
        "first",
        "first",
        "second",
    ]


def test_withdrawing_what_is_shown_leaves_what_is_coming(store, clock, wrote):
    first = wrote("first")
    publish(store, first)
    publish(store, wrote("second"), JUNE)
    end(store, first, State.WITHDRAWN)
    assert agree(store, clock) is None
    assert agree(store, clock, JUNE) == "second"


def test_what_was_withdrawn_before_its_time_does_not_bring_back_what_was_withdrawn(
    store, clock, wrote
):
    first, second = wrote("first"), wrote("second")
    publish(store, first)
    publish(store, second, JUNE)
    end(store, first, State.WITHDRAWN)
    end(store, second, State.WITHDRAWN)
    assert agree(store, clock) is None
    assert agree(store, clock, JULY) is None


def test_each_change_of_state_is_recorded_and_told_to_the_index(store, wrote):
    publish(store, wrote("first"))
    with store.read() as unit:
        entries = unit.session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
        assert [(entry.verb, entry.thing) for entry in entries] == [
            ("draft", "term:loan"),
            ("published", "term:loan"),
        ]
        assert entries[1].details["revision"] == 1
        assert len(entries[1].details["hash"]) == 64
        assert verify(unit.session, unit.audit_key) == 2
        assert list(unit.session.scalars(select(OutboxRow.group))) == ["term:loan"] * 2


def test_what_is_shown_of_one_thing_reads_the_states_of_no_other(store):
    """A search prints ten things: with 20,000 in the library it must not sort the states of all."""
    publish(store, write(store, make_term()))
    asked = []

    def note(_connection, _cursor, *query):
        asked.append(query[:2])

    event.listen(store.engine, "before_cursor_execute", note)
    with store.read() as unit:
        assert shown_revision(unit, ThingKind.TERM, "loan") is not None
        (statement, values) = asked[-1]
        plan = unit.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        steps = [row.detail for row in plan]
    assert steps
    assert not [step for step in steps if step.startswith("SCAN")]

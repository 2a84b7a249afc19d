"""What is searched for is kept masked, to the hour, without a person, and not for ever."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st
from sqlalchemy import select

from kb.models import Line, SearchLogEntry
from kb.search.understand import MAX_CHARS
from kb.services.calls.search_log import forget_searches, masked_words, note_search


def entries(store):
    with store.read() as unit:
        return list(unit.session.scalars(select(SearchLogEntry).order_by(SearchLogEntry.id)))


def note(store, words, **more):
    with store.touch() as unit:
        note_search(unit, words, **{"results": 3, "took_ms": 12.4, **more})


def test_it_is_masked_and_says_neither_who_nor_in_which_minute(any_store):
    note(any_store, "refund, my name is Ada Byron, born 3/4/1961")
    (entry,) = entries(any_store)
    assert entry.words == "refund, my name is ‹name›, born ‹date›"
    assert (entry.results, entry.took_ms, entry.line_id) == (3, 12, None)
    assert entry.at == datetime(2026, 5, 4, 9, tzinfo=UTC)
    people = {"user_id", "person", "session_id", "address", "actor_id"}
    assert not people & set(SearchLogEntry.__table__.columns.keys())


def test_the_line_is_kept_where_there_is_one(any_store):
    with any_store.touch() as unit:
        unit.session.add(Line(slug="charges", name="Charges"))
    note(any_store, "refund", line="charges")
    note(any_store, "refund", line="of another time")
    first, second = entries(any_store)
    assert first.line_id is not None
    assert second.line_id is None


def test_what_is_older_than_the_settings_say_is_forgotten(any_store, clock):
    note(any_store, "old")
    clock.advance(days=80)
    note(any_store, "new")
    clock.advance(days=11)
    with any_store.touch() as unit:
        assert forget_searches(unit, timedelta(days=90)) == 1
    assert [entry.words for entry in entries(any_store)] == ["new"]


@pytest.mark.parametrize("words", ["a\0b", "\ud800 refund", "\u202erefund", "😀" * 600, ""])
def test_whatever_is_typed_can_be_stored(any_store, words):
    note(any_store, words)
    assert len(entries(any_store)) == 1


@given(st.text(max_size=700))
@example("x" * 600)
@example("Li " * 300)
@example("my name is Li, " * 60)
@hypothesis(max_examples=100)
def test_it_is_never_longer_than_its_column(words):
    assert len(masked_words(words)) <= MAX_CHARS


@given(
    st.sampled_from(["+44 20 7946 0958", "4711 Old Linden Grove Avenue", "ada.byron@post.example"]),
    st.integers(MAX_CHARS - 120, MAX_CHARS + 5),
)
@hypothesis(max_examples=200)
def test_no_half_of_anything_stays_where_a_long_text_is_cut(secret, place):
    filler = "refund " * 100
    kept = masked_words(f"{filler[:place].rpartition(' ')[0]} {secret} {filler}")
    assert not [part for part in secret.replace("@", " ").split() if part in kept]

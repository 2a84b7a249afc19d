"""A topic gathers what is shown on it: answers with their original's topics, each once."""

from dataclasses import replace

import pytest

from kb.errors import NotFoundError
from kb.importers.records import LineRecord, TopicRecord
from kb.services.actor import OPERATOR
from kb.services.reading.read_topic import read_topic, read_topics
from tests import factories as f
from tests.services.reviewed import write

TOPICS = (
    LineRecord("lending", "Lending"),
    TopicRecord("loans", "Loans", line="lending"),
    TopicRecord("fines", "Fines"),
)
RULES = replace(f.make_original(), topics=("loans",))


def _topic(store, slug="loans"):
    with store.read() as unit:
        return read_topic(unit, OPERATOR, slug)


def test_a_topic_holds_law_answers_processes_and_contact_points(store):
    desk = replace(f.make_contact_point(), topics=("loans",))
    process = f.make_process(topics=("loans",))
    f.load(store, *TOPICS, RULES, f.make_translation(), f.make_answer(), process, desk)
    page = _topic(store)
    assert (page.name, page.line) == ("Loans", "Lending")
    assert [row.slug for row in page.originals] == ["borrowing"]
    assert [row.id for row in page.answers] == ["how-long"]
    assert [row.slug for row in page.processes] == ["renew"]
    assert [one.slug for one in page.contacts] == ["desk"]
    assert _topic(store, "fines").is_empty


def test_an_answers_own_topics_go_before_those_of_its_original(store):
    answer = f.make_answer(topics=("fines",))
    f.load(store, *TOPICS, RULES, f.make_translation(), answer)
    assert _topic(store).answers == ()
    assert [row.id for row in _topic(store, "fines").answers] == ["how-long"]


def test_an_answer_in_two_languages_is_one_row(store):
    spanish = f.make_answer(language="es", question="¿Cuánto tiempo?")
    heads = (f.make_translation(), f.make_translation(language="es"))
    f.load(store, *TOPICS, RULES, *heads, f.make_answer(), spanish)
    (row,) = _topic(store).answers
    assert (row.language, row.languages) == ("en", ("en", "es"))
    with store.read() as unit:
        lines = dict(read_topics(unit, OPERATOR))
    assert lines["Lending"][0].answers == 1


def test_an_outdated_answer_is_marked(store):
    changed = {**f.RULES, "1": "A book is lent for 28 days."}
    old = replace(f.make_original(day=f.OLD), topics=("loans",))
    new = replace(f.make_original(rules=changed), topics=("loans",))
    head = f.make_translation(edition=f.OLD)
    f.load(store, *TOPICS, old, new, head, f.make_answer(edition=f.OLD))
    assert [row.is_outdated for row in _topic(store).answers] == [True]


def test_topics_are_listed_by_line_with_counts_and_those_of_none_last(store):
    f.load(store, *TOPICS, RULES, f.make_translation(), f.make_answer())
    with store.read() as unit:
        lines = read_topics(unit, OPERATOR)
    assert [line for line, _ in lines] == ["Lending", ""]
    (loans,) = lines[0][1]
    assert (loans.originals, loans.answers, loans.processes) == (1, 1, 0)


def test_a_draft_is_on_no_topic(store):
    f.load(store, *TOPICS, RULES)
    write(store, f.make_process(topics=("loans",)))
    assert _topic(store).processes == ()


def test_an_unknown_topic_is_not_found(store):
    with pytest.raises(NotFoundError, match="no topic “nothing”"):
        _topic(store, "nothing")

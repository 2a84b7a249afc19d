"""Whom an answer offers to transfer to: its own departments first, then who takes most of it."""

from dataclasses import replace

import pytest

from kb.importers.records import ContactPointRecord, DepartmentRecord, TopicRecord
from kb.services.calls.panes import helping
from kb.services.propagation.covered import covered
from kb.services.publishing.published import shown_revision
from kb.services.publishing.standing import Standing
from kb.vocabulary import ThingKind
from tests import factories as f

TOPICS = frozenset({"fees", "loans"})
ANSWER = f.make_answer()


def desk(slug, department, *topics):
    return ContactPointRecord(slug, slug, department, phone="555 0142", topics=topics)


@pytest.fixture
def library(store):
    """Load an answer to Claims' law, and desks that sort the other way round by name."""
    f.load(
        store,
        DepartmentRecord("billing", "Billing"),
        DepartmentRecord("claims", "Claims"),
        *(TopicRecord(topic, topic) for topic in sorted(TOPICS | {"parking"})),
        replace(f.make_original(), department="claims"),
        f.make_translation(),
        ANSWER,
        desk("a-billing-one", "billing", "fees"),
        desk("b-billing-both", "billing", "fees", "loans"),
        desk("c-nobody", "", "loans"),
        desk("d-parking", "claims", "parking"),
        desk("e-claims", "claims", "loans"),
    )
    return store


def transfers(store, topics=TOPICS):
    with store.read() as unit:
        revision = shown_revision(unit, ThingKind.ANSWER, "en/borrowing#how-long")
        law = Standing.of_day(unit)
        pane = helping(unit, ANSWER, topics, covered(unit, revision, standing=law), law).now(unit)
    return [one.slug for one in pane.transfers]


def test_the_department_of_the_law_comes_first_then_who_takes_more_of_it(library):
    assert transfers(library) == ["e-claims", "b-billing-both", "a-billing-one", "c-nobody"]


def test_the_department_of_a_process_that_names_the_answer_comes_first_too(library):
    own = f.make_process(department="billing", answers=(("borrowing", "how-long"),))
    f.load(library, own)
    assert transfers(library) == ["b-billing-both", "a-billing-one", "e-claims", "c-nobody"]


def test_without_topics_nobody_is_offered(library):
    assert transfers(library, frozenset()) == []

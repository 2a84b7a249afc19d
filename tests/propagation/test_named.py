"""What compliance names for a new provision is outdated until it is written again (I4)."""

import pytest

from kb.errors import InvalidError, NotAllowedError
from kb.importers import records as r
from kb.models import AuditEntry
from kb.services.actor import OPERATOR, Actor
from kb.services.propagation.impact import impact
from kb.services.propagation.outdated import outdated
from kb.services.publishing.published import shown_revisions, visible_editions
from kb.services.publishing.sizes import change_key, decide_size
from kb.services.publishing.texts import previous_edition, released_texts
from kb.vocabulary import Role, Size, ThingKind
from tests.factories import (
    COMING,
    NEW,
    OLD,
    load,
    make_answer,
    make_original,
    make_process,
    make_step,
    make_term,
)

RULES = {"1": "A book is lent for 21 days."}
MORE = {**RULES, "2": "A tablet is lent to members alone."}
OWN = "answer:en/borrowing#how-long"


def editions(unit):
    return released_texts(unit, visible_editions(unit, "borrowing")[0].original_id)


def name(store, *touches, size=Size.MINOR):
    """Say of the newest edition's second rule what it concerns."""
    with store.change() as unit:
        new = editions(unit)[-1].edition
        old = previous_edition(unit, new)
        decide_size(
            unit,
            OPERATOR,
            new,
            old,
            change_key("", "sec_2"),
            size=size,
            reason="New.",
            touches=touches,
        )


def out(store, kind=ThingKind.ANSWER):
    with store.read() as unit:
        return outdated(unit, kind, shown_revisions(unit, kind))


@pytest.fixture
def library(store):
    load(store, make_original(day=OLD, rules=RULES), make_answer(edition=OLD))
    load(store, make_original(day=NEW, rules=MORE))
    return store


def test_nobody_named_is_nobody_outdated(library):
    assert out(library) == {}
    name(library)
    assert out(library) == {}


def test_what_was_named_is_outdated_by_the_new_provision(library):
    name(library, OWN, size=Size.MAJOR)
    (why,) = out(library).values()
    assert why.size is Size.MAJOR
    assert why.causes[0].as_values() == {
        "original": "borrowing",
        "eid": "sec_2",
        "edition": NEW.isoformat(),
    }


def test_words_confirmed_against_that_edition_are_in_step(library):
    name(library, OWN)
    load(library, make_answer(edition=NEW))
    assert out(library) == {}


def test_words_that_cover_nothing_of_it_are_in_step_once_written_again(library, clock):
    load(library, make_answer("free", covers=()))
    name(library, "answer:en/borrowing#free")
    assert out(library).keys() == {"en/borrowing#free"}
    clock.advance(minutes=1)
    load(library, make_answer("free", "Other words.", covers=()))
    assert out(library) == {}


def test_a_new_provision_that_is_gone_again_concerns_nothing(library):
    name(library, OWN)
    load(library, make_original(day=NEW.replace(day=2), rules=RULES))
    assert out(library) == {}


def test_only_the_newest_decision_counts(library):
    name(library, OWN)
    name(library)
    assert out(library) == {}


def test_a_coming_edition_touches_on_its_day_and_its_impact_says_so_before(library, clock):
    load(library, make_original(day=COMING, rules={**MORE, "3": "A map is not lent."}))
    with library.change() as unit:
        old, new = (text.edition for text in editions(unit)[-2:])
        key = change_key("", "sec_3")
        decide_size(unit, OPERATOR, new, old, key, size=Size.MINOR, reason="New.", touches=[OWN])
    assert out(library) == {}
    with library.read() as unit:
        found = impact(unit, editions(unit)[-1].edition)
    assert [one.key for one in found.outdated] == ["en/borrowing#how-long"]
    clock.advance(days=60)
    assert out(library).keys() == {"en/borrowing#how-long"}


def test_steps_and_terms_can_be_named(library):
    load(library, make_process(steps=(make_step("look"),)), make_term())
    name(library, "process:renew#look", "term:loan")
    assert [why.causes[0].part for why in out(library, ThingKind.PROCESS).values()] == ["look"]
    assert out(library, ThingKind.TERM).keys() == {"loan"}


@pytest.mark.parametrize(
    ("key", "size", "reason", "touches"),
    [
        ("sec_9#sec_9", Size.MINOR, "So.", ()),
        ("sec_1#sec_1", Size.MINOR, "So.", ()),  # its words are the same
        ("#sec_2", Size.MINOR, " ", ()),
        ("#sec_2", Size.EDITORIAL, "So.", (OWN,)),
        ("#sec_2", Size.MINOR, "So.", ("answer:en/borrowing#none",)),
        ("#sec_2", Size.MINOR, "So.", ("notice:one",)),
    ],
)
def test_a_decision_that_cannot_be_is_refused(library, key, size, reason, touches):
    with library.change() as unit:
        old, new = (text.edition for text in editions(unit))
        with pytest.raises(InvalidError):
            decide_size(unit, OPERATOR, new, old, key, size=size, reason=reason, touches=touches)


def test_only_compliance_decides_and_it_is_on_record(library):
    trainer = Actor(1, "t", roles=frozenset({Role.TRAINER}))
    with library.change() as unit:
        old, new = (text.edition for text in editions(unit))
        with pytest.raises(NotAllowedError):
            decide_size(unit, trainer, new, old, "#sec_2", size=Size.MINOR, reason="So.")
    name(library, OWN)
    with library.read() as unit:
        entry = unit.session.query(AuditEntry).order_by(AuditEntry.number.desc()).first()
        assert (entry.verb, entry.thing, entry.why) == ("decide_size", "original:borrowing", "New.")


def test_a_decision_of_a_first_version_stands_when_it_is_corrected(store):
    cover = (r.Cover("borrowing", "sec_1"),)
    load(store, make_original(day=OLD, rules=MORE), make_answer(edition=OLD, covers=cover))
    load(store, make_original(day=NEW, rules={**MORE, "1": "A book may be kept."}))
    with store.change() as unit:
        old, new = (text.edition for text in editions(unit))
        key = "sec_1#sec_1"
        decide_size(unit, OPERATOR, new, old, key, size=Size.EDITORIAL, reason="The same.")
    assert out(store) == {}
    corrected = {"1": "A book may be kept.", "2": "A tablet is lent to members only."}
    load(store, make_original(day=NEW, rules=corrected))
    assert out(store) == {}

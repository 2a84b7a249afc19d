"""How provisions stand is remembered exactly as long as nothing else is shown, or is the law."""

from datetime import timedelta

import pytest

from kb.importers import records as r
from kb.models import Edition
from kb.services.actor import OPERATOR
from kb.services.propagation.coverage import Mark, provision_marks
from kb.services.publishing.in_force import visible_editions
from kb.services.publishing.sizes import change_key, decide_size
from kb.vocabulary import Size
from tests import factories as f

CHANGED = {**f.RULES, "1": "A book is lent for 28 days."}


@pytest.fixture
def library(store):
    """Load a text with one answer, and its next edition, which changes what that stands for."""
    f.load(store, f.make_original(), f.make_translation(), f.make_answer())
    f.load(store, f.make_original(day=f.COMING, rules=CHANGED))
    return store


def marks(store, **asked):
    """Return the marks of the first edition, as a unit of its own reads them."""
    with store.read(**asked) as unit:
        edition = unit.session.query(Edition).order_by(Edition.id).first()
        return provision_marks(unit, edition)


def test_asked_again_nothing_is_read_again(library):
    first = marks(library)
    assert dict(first) == {f.FIRST: Mark.ANSWERED, f.SECOND: Mark.OPEN}
    assert marks(library) is first


def test_new_words_count_at_once_and_the_past_keeps_its_own(library, clock):
    before, then = marks(library), clock()
    clock.advance(days=1)
    covers = (r.Cover("borrowing", f.SECOND, f.NEW),)
    f.load(library, f.make_answer("second", question="Second?", covers=covers))
    assert dict(marks(library))[f.SECOND] is Mark.ANSWERED
    assert marks(library, seen_at=then) == before


def test_a_day_that_passes_counts(library, clock):
    before = marks(library)
    clock.advance(days=(f.COMING - library.today) // timedelta(days=1) + 1)
    assert marks(library) is not before


def test_a_size_that_is_decided_counts(library, clock):
    clock.advance(days=(f.COMING - library.today) // timedelta(days=1) + 1)
    assert coming_marks(library)[f.FIRST] is Mark.OUTDATED
    with library.change() as unit:
        old, new = visible_editions(unit, "borrowing")
        key = change_key(f.FIRST, f.FIRST)
        decide_size(unit, OPERATOR, new, old, key, size=Size.EDITORIAL, reason="The same.")
    assert coming_marks(library)[f.FIRST] is Mark.ANSWERED


def coming_marks(store):
    with store.read() as unit:
        return dict(provision_marks(unit, visible_editions(unit, "borrowing")[-1]))

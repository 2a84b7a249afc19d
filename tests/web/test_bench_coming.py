"""Bench and desk say what is coming, so that words are ready on the law's day."""

from datetime import date

import pytest

from kb.vocabulary import Role
from tests import factories as f

DAY = date(2026, 9, 1)
LATER = {**f.RULES, "1": "A book is lent for 28 days."}


@pytest.fixture
def coming(library, house):
    """An answer, and an edition of its law whose day is to come."""
    f.load(house.store, f.make_original("zoo"), f.make_translation("zoo"))
    f.load(house.store, f.make_answer(original="zoo"))
    f.load(house.store, f.make_original("zoo", DAY, rules=LATER))


@pytest.mark.parametrize(
    ("role", "address"), [(Role.TRAINER, "/bench"), (Role.COMPLIANCE, "/desk")]
)
def test_a_coming_change_says_how_ready_its_words_are(coming, client, sign_in, page, role, address):
    sign_in(client, role)
    found = page(address)
    assert "from 1 September 2026" in found.text
    assert "ready 0 of 1" in found.text
    assert "nothing waits" not in found.text


def test_the_bench_of_who_writes_no_answers_does_not_tell_of_it(coming, client, sign_in, page):
    sign_in(client, Role.LEAD)
    assert "Coming changes" not in page("/bench").text

"""A trainer with a working copy of an answer, and what is done to it."""

import pytest

from kb.services.people.users import find_user, load_actor
from kb.services.review.editor import submit_copy
from kb.services.review.helping.drafts import start_draft
from kb.services.review.working_copies import open_copy, save_copy
from kb.vocabulary import Role
from tests.applications import shared_workshop
from tests.factories import load, make_answer, make_original
from tests.people import make_account
from tests.services.review.helping.copies import ANSWER, KEY, RULES
from tests.workshops import silent_workshop


@pytest.fixture
def tina(store):
    load(store, make_original(rules=RULES), make_answer())
    make_account(store, Role.TRAINER, name="tina")
    with store.read() as unit:
        return load_actor(unit, find_user(unit, "tina").id)


@pytest.fixture
def do(store, tina):
    """Give `do(deed, …)`: a deed on tina's copy, in a unit of its own; returns the copy."""
    with store.touch() as unit:
        copy = open_copy(unit, tina, ANSWER, KEY)
        save_copy(unit, tina, copy, copy.fields)

    def do(deed, *args):
        with store.touch() as unit:
            return deed(unit, tina, open_copy(unit, tina, ANSWER, KEY), *args)

    return do


@pytest.fixture
def start(do):
    def start(unit, actor, copy):
        return start_draft(unit, shared_workshop(), actor, copy, "member")

    return lambda: do(start)


@pytest.fixture
def try_to_submit(store, tina):
    def try_to_submit():
        with store.change() as unit:
            return submit_copy(unit, tina, ANSWER, KEY, workshop=silent_workshop()).number

    return try_to_submit

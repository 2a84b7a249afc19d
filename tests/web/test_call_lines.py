"""The call screen of somebody who works in some lines of business: mine first, all by one key."""

import pytest

from kb.importers import records as r
from kb.services.actor import OPERATOR
from kb.services.indexing import Indexer
from kb.services.people.users import Person, add_user
from kb.vocabulary import Role
from tests.factories import load, make_answer, make_original, make_translation
from tests.pages import words
from tests.people import enter, password_hash

pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture
def agent(client, house, library):
    """An agent of the line "lending" in a library that has another one."""
    assert library
    load(
        house.store,
        r.LineRecord("accounts", "Accounts"),
        r.TopicRecord("money", "Money", line="accounts"),
        make_original("fees", title="Fees"),
        make_translation("fees"),
        make_answer(
            "fee", original="fees", question="What is the fee for a book?", topics=("money",)
        ),
    )
    Indexer(house.store, house.engine, house.settings.data_dir / "indexer.lock").catch_up()
    person = Person("ann", "Ann", frozenset({Role.AGENT}), lines=("lending",))
    with house.store.change() as unit:
        add_user(unit, OPERATOR, person, password_hash=password_hash())
    return enter(client, "ann")


def titles(screen):
    return [words(node) for node in screen.by_class("result__title")]


@pytest.mark.usefixtures("agent")
def test_search_starts_in_my_lines_and_says_that_others_have_more(page):
    screen = page("/?q=fee for a book")
    assert "What is the fee for a book?" not in titles(screen)
    assert "1 more in other lines" in screen.text
    assert "otherwise mine: Lending" in screen.text


@pytest.mark.usefixtures("agent")
def test_all_lines_are_one_link_away(page):
    link = next(
        node for node in page("/?q=fee for a book").all("a") if "data-everywhere" in node.attrib
    )
    screen = page(link.get("href"))
    assert titles(screen)[0] == "What is the fee for a book?"
    assert "other lines" not in screen.text
    box = next(node for node in screen.all("input") if node.get("id") == "all-lines")
    assert "checked" in box.attrib


@pytest.mark.usefixtures("agent")
def test_a_result_opened_in_all_lines_keeps_the_list(page):
    screen = page("/?q=fee for a book&all=1")
    assert (
        screen.by_class("result__title")[0].get("href") == "/a/en/fees/fee?q=fee+for+a+book&all=1"
    )


def test_the_list_alone_takes_all_lines_too(agent):
    assert "<mark>fee" not in agent.get("/results?q=fee+for+a+book").text
    assert "What is the <mark>fee" in agent.get("/results?q=fee+for+a+book&all=1").text


def test_who_works_in_every_line_is_not_asked(client, sign_in, page):
    sign_in(client, Role.AGENT)
    assert not [node for node in page("/").all("input") if node.get("id") == "all-lines"]

"""An answer: Say, Do and Law beside each other, in step with the law or plainly not."""

import shutil
from pathlib import Path

import pytest

from kb.services.actor import OPERATOR
from kb.services.law.nodes import law_nodes
from kb.services.publishing.published import edition_in_force, shown_revision
from kb.services.publishing.states import change_state
from kb.vocabulary import Role, State, ThingKind
from tests import small

KEPT, LATE = "/a/en/borrowing/how-long", "/a/en/borrowing/late"


@pytest.fixture
def agent(client, sign_in):
    return sign_in(client, Role.AGENT)


@pytest.fixture
def old_library(house, tmp_path, monkeypatch):
    """The small library with its answers written against the edition before."""
    folder = tmp_path / "library"
    shutil.copytree(small.FOLDER, folder)
    answers = Path(folder, "translations/en/borrowing.md")
    text = answers.read_text(encoding="utf-8")
    answers.write_text(text.replace("topics:", "edition: 2025-01-01\ntopics:", 1), encoding="utf-8")
    monkeypatch.setattr(small, "FOLDER", folder)
    return small.load_small_library(house)


def withdraw(house, key):
    with house.store.change() as unit:
        revision = shown_revision(unit, ThingKind.ANSWER, key)
        change_state(unit, OPERATOR, revision, State.WITHDRAWN, why="wrong")


@pytest.mark.usefixtures("library")
def test_the_three_panes_stand_in_their_order(agent, page):
    panes = page(LATE).by_class("pane")
    assert [pane.get("id") for pane in panes] == ["pane-say", "pane-do", "pane-law"]


@pytest.mark.usefixtures("library")
def test_say_tells_what_to_ask_to_say_and_never_to_say(agent, page):
    shown = page(LATE)
    assert "Which book is it?" in shown.text
    assert "say to anyone" in shown.text
    assert "We will waive it." in shown.text
    spoken = " ".join("".join(node.itertext()) for node in shown.by_class("say"))
    assert "10 cents" in spoken
    assert "waive" not in spoken


@pytest.mark.usefixtures("library")
def test_do_lists_the_steps_of_the_process_that_names_the_answer(agent, page):
    links = {link.get("href") for link in page(KEPT).all("a")}
    assert {"/p/renew-loan", "/p/renew-loan/find", "/p/renew-loan/refuse"} <= links


@pytest.mark.usefixtures("library")
def test_law_shows_what_is_covered_inside_its_heading(agent, page):
    shown = page(LATE)
    law = " ".join(" ".join("".join(node.itertext()).split()) for node in shown.by_class("law"))
    assert "2.1 Charges (a) An overdue book" in law
    assert "our policy" in shown.text
    assert "1 April 2026" in shown.text
    assert "How long a loan lasts" not in law


@pytest.mark.usefixtures("library")
def test_law_begins_with_what_the_answer_names_first(agent, house):
    with house.store.read() as unit:
        edition = edition_in_force(unit, "borrowing")
        nodes = law_nodes(unit, edition, ["sec_2.1__para_b", "sec_1.1", "sec_2.1__para_a"])
    assert [node.eid for node in nodes] == ["sec_2.1", "sec_1.1"]
    inner = [block.child.eid for block in nodes[0].blocks]
    assert inner == ["sec_2.1__para_a", "sec_2.1__para_b"]


@pytest.mark.usefixtures("library")
def test_a_step_names_the_law_it_rests_on_and_the_law_its_steps(agent, page):
    shown = page(KEPT)
    (law,) = (node for node in shown.tree.iter() if node.get("id") == "law-borrowing-sec_1.1")
    (step,) = (node for node in shown.tree.iter() if node.get("id") == "do-renew-loan-find")
    assert "step 1 Find the loan" in " ".join("".join(law.itertext()).split())
    assert "rests on 1.1" in " ".join("".join(step.itertext()).split())
    assert law.get("data-beside").split() == ["do-renew-loan-find"]
    assert step.get("data-beside").split() == ["law-borrowing-sec_1.1"]


@pytest.mark.usefixtures("library")
def test_an_answer_in_step_says_so(agent, page):
    assert "in step" in page(KEPT).text


@pytest.mark.usefixtures("old_library")
def test_a_changed_law_is_said_and_shown_word_by_word(agent, page):
    shown = page(KEPT)
    assert "The law changed on 1 April 2026." in shown.text
    (change,) = shown.by_class("change")
    assert [node.text for node in change.iter("del")] == ["14"]
    assert [node.text for node in shown.all("ins")] == ["21"]


@pytest.mark.usefixtures("old_library")
def test_an_answer_whose_words_of_law_stayed_is_in_step(agent, page):
    assert "in step" in page(LATE).text


@pytest.mark.usefixtures("old_library")
def test_nothing_can_be_copied_for_a_customer_once_the_law_changed(agent, page):
    article = page(KEPT).by_class("answer")[0]
    assert article.get("data-customer") == ""


@pytest.mark.usefixtures("library")
def test_copies_hold_the_words_and_their_source_and_nothing_internal(agent, page):
    article = page(LATE).by_class("answer")[0]
    note, customer = article.get("data-note", ""), article.get("data-customer", "")
    assert "Borrowing Rules 2.1(a)" in note
    assert "in force since 1 April 2026" in note
    assert "10 cents" in customer
    assert "waive" not in note + customer
    assert "Which book" not in customer


@pytest.mark.usefixtures("library")
def test_the_panes_alone_are_those_of_the_page(agent, page):
    part = agent.get(f"{KEPT}/panes").text
    article = page(KEPT).by_class("answer")[0]
    assert f'data-version="{article.get("data-version")}"' in part
    assert "<html" not in part


@pytest.mark.usefixtures("library")
def test_a_withdrawn_answer_is_gone_from_page_panes_and_search(agent, house, page):
    withdraw(house, "en/borrowing#how-long")
    assert agent.get(KEPT).status_code == 404
    assert agent.get(f"{KEPT}/panes").status_code == 404
    assert "You can keep a book for 21 days" not in page("/?q=how long can I keep a book").html


@pytest.mark.usefixtures("library")
def test_an_answer_in_no_such_language_is_not_found(agent):
    assert agent.get("/a/fr/borrowing/how-long").status_code == 404

"""What an agent sees of words that the law has overtaken: a warning, or a line to hold with."""

import pytest

from kb.importers import records as r
from kb.importers.library.contents import read_contents
from kb.vocabulary import BlockKind, Role
from tests.factories import (
    NEW,
    OLD,
    load,
    make_answer,
    make_original,
    make_process,
    make_step,
    make_term,
)
from tests.small import bring_index_up_to_date

LENT = {"1": "A book is lent for 21 days."}
ANSWER, SPANISH = "/a/en/borrowing/how-long", "/a/es/borrowing/how-long"
COVER = r.Cover("borrowing", "sec_1", OLD)


@pytest.fixture
def agent(client, sign_in):
    return sign_in(client, Role.AGENT)


def library(house, rule):
    """An answer in two languages, a step and a term, to a rule that was `LENT` and is `rule`."""
    store = house.store
    load(store, make_original(day=OLD, rules=LENT))
    blocks = (r.Block(BlockKind.SAY, "Por 21 días."),)
    load(store, make_answer(edition=OLD), make_answer(edition=OLD, language="es", blocks=blocks))
    step = make_step(basis=(COVER,), authority="Lend for 21 days.")
    load(store, make_process(steps=(step,), answers=(("borrowing", "how-long"),)))
    load(store, make_term(source=COVER))
    load(store, make_original(day=NEW, rules={"1": rule}))


def text(node):
    return " ".join("".join(node.itertext()).split())


def text_of(page, name):
    return " ".join(text(node) for node in page.by_class(name))


MINOR, MAJOR = "A book is lent to you for 21 days.", "A book is lent for 14 days."


@pytest.mark.usefixtures("agent")
def test_after_a_minor_change_the_words_stand_under_a_warning(house, page):
    library(house, MINOR)
    shown = page(ANSWER)
    assert "The law changed on 1 April 2026. A small change" in shown.text
    assert "For 21 days." in text_of(shown, "say")
    assert shown.by_class("holding") == shown.by_class("held") == []


@pytest.mark.usefixtures("agent")
def test_after_a_major_change_say_holds_and_the_old_words_are_struck_through(house, page):
    library(house, MAJOR)
    shown = page(ANSWER)
    assert "The rule changed on 1 April 2026; let me check" in text_of(shown, "holding")
    (now,) = [node for node in shown.by_class("holding")[0].iter("p") if "14 days" in text(node)]
    assert text(now) == "A book is lent for 14 days."  # the heading does not run into it
    assert "Rule 1" in text_of(shown, "holding")
    (held,) = shown.by_class("held")
    assert held.tag == "details"
    assert held.get("open") is None
    struck = list(held.iter("del"))
    assert "For 21 days." in "".join(struck[0].itertext())


@pytest.mark.usefixtures("agent")
def test_the_line_is_said_in_the_language_of_the_answer(house, page):
    library(house, MAJOR)
    (line,) = [node for node in page(SPANISH).by_class("say") if node.get("lang") == "es"][:1]
    assert "".join(line.itertext()).startswith("La norma cambió el 1 de abril de 2026")


@pytest.mark.parametrize("rule", [MINOR, MAJOR])
@pytest.mark.usefixtures("agent")
def test_nothing_can_be_copied_for_the_customer_while_outdated(house, page, rule):
    library(house, rule)
    shown = page(ANSWER)
    (answer,) = shown.by_class("answer")
    assert answer.get("data-customer") == ""
    assert "Copy for the customer" not in shown.text


@pytest.mark.usefixtures("agent")
def test_a_note_of_the_call_never_holds_words_that_a_major_change_overtook(house, page):
    library(house, MAJOR)
    (answer,) = page(ANSWER).by_class("answer")
    assert "21 days" not in answer.get("data-note")
    assert "The law changed on 1 April 2026." in answer.get("data-note")


@pytest.mark.usefixtures("agent")
def test_steps_and_terms_are_held_likewise(house, page):
    library(house, MAJOR)
    assert "law changed" in text_of(page(ANSWER), "process__steps")
    for address, old in (("/p/renew", "Lend for 21 days."), ("/t/loan", "what you borrowed")):
        shown = page(address)
        assert "let me check" in text_of(shown, "holding")
        assert old in text_of(shown, "held")


@pytest.mark.usefixtures("agent")
def test_each_language_is_out_of_step_on_its_own(house, page):
    library(house, MAJOR)
    load(house.store, make_answer(say="For 14 days.", edition=NEW))
    assert page(ANSWER).by_class("holding") == []
    assert page(SPANISH).by_class("holding")


@pytest.mark.usefixtures("agent")
def test_the_law_of_a_past_day_is_named_as_such(house, page):
    load(
        house.store, make_original(day=OLD, rules=LENT), make_original(day=NEW, rules={"1": MAJOR})
    )
    load(house.store, make_answer(say="For 14 days.", edition=NEW))
    shown = page(f"{ANSWER}?as_of=2025-06-01")
    held = text_of(shown, "holding")
    assert "On 1 June 2025 another rule was in force" in held
    assert "A book is lent for 21 days." in held
    assert "said something else before 1 April 2026" in text_of(shown, "change")
    assert "since 1 April 2026" not in text_of(shown, "change")


@pytest.mark.usefixtures("agent")
def test_a_rule_that_was_not_there_yet_is_not_called_ended(house, page):
    store = house.store
    load(store, make_original(day=OLD, rules={"2": "Be quiet."}))
    load(store, make_original(day=NEW, rules={"1": MAJOR, "2": "Be quiet."}))
    load(store, make_answer(say="For 14 days.", edition=NEW))
    shown = page(f"{ANSWER}?as_of=2025-06-01")
    for place in ("change", "holding"):
        assert "was not in force" in text_of(shown, place)
        assert "no longer in force" not in text_of(shown, place)


@pytest.mark.parametrize(("rule", "says"), [(MINOR, True), (MAJOR, False)])
@pytest.mark.usefixtures("agent")
def test_a_list_of_results_never_says_what_a_major_change_overtook(house, page, rule, says):
    library(house, rule)
    bring_index_up_to_date(house)
    found = text_of(page("/?q=how+long+can+I+keep+a+book"), "results__list")
    assert "law changed" in found
    assert ("For 21 days." in found) == says
    assert ("The law changed on 1 April 2026: open it" in found) != says


LIMITED = """---
title: Borrowing rules
---
# Borrowing rules

## 2 Loans

(a) Keep a book under paragraph (b).

(b) {}
"""


def refer(store):
    """An answer to a paragraph that refers to one which changed."""
    for day, limit in ((OLD, "Up to 5."), (NEW, "Up to 6.")):
        path = f"content/originals/borrowing/{day}.md"
        load(store, *read_contents(path, LIMITED.format(limit).encode()).records)
        if day == OLD:
            covers = (r.Cover("borrowing", "sec_2__para_a"),)
            load(store, make_answer(covers=covers, edition=OLD))


@pytest.mark.usefixtures("agent")
def test_agents_are_not_told_what_is_to_check(house, page):
    refer(house.store)
    assert "To check" not in page(ANSWER).text


def test_what_is_to_check_is_cleared_on_the_answer(house, client, sign_in, page):
    refer(house.store)
    sign_in(client, Role.TRAINER)
    shown = page(ANSWER)
    assert "It refers to Borrowing rules 2(b), which changed." in shown.text
    (form,) = shown.by_class("checks__form")
    sent = {node.get("name"): node.get("value") for node in form.iter("input")}
    done = client.post("/checks", data={**sent, "reason": "It is about books, not numbers."})
    assert done.status_code == 303
    assert "To check" not in page(ANSWER).text

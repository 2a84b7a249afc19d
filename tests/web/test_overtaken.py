"""What an agent sees of words that the law has overtaken: a warning, or a line to hold with."""

import pytest

from kb.importers import records as r
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


def text_of(page, name):
    return " ".join(" ".join("".join(node.itertext()).split()) for node in page.by_class(name))


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
    assert "A book is lent for 14 days." in text_of(shown, "holding")
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
    held = text_of(page(f"{ANSWER}?as_of=2025-06-01"), "holding")
    assert "On 1 June 2025 another rule was in force" in held
    assert "A book is lent for 21 days." in held

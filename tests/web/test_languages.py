"""Say in another language: switched on the answer, kept for the next one, marked for readers."""

import pytest

from kb.services.indexing import Indexer
from kb.vocabulary import Role
from kb.web.frame.languages import language_name, language_tag
from tests.browsers import post
from tests.factories import load, make_answer, make_translation
from tests.pages import words

pytestmark = pytest.mark.usefixtures("library")
ENGLISH, SPANISH = "/a/en/borrowing/how-long", "/a/es/borrowing/how-long"
QUESTION = "¿Cuánto tiempo puedo tener un libro?"
WORDS = "how long can I keep a book"


@pytest.fixture
def agent(client, sign_in, house, library):
    assert library
    answer = make_answer(say="21 días.", language="es", question=QUESTION, covers=())
    load(house.store, make_translation(language="es"), answer)
    Indexer(house.store, house.engine, house.settings.data_dir / "indexer.lock").catch_up()
    return sign_in(client, Role.AGENT)


def choices(screen):
    return {node.text: node.get("aria-pressed") for node in screen.by_class("languages__one")}


@pytest.mark.usefixtures("agent")
def test_an_answer_offers_the_languages_it_has_by_their_own_names(page):
    assert choices(page(ENGLISH)) == {"English": "true", "Español": "false"}
    assert choices(page(SPANISH)) == {"English": "false", "Español": "true"}
    assert not choices(page("/a/en/borrowing/late"))


def test_a_choice_leads_to_that_language_and_is_kept(agent, page):
    chosen = post(agent, "/preferences", language="es", next=f"{SPANISH}?q=book")
    assert chosen.location == f"{SPANISH}?q=book"
    screen = page(f"/?q={WORDS}")
    assert screen.all("h1")[0].text == QUESTION
    assert screen.by_class("result__title")[0].get("href").startswith(SPANISH)
    assert words(screen.by_class("result__title")[0]) == "How long can I keep a book?"
    assert "Español" in "".join(screen.by_class("result")[0].itertext())


def test_what_is_said_carries_its_language_and_the_law_its_own(agent, page):
    screen = page(SPANISH)
    assert screen.by_class("say")[0].get("lang") == "es"
    assert screen.all("h1")[0].get("lang") == "es"
    assert screen.tree.get("lang") == "en"
    del agent


def test_a_choice_of_language_leaves_the_other_preferences_alone(agent):
    post(agent, "/preferences", theme="dark", keys="off", next="/")
    post(agent, "/preferences", language="es", next="/")
    shown = agent.get("/").text
    assert 'data-theme="dark"' in shown
    assert 'data-keys="off"' in shown


def test_what_is_no_language_is_none(agent, page):
    post(agent, "/preferences", language='es"><script>', next="/")
    assert page(f"/?q={WORDS}").all("h1")[0].text == "How long can I keep a book?"


@pytest.mark.parametrize("text", ["en", "es-MX", "zh-Hant-TW"])
def test_a_tag_names_a_language(text):
    assert language_tag(text) == text


@pytest.mark.parametrize("text", ["", "e", "ES", "en_GB", "en-", "en\n", "english language"])
def test_other_words_name_none(text):
    assert language_tag(text) == ""


def test_an_unknown_language_is_called_by_its_tag():
    assert language_name("tlh") == "tlh"

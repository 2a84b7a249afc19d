"""The star, and the list of what is at hand on the empty call screen."""

import pytest

from kb.vocabulary import Role
from tests.browsers import post

pytestmark = pytest.mark.usefixtures("library")
ANSWER = "/a/en/borrowing/how-long"
KEY = "en/borrowing#how-long"


@pytest.fixture
def agent(client, sign_in):
    return sign_in(client, Role.AGENT)


def stars(screen):
    return {button.get("aria-pressed") for button in screen.by_class("star__button")}


def links(screen):
    return [link.get("href") for link in screen.by_class("at-hand__one")]


def test_a_star_keeps_an_answer_and_the_empty_screen_shows_it(agent, page):
    assert stars(page(ANSWER)) == {"false"}
    assert not links(page("/"))
    kept = post(agent, "/favourites", kind="answer", key=KEY, keep="1", next=ANSWER)
    assert kept.location == ANSWER
    assert "true" in stars(page(ANSWER))
    assert links(page("/"))[0] == ANSWER


def test_a_process_can_be_kept_too(agent, page):
    post(agent, "/favourites", kind="process", key="renew-loan", keep="1", next="/")
    assert "/p/renew-loan" in links(page("/"))


def test_the_star_takes_away_again(agent, page):
    post(agent, "/favourites", kind="answer", key=KEY, keep="1", next="/")
    post(agent, "/favourites", kind="answer", key=KEY, keep="", next="/")
    assert not links(page("/"))


def test_what_cannot_be_kept_says_so(agent):
    assert post(agent, "/favourites", kind="answer", key="en/no#such", keep="1").status_code == 404
    assert post(agent, "/favourites", kind="spell", key=KEY, keep="1").status_code == 400


def test_what_a_tab_opened_is_titled_by_the_server_in_its_order(agent):
    shown = post(
        agent, "/at-hand", thing=["process:renew-loan", f"answer:{KEY}", "x", "term:overdue"]
    )
    assert shown.text.index("Renew a loan") < shown.text.index("How long can I keep a book?")
    assert "overdue" not in shown.text
    assert "Opened in this tab" in shown.text

"""Preferences are in the next page from its first byte; what is not sent stays as it was."""

import pytest

from kb.vocabulary import Role
from tests.browsers import post

pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture
def agent(client, sign_in):
    return sign_in(client, Role.AGENT)


@pytest.mark.parametrize("size", ["large", "largest"])
def test_say_can_be_read_larger(agent, page, size):
    post(agent, "/preferences", size=size, next="/")
    screen = page("/")
    assert screen.tree.get("data-size") == size
    (chosen,) = [node for node in screen.all("option") if node.get("value") == size]
    assert "selected" in chosen.attrib


def test_the_usual_size_is_chosen_by_the_empty_value(agent, page):
    post(agent, "/preferences", size="large", next="/")
    post(agent, "/preferences", size="", next="/")
    assert page("/").tree.get("data-size") is None


def test_an_unknown_size_is_the_usual_one(agent, page):
    post(agent, "/preferences", size="huge", next="/")
    assert page("/").tree.get("data-size") is None


def test_what_is_not_sent_stays(agent, page):
    post(agent, "/preferences", size="large", theme="dark", next="/")
    post(agent, "/preferences", theme="light", next="/")
    assert page("/").tree.get("data-size") == "large"
    assert page("/").tree.get("data-theme") == "light"

"""After signing in each role lands where its work is."""

import pytest

from kb.vocabulary import Role
from tests.browsers import csrf_token
from tests.pages import words
from tests.people import PASSWORD, make_account


def _land(client, store, *roles, next="/", **person):  # noqa: A002 - the form's own name
    name = make_account(store, *roles, **person)
    form = {"name": name, "password": PASSWORD, "next": next}
    sent = form | {"csrf_token": csrf_token(client)}
    return client.post("/sign-in", data=sent).location


@pytest.mark.parametrize(
    ("roles", "first"),
    [
        ([Role.AGENT], "/"),
        ([Role.AGENT, Role.TRAINER], "/"),
        ([Role.TRAINER], "/home"),
        ([Role.COMPLIANCE], "/home"),
        ([Role.PARTNER], "/home"),
        ([Role.LEAD], "/home"),
        ([Role.ADMIN], "/home"),
    ],
)
def test_each_role_lands_where_its_work_is(client, house, roles, first):
    assert _land(client, house.store, *roles) == first


def test_whoever_was_on_the_way_somewhere_goes_there(client, house):
    assert _land(client, house.store, Role.LEAD, next="/k/") == "/k/"


@pytest.mark.parametrize(
    ("role", "doors"),
    [
        (Role.TRAINER, ["/bench", "/review", "/corrections"]),
        (Role.COMPLIANCE, ["/desk", "/review", "/corrections", "/audit"]),
        (Role.LEAD, ["/review", "/corrections", "/notices"]),
        (Role.ADMIN, ["/audit"]),
        (Role.PARTNER, []),
        (Role.AGENT, ["/", "/notices"]),
    ],
)
def test_home_has_a_door_to_each_place_of_the_role(client, sign_in, library, page, role, doors):
    sign_in(client, role)
    found = page("/home").by_class("door__title")
    assert [node.get("href") for title in found for node in title.iter("a")] == doors


def test_home_of_an_empty_library_is_a_page_too(client, sign_in, page):
    sign_in(client, *Role)
    assert "Nothing came back to you" in page("/home").text


@pytest.mark.usefixtures("library")
def test_a_partner_has_the_door_to_the_desk_of_their_department(client, sign_in, page):
    sign_in(client, Role.PARTNER, department="accounts")
    doors = page("/home").by_class("door__title")
    assert words(doors[0]) == "Accounts desk"
    assert "Accounts desk" in page("/desk").text


def test_an_agent_alone_has_no_home_in_the_menu(client, sign_in, page):
    sign_in(client, Role.AGENT)
    assert not {"/home", "/desk", "/audit"} & {link.get("href") for link in page("/t/").all("a")}


@pytest.mark.parametrize("role", Role)
def test_every_place_in_the_menu_opens_for_who_sees_it(client, sign_in, library, page, role):
    sign_in(client, role, department="desk")
    page("/t/")  # follows every link of the page


def test_home_is_in_the_menu_of_who_has_one(client, sign_in, page):
    sign_in(client, Role.LEAD)
    assert "/home" in {link.get("href") for link in page("/t/").all("a")}

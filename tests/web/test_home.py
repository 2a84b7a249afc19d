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
    ("role", "said"),
    [
        (Role.TRAINER, "Provisions without an answer"),
        (Role.COMPLIANCE, "Coming editions"),
        (Role.LEAD, "KPIs"),
        (Role.ADMIN, "Audit record"),
        (Role.PARTNER, "Nothing waits"),
    ],
)
def test_home_shows_what_waits_for_the_role(client, sign_in, library, page, role, said):
    sign_in(client, role)
    fetched = page("/home")
    assert said in words(next(fetched.tree.iter("main")))


def test_home_of_an_empty_library_is_a_page_too(client, sign_in, page):
    sign_in(client, *Role)
    assert "Every provision in force has an answer" in page("/home").text


@pytest.mark.usefixtures("library")
def test_a_partner_goes_to_the_page_of_the_department(client, sign_in):
    sign_in(client, Role.PARTNER, department="accounts")
    assert client.get("/home").location == "/departments/accounts"


def test_home_is_in_the_menu_of_who_has_one(client, sign_in, page):
    sign_in(client, Role.LEAD)
    assert "/home" in {link.get("href") for link in page("/t/").all("a")}

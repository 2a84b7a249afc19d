"""Naming a deputy on one's own page."""

import pytest

from kb.vocabulary import Role
from tests.browsers import csrf_token
from tests.people import make_account


@pytest.fixture
def anna(client, sign_in, house):
    make_account(house.store, Role.COMPLIANCE, name="bert")
    make_account(house.store, Role.AGENT, name="carl")
    return sign_in(client, Role.COMPLIANCE, name="anna")


def send(client, address, **form):
    return client.post(address, data={"csrf_token": csrf_token(client, "/sessions")} | form)


def test_only_who_shares_a_role_can_be_chosen(anna, page):
    options = [one.get("value") for one in page("/deputies").all("option")]
    assert "bert" in options
    assert not {"anna", "carl"} & set(options)


def test_a_deputy_is_named_and_ended(anna, page):
    send(anna, "/deputies", deputy="bert", starts="2026-05-04", until="2026-05-08")
    found = page("/deputies")
    assert "Bert Tester 4 May 2026 to 8 May 2026 now" in found.text
    form = next(form for form in found.all("form") if form.get("action", "").endswith("/end"))
    send(anna, form.get("action"))
    assert "Nobody, now or later" in page("/deputies").text


def test_who_stands_in_is_told_for_whom(anna, client, sign_in, page):
    send(anna, "/deputies", deputy="bert", starts="2026-05-04", until="2026-05-04")
    sign_in(client, Role.COMPLIANCE, name="bert")
    assert "For whom you stand in Anna Tester 4 May 2026 now" in page("/deputies").text


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"starts": "x", "until": "2026-05-04"}, "Choose the first day"),
        ({"starts": "2026-05-04", "until": ""}, "Choose the last day"),
        ({"starts": "2026-05-05", "until": "2026-05-04"}, "before the first"),
    ],
)
def test_days_that_cannot_be_read_are_refused_in_words(anna, form, said):
    answer = send(anna, "/deputies", deputy="bert", **form)
    assert answer.status_code == 400
    assert said in answer.text


def test_where_nobody_can_stand_in_the_page_says_so(client, sign_in, page):
    sign_in(client, Role.LEAD)
    assert "Nobody else holds a role of yours" in page("/deputies").text

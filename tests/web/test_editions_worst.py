"""The worst that can be typed into the pages of editions, by somebody who may write there."""

from urllib.parse import quote, urlencode

import pytest

from kb.vocabulary import Role
from tests.browsers import csrf_token
from tests.security.routes import ROUTES
from tests.security.test_worst_input import WORST, check

OURS = [route for route in ROUTES if route.rule.startswith(("/editions", "/o/<original>/compare"))]
FACTS = ("citation", "cite_as", "jurisdiction", "department", "made_under", "topics", "objectives")
MORE = {
    "/editions/": dict.fromkeys((*FACTS, "replaces", "is_new", "corrects"), ""),
    "/editions/<int:edition_id>/changes": {
        "reason-1": "x",
        "concerns-1": "ticked",
        "touch-1": "x",
        "kind": "",
        "page": "1",
        "view": "",
    },
}
RIGHT = {
    "title": "X",
    "in_force_from": "2027-01-01",
    "kind": "act",
    "slug": "x",
    "text": "## 1 A\n",
}


@pytest.mark.parametrize("worst", WORST)
def test_nothing_typed_breaks_or_bends_a_page(client, sign_in, library, worst):
    sign_in(client, Role.COMPLIANCE)
    key = csrf_token(client, "/sessions")
    for route in OURS:
        fields = {**route.form, **MORE.get(route.rule, {})} if route.method == "POST" else {}
        for name in fields:
            sent = RIGHT | fields | {"csrf_token": key, name: WORST[worst]}
            with client.post(route.url, data=sent) as got:
                check(got, route, name)
        for name in route.query:
            with client.get(f"{route.url}?{urlencode({name: WORST[worst]})}") as got:
                check(got, route, name)


@pytest.mark.parametrize("number", ["0", "2147483648", "9" * 400])
def test_a_number_that_no_row_has_is_nothing_here(client, sign_in, library, number):
    sign_in(client, Role.COMPLIANCE)
    key = csrf_token(client, "/sessions")
    for route in OURS:
        if "<int:" in route.rule:
            address = route.url.replace("/2", f"/{quote(number)}").replace(
                "/99", f"/{quote(number)}"
            )
            sent = {**route.form, "csrf_token": key}
            with client.open(address, method=route.method, data=sent) as got:
                assert got.status_code in {404, 405}, (route.key, got.status_code)


def test_a_form_cannot_name_another_originals_text(client, sign_in, library):
    sign_in(client, Role.COMPLIANCE)
    key = csrf_token(client, "/sessions")
    sent = RIGHT | {"csrf_token": key, "is_new": "1", "replaces": "2"}
    assert client.post("/editions/", data=sent).status_code == 303

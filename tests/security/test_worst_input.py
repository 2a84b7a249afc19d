"""The worst that can be typed, in every field and every address of every route."""

from urllib.parse import quote, urlencode, urlsplit

import html5lib
import pytest

from kb.vocabulary import Role
from tests.browsers import csrf_token
from tests.people import PASSWORD, enter, make_account
from tests.security.routes import ROUTES

SIGNS = (
    "<script>alert('worst')</script>",
    '"><img src=x onerror="alert(1)">',
    "'; DROP TABLE user; --",
    "{{ 7*'worst' }}{% raw %}",
    "\u202eworst \u05d0\u05d1 \U0001f600",
    'worst AND (OR* "~^ NOT -:[a TO',
    "../../../../etc/passwd",
)
WORST = {
    "signs": " ".join(SIGNS),
    "address": "//evil.example/\\..%2f",
    "lines": "/\r\nSet-Cookie: a=b",
    "nul": "wo\0rst",
    "long": "worst " * 1_700,
    "long word": "w" * 10_000,
    "number": "9" * 400,
}


@pytest.fixture
def agent(app, house, library):
    make_account(house.store, Role.AGENT)
    return enter(app.test_client(), "agent")


@pytest.mark.parametrize("worst", WORST)
def test_no_field_breaks_or_bends_a_page(agent, worst):
    key = csrf_token(agent, "/sessions")
    for route in ROUTES:
        for name in route.form:
            with agent.post(
                route.url, data=route.form | {"csrf_token": key, name: WORST[worst]}
            ) as got:
                check(got, route, name)
        for name in route.query:
            with agent.get(f"{route.url}?{urlencode({name: WORST[worst]})}") as got:
                check(got, route, name)


@pytest.mark.parametrize("worst", WORST)
def test_no_address_breaks_or_bends_a_page(agent, worst):
    for route in ROUTES:
        parts = route.rule.split("/")
        for place, part in enumerate(parts):
            if part.startswith("<"):
                own = route.url.split("/")
                address = "/".join([*own[:place], quote(WORST[worst], safe=""), *own[place + 1 :]])
                with agent.open(address, method=route.method) as got:
                    check(got, route, part)
                    assert got.status_code in {400, 403, 404, 405, 308}, (route.key, part)


@pytest.mark.parametrize("worst", WORST)
def test_no_form_key_cookie_or_header_breaks_a_page(app, house, library, worst):
    text = WORST[worst].replace("\r\n", " ")
    client = app.test_client()
    client.set_cookie("session", quote(text)[:3000])
    client.set_cookie("theme", quote(text)[:3000])
    headers = {"User-Agent": text.encode("latin-1", "replace").decode("latin-1")}
    form = {"name": "agent", "password": PASSWORD, "csrf_token": text}
    for got in (
        client.get("/sign-in", headers=headers),
        client.post("/sign-in", data=form, headers=headers),
        client.get(
            "/sessions", headers=headers | {"Authorization": f"Bearer {headers['User-Agent']}"}
        ),
    ):
        assert got.status_code < 500


def test_a_browsers_name_is_shown_as_text(app, house, library):
    make_account(house.store, Role.AGENT)
    client = app.test_client()
    form = {"name": "agent", "password": PASSWORD, "csrf_token": csrf_token(client)}
    client.post("/sign-in", data=form, headers={"User-Agent": SIGNS[0]})
    page = client.get("/sessions").text
    assert SIGNS[0] not in page
    assert "&lt;script&gt;" in page


def test_a_body_over_the_limit_is_refused_in_plain_words(agent, settings):
    key = csrf_token(agent, "/sessions")
    got = agent.post("/search", data={"csrf_token": key, "q": "x" * settings.max_request_bytes})
    assert got.status_code == 413
    assert "too large" in got.text


def test_a_form_of_countless_fields_is_refused(agent):
    got = agent.post("/search", data="&".join(f"a{n}=" for n in range(25_000)), content_type=FORM)
    assert got.status_code in {400, 413}


@pytest.mark.parametrize(
    "body", [b"{", b"[]", b'"x"', b"\xff\xfe", b"null", b'{"q": 1}', b'{"q": ["a"]}']
)
def test_json_that_is_no_question_is_a_clear_error_or_none(agent, body):
    headers = {"X-CSRFToken": csrf_token(agent, "/sessions")}
    got = agent.post("/api/v1/search", data=body, headers=headers, content_type="application/json")
    assert got.status_code < 500
    assert got.is_json


FORM = "application/x-www-form-urlencoded"


COOKIES = {"session", "before", "theme", "keys", "language", "size", "event_date"}


def check(got, route, name):
    """No server error; no header, script, handler or redirect that the text made."""
    where = f"{route.key} {name}: {got.status_code}"
    assert got.status_code < 500, where
    assert all(cookie.split("=")[0] in COOKIES for cookie in got.headers.getlist("Set-Cookie")), (
        where
    )
    assert urlsplit(got.headers.get("Location", "/")).netloc in {"", "localhost"}, where
    if got.mimetype == "text/html":
        tree = html5lib.parse(got.get_data(as_text=True), namespaceHTMLElements=False)
        for node in tree.iter():
            if isinstance(node.tag, str):
                assert node.tag != "img", where
                assert not [name for name in node.attrib if name.startswith("on")], where
                assert node.tag != "script" or node.get("nonce"), where

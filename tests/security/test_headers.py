"""What every response carries, whatever it is."""

import re
from dataclasses import replace

import pytest

from kb.factory import create_app
from kb.vocabulary import Role
from tests.browsers import csrf_token

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def fetch(client, what):
    method, url, options = {
        "page": ("GET", "/sessions", {}),
        "public page": ("GET", "/sign-in", {}),
        "fragment": ("GET", "/results?q=book", {}),
        "json": ("GET", "/api/v1/search?q=book", {}),
        "static file": ("GET", "/static/css/tokens.css", {}),
        "health": ("GET", "/healthz", {}),
        "redirect": ("POST", "/sign-out", {"data": {}}),
        "missing": ("GET", "/nowhere", {}),
        "missing static file": ("GET", "/static/nowhere.css", {}),
        "wrong method": ("DELETE", "/sessions", {}),
        "trace": ("TRACE", "/sessions", {}),
        "folder of static files": ("GET", "/static/css/", {}),
        "repository": ("GET", "/.git/config", {}),
        "no form key": ("POST", "/sign-in", {"data": {"name": "x"}}),
        "too large": ("POST", "/sign-in", {"data": {"name": "x" * 9_000_000}}),
        "too long": ("GET", "/?q=" + "x" * 70_000, {}),
        "foreign host": ("GET", "/", {"headers": {"Host": "evil.example"}}),
    }[what]
    with client.open(url, method=method, **options) as answer:
        return answer


STATUSES = {
    "page": 200,
    "public page": 303,
    "fragment": 200,
    "json": 200,
    "static file": 200,
    "health": 200,
    "redirect": 400,
    "missing": 404,
    "missing static file": 404,
    "wrong method": 405,
    "trace": 405,
    "folder of static files": 404,
    "repository": 404,
    "no form key": 400,
    "too large": 413,
    "too long": 414,
    "foreign host": 400,
}


STATIC = {"static file", "missing static file", "folder of static files"}


@pytest.fixture
def answers(client, sign_in, library):
    """Give an answer of each kind, by what it is."""
    sign_in(client, Role.AGENT)
    return {what: fetch(client, what) for what in STATUSES}


def test_every_kind_of_answer_is_the_one_that_is_meant(answers):
    assert {what: answer.status_code for what, answer in answers.items()} == STATUSES


def test_every_response_carries_the_headers(answers):
    for what, answer in answers.items():
        print(what)
        check_headers(answer)


def check_headers(answer):
    assert {name: answer.headers.get(name) for name in EVERYWHERE} == EVERYWHERE
    policy = dict(
        part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; ")
    )
    assert {name: policy.get(name) for name in POLICY} == POLICY
    assert re.fullmatch(r"'self' 'nonce-[\w-]{20,}'", policy["script-src"])
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert "microphone=()" in answer.headers["Permissions-Policy"]
    assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]
    assert answer.mimetype == "application/json" or "charset=utf-8" in answer.content_type
    assert "Server" not in answer.headers or "/" not in answer.headers["Server"]


def test_nothing_but_static_files_is_kept_by_a_browser(answers):
    kept = {what: answer.headers.get("Cache-Control") for what, answer in answers.items()}
    assert {what: said for what, said in kept.items() if what not in STATIC} == dict.fromkeys(
        set(STATUSES) - STATIC, "no-store"
    )


def test_a_static_file_named_with_its_hash_is_kept_for_long(client):
    with client.get("/static/css/tokens.css?v=1") as answer:
        assert "immutable" in answer.headers["Cache-Control"]
    with client.get("/static/nowhere.css?v=1") as answer:
        assert "immutable" not in answer.headers.get("Cache-Control", "")


def test_each_response_has_a_nonce_of_its_own(client):
    nonces = [re.search("nonce-([^']+)", client.get("/sign-in").headers["Content-Security-Policy"])]
    nonces += [
        re.search("nonce-([^']+)", client.get("/sign-in").headers["Content-Security-Policy"])
    ]
    first, second = (found.group(1) for found in nonces)
    assert first != second


def test_the_nonce_on_the_page_is_the_one_in_the_header(client):
    answer = client.get("/sign-in")
    named = re.search("nonce-([^']+)", answer.headers["Content-Security-Policy"]).group(1)
    assert set(re.findall('nonce="([^"]+)"', answer.text)) == {named}


@pytest.fixture
def https(settings, clock):
    app = create_app(replace(settings, behind_https=True, hosts="kb.example.org"), clock=clock)
    app.testing = True
    yield app
    app.extensions["kb_late_writer"].close()
    app.extensions["kb"].store.engine.dispose()


def test_over_https_the_browser_is_told_to_stay_there(https, client):
    secure = https.test_client().get("/sign-in", base_url="https://kb.example.org")
    assert secure.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert "Strict-Transport-Security" not in client.get("/sign-in").headers


def test_over_https_cookies_are_pinned_to_host_and_path(https):
    answer = https.test_client().get("/sign-in", base_url="https://kb.example.org")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-before=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "a b", "[::1", "x" * 300]
)
def test_a_host_we_do_not_answer_to_is_refused_without_being_repeated(client, host):
    answer = client.get("/sign-in", headers={"Host": host})
    assert answer.status_code == 400
    assert host not in answer.text


def test_a_host_named_in_the_settings_is_answered(https):
    assert https.test_client().get("/sign-in", base_url="https://kb.example.org").status_code == 200


def test_forwarded_headers_count_only_behind_a_trusted_proxy(client, settings, clock):
    forwarded = {"X-Forwarded-Host": "evil.example", "X-Forwarded-For": "192.0.2.9"}
    assert client.get("/sign-in", headers=forwarded).status_code == 200
    behind = create_app(replace(settings, trusted_proxies=1), clock=clock)
    assert behind.test_client().get("/sign-in", headers=forwarded).status_code == 400
    behind.extensions["kb"].store.engine.dispose()


def test_a_page_is_never_framed_or_indexed(client):
    headers = client.get("/sign-in").headers
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_form_keys_differ_between_browsers(app):
    assert csrf_token(app.test_client()) != csrf_token(app.test_client())

"""What every request must pass and every response carries. docs/security.md says why of each.

In this order: a host we answer to, somebody signed in (unless the route is public), not too many
requests, and a form that came from one of our own pages.
"""

from http import HTTPStatus
from secrets import token_urlsafe
from typing import cast
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response as BaseResponse

from kb.errors import ThrottledError
from kb.services.house import House
from kb.services.people.demo import LOOPBACK_NAMES, is_loopback
from kb.settings import Settings
from kb.web.frame.actor import STATIC, is_public_route, viewer
from kb.web.frame.house import house
from kb.web.frame.rate import RateLimit
from kb.web.frame.returning import ask_to_sign_in
from kb.web.frame.sessions import is_by_token

HOSTS, RATE = "kb_hosts", "kb_rate"
CSRF = CSRFProtect()
YEAR_S = 365 * 24 * 3600
MAX_ADDRESS_BYTES = 64_000  # 10,000 letters in any script but the rarest
MAX_FORM_PARTS = 20_000  # a by-law with 2,600 provisions and a few fields for each

POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow",
}


def init_app(app: Flask, parts: House) -> None:
    """Put the checks and headers on `app`."""
    settings = parts.settings
    app.config.update(
        MAX_CONTENT_LENGTH=settings.max_request_bytes,
        MAX_FORM_MEMORY_SIZE=settings.max_request_bytes,
        MAX_FORM_PARTS=MAX_FORM_PARTS,
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: people keep forms open all day
    )
    app.extensions[HOSTS] = answered_hosts(settings)
    app.extensions[RATE] = RateLimit(per_second=settings.requests_per_second)
    app.jinja_env.globals["csp_nonce"] = csp_nonce
    CSRF.init_app(app)
    app.before_request(_admit)
    app.after_request(_protect)
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign] # Flask's documented way


def answered_hosts(settings: Settings) -> frozenset[str]:
    """Return the names this site answers to: this machine, and outside demo mode KB_HOSTS.

    Anything else is refused: a Host header that somebody made up ends in links and caches, and
    a foreign name that points to 127.0.0.1 would open a demo to any web page. Flask's own
    TRUSTED_HOSTS does not know IPv6 addresses.
    """
    named = "" if settings.demo else settings.hosts.lower()
    return frozenset({*LOOPBACK_NAMES, *named.replace(",", " ").split()})


def csp_nonce() -> str:
    """Return this response's nonce for script tags."""
    if "csp_nonce" not in g:
        g.csp_nonce = token_urlsafe(16)
    return cast("str", g.csp_nonce)


def _admit() -> BaseResponse | None:
    if _host_name() not in current_app.extensions[HOSTS]:
        abort(400)
    if house().settings.demo and not is_loopback(request.remote_addr or ""):
        abort(403, "Demo mode answers this machine alone.")
    if len(request.query_string) > MAX_ADDRESS_BYTES:
        abort(414)
    if "\0" in request.path:
        abort(404)
    if request.endpoint in {None, STATIC}:
        return None
    who = viewer()
    if who is None and not is_public_route():
        return ask_to_sign_in()
    if who is not None:
        _count_request(who.name)
    if not is_by_token():
        CSRF.protect()
    return None


def _host_name() -> str:
    """Return the host without its port; "" for one that cannot be read."""
    try:
        return urlsplit(f"//{request.host}").hostname or ""
    except ValueError:
        return ""


def _count_request(name: str) -> None:
    limit = cast("RateLimit", current_app.extensions[RATE])
    wait_s = limit.take(name)
    if wait_s > 0:
        raise ThrottledError("That was faster than anybody types. Wait a second.", wait_s)


def _protect(response: Response) -> Response:
    response.headers.update(HEADERS)
    response.headers["Content-Security-Policy"] = POLICY.format(nonce=csp_nonce())
    if house().settings.behind_https:
        response.headers["Strict-Transport-Security"] = f"max-age={YEAR_S}; includeSubDomains"
    if request.endpoint != STATIC:
        response.headers["Cache-Control"] = "no-store"
    elif "v" in request.args and response.status_code == HTTPStatus.OK:
        response.headers["Cache-Control"] = f"public, max-age={YEAR_S}, immutable"
    return response

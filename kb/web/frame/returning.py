"""Coming back after signing in, with what was written kept.

A page that wants somebody signed in sends them to sign in and back. A form whose session ended
meanwhile keeps its text: it rides along in the sign-in form, is shown again, and is sent by one
click. Nothing of it is stored on the way. Only forms from our own pages are kept, so that no
other site can put words into somebody's mouth.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kb.web.frame.sessions import API, has_ended_session

KEPT = "kept."  # what a kept field's name begins with inside the sign-in form
KEPT_PATH = "kept_path"
SESSION_WAS_OVER = "This form could not be taken while your session was not in place."
NEVER_KEPT = ("csrf_token", "password", "current_password", "new_password", KEPT_PATH, "next")


@dataclass(frozen=True)
class KeptForm:
    """A form that could not be taken yet: where it goes, and its fields in order."""

    path: str
    fields: tuple[tuple[str, str], ...]


def is_same_site(target: str) -> bool:
    r"""True for a path of this site, with its query: the only thing to come back to.

    >>> [is_same_site(target) for target in ("/a/en?x=1", "//evil.example", "/\\evil", "x")]
    [True, False, False, False]
    """
    if not target.startswith("/") or "\\" in target or not target.isprintable():
        return False
    parts = urlsplit(target)
    return not target.startswith("//") and not parts.scheme and not parts.netloc


def return_path(target: str) -> str:
    """Return `target` if it is a path of this site, else the first page."""
    return target if is_same_site(target) else "/"


def ask_to_sign_in() -> Response:
    """Answer a request that wants somebody signed in. Raises 401 where no page is wanted."""
    if is_asked_by_script():
        abort(401)
    if request.method not in {"GET", "HEAD"}:
        kept = form_to_keep() if has_ended_session() else None
        return _to_sign_in("/") if kept is None else sign_in_page(401, kept=kept)
    return _to_sign_in(_this_address())


def is_asked_by_script() -> bool:
    """True where no page is wanted: below /api/, and where the browser says that a script asks."""
    return request.path.startswith(API) or request.headers.get("Sec-Fetch-Dest") == "empty"


def form_to_keep() -> KeptForm | None:
    """Return the request's form; None unless it came from our own page and holds words."""
    if request.method != "POST" or not _is_from_here() or not is_same_site(request.path):
        return None
    sent = request.form.items(multi=True)
    fields = tuple((name, text) for name, text in sent if name not in NEVER_KEPT)
    return KeptForm(_this_address(), fields) if fields else None


def kept_form() -> KeptForm | None:
    """Return the form that rode along in the sign-in form; None if there was none."""
    path = request.form.get(KEPT_PATH, "")
    sent = request.form.items(multi=True)
    fields = tuple((name.removeprefix(KEPT), text) for name, text in sent if name.startswith(KEPT))
    return KeptForm(path, fields) if fields and is_same_site(path) else None


def sign_in_page(
    status: int, *, error: str = "", kept: KeptForm | None = None, target: str = "/"
) -> Response:
    """Return the page with the sign-in form."""
    body = render_template(
        "account/sign_in.html",
        error=error,
        kept=kept,
        target=target,
        name=request.form.get("name", "") if kept is None or error else "",
        has_ended=has_ended_session(),
    )
    return make_response(body, status)


def send_again_page(status: int, kept: KeptForm, *, why: str = SESSION_WAS_OVER) -> Response:
    """Return the page that says `why`, shows a kept form and sends it by one click."""
    return make_response(render_template("account/send_again.html", kept=kept, why=why), status)


def _this_address() -> str:
    """Return path and query as they came, still quoted."""
    parts = urlsplit(request.url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _to_sign_in(target: str) -> Response:
    if target == "/":
        return redirect(url_for("account.sign_in"), 303)
    return redirect(url_for("account.sign_in", next=target), 303)


def _is_from_here() -> bool:
    return request.headers.get("Origin") == f"{request.scheme}://{request.host}"

"""A viewer's own colours, sizes, keys and language, in cookies: the first paint is right."""

from collections.abc import Callable

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kb.web.frame.filters import KEYS, KEYS_COOKIE, SIZE_COOKIE, SIZES, THEME_COOKIE, THEMES
from kb.web.frame.house import house
from kb.web.frame.languages import LANGUAGE_COOKIE, language_tag
from kb.web.frame.staying import stay

blueprint = Blueprint("preferences", __name__)
YEAR_S = 365 * 24 * 3600

ALLOWED: dict[str, Callable[[str], bool]] = {
    THEME_COOKIE: THEMES.__contains__,
    KEYS_COOKIE: KEYS.__contains__,
    SIZE_COOKIE: SIZES.__contains__,
    LANGUAGE_COOKIE: lambda tag: bool(language_tag(tag)),
}
"""Each preference, by the name of its field and cookie, and what it may be."""


@blueprint.post("/preferences")
def keep() -> Response:
    """Keep what was chosen (what was not sent stays), and go back to where it was chosen."""
    response = stay()
    for name, allowed in ALLOWED.items():
        if name in request.form:
            chosen = request.form[name]
            _set(response, name, chosen if allowed(chosen) else "")
    return response


def _set(response: Response, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=YEAR_S,
        secure=house().settings.behind_https,
        httponly=True,
        samesite="Lax",
    )

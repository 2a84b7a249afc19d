"""A viewer's own colours and single keys, kept in cookies so that the first paint is right."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kb.web.filters import KEYS_COOKIE, THEME_COOKIE, THEMES
from kb.web.house import house
from kb.web.staying import stay

blueprint = Blueprint("preferences", __name__)
YEAR_S = 365 * 24 * 3600


@blueprint.post("/preferences")
def keep() -> Response:
    """Keep what was chosen, and go back to where it was chosen."""
    response = stay()
    chosen = request.form.get("theme", "")
    _set(response, THEME_COOKIE, chosen if chosen in THEMES else "")
    _set(response, KEYS_COOKIE, "off" if request.form.get("keys") == "off" else "on")
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

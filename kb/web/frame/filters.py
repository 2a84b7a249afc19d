"""What templates may call: dates in words, Markdown as safe HTML, the viewer's preferences.

`install` puts them on the application; templates/layouts/base.html lists the ones each page
needs. HTML itself is only made by kb.text.markup.
"""

from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask, current_app, request, url_for

from kb.services.house import House
from kb.text.dates import day_words, weekday_words
from kb.text.markup import highlight, to_html, to_text
from kb.vocabulary import RANK_WORDS, OriginalKind
from kb.web.frame.actor import viewer
from kb.web.frame.marks import Marks
from kb.web.frame.staying import these_words, this_page

THEMES = frozenset({"light", "dark"})
KEYS = frozenset({"on", "off"})
THEME_COOKIE = "theme"
KEYS_COOKIE = "keys"
SIZES = frozenset({"large", "largest"})
SIZE_COOKIE = "size"


def install(app: Flask, house: House) -> None:
    """Give `app` the filters and names that templates use."""
    app.jinja_env.filters.update(
        html=to_html,
        words=to_text,
        lit=highlight,
        day=day_words,
        weekday=weekday_words,
        rank_words=rank_words,
    )
    app.jinja_env.filters["instant"] = lambda moment: instant(moment, house.settings.zone)
    app.jinja_env.globals.update(
        viewer=viewer,
        theme=theme,
        say_size=say_size,
        keys_are_on=keys_are_on,
        static_url=static_url,
        marks_for=Marks,
        this_page=this_page,
        these_words=these_words,
        settings=house.settings,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def instant(moment: datetime, zone: ZoneInfo) -> str:
    """Write an instant out in the library's time zone: "1 April 2026, 09:30"."""
    local = moment.astimezone(zone)
    return f"{day_words(local.date())}, {local:%H:%M}"


def rank_words(kind: str) -> str:
    """Say what rank a text has: "law", "our policy", "guidance, we may depart"."""
    return RANK_WORDS[OriginalKind(kind)]


def theme() -> str:
    """Return "light" or "dark" where the viewer chose one, else ""."""
    chosen = request.cookies.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else ""


def say_size() -> str:
    """Return how large Say is read: "large", "largest", or "" for the usual size."""
    chosen = request.cookies.get(SIZE_COOKIE, "")
    return chosen if chosen in SIZES else ""


def keys_are_on() -> bool:
    """True unless the viewer switched single-key shortcuts off (WCAG 2.1.4)."""
    return request.cookies.get(KEYS_COOKIE, "on") != "off"


def static_url(path: str) -> str:
    """Return the address of a static file, with its contents' hash so that it can be cached."""
    file = Path(current_app.static_folder or "") / path
    return url_for("static", filename=path, v=_hash(file, file.stat().st_mtime_ns))


@cache
def _hash(file: Path, changed_ns: int) -> str:
    del changed_ns  # only there so that an edited file is read again
    return sha256(file.read_bytes()).hexdigest()[:10]

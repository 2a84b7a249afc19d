"""Noting what was searched for, and forgetting it in time, off the path of the request.

Only finished searches are noted: not each letter, and not what an open page asks by itself.
Forgetting is due at the first request after a start and at the first one of each day, so it
needs no scheduler and works with any number of processes.
"""

from datetime import date, timedelta
from functools import partial
from typing import cast

from flask import Flask, current_app, request

from kb.services.calls.search_log import forget_searches, note_search
from kb.services.house import House
from kb.services.late_writer import LateWriter
from kb.services.search import SearchPage
from kb.web.frame.actor import actor
from kb.web.frame.house import house
from kb.web.frame.sessions import is_unattended, late_writer

FORGETTING = "kb_forgetting"


class Forgetting:
    """Lets old searches be forgotten once a day."""

    def __init__(self, parts: House, late: LateWriter) -> None:
        self._store = parts.store
        self._late = late
        self._keep = timedelta(days=parts.settings.search_log_days)
        self._done_on: date | None = None

    def look(self) -> None:
        """Have old searches deleted if that was not done today."""
        today = self._store.today
        if self._done_on != today:
            self._done_on = today
            self._late.note(FORGETTING, partial(forget_searches, older_than=self._keep))


def init_app(app: Flask, parts: House) -> None:
    """Have `app` forget in time. Comes after `sessions`, which makes the late writer."""
    with app.app_context():
        app.extensions[FORGETTING] = Forgetting(parts, late_writer())
    app.before_request(_look)


def note(words: str, page: SearchPage) -> None:
    """Note that `words` were searched for and found `page`."""
    if is_unattended(request) or house().settings.search_log_days <= 0:
        return
    lines = actor().lines
    entry = partial(
        note_search,
        words=words,
        results=len(page.results),
        took_ms=page.took_ms,
        line=lines[0] if len(lines) == 1 else "",
    )
    late_writer().note(object(), entry)


def _look() -> None:
    cast("Forgetting", current_app.extensions[FORGETTING]).look()

"""One moment of the database for a page and all the pieces that its templates ask for.

A page opens a unit, renders inside of it, and what templates call (notices, stars) reads in it
too: less work, and no two pieces of a page know different things. Pieces that are asked for
outside of a page's unit open one of their own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from flask import g

from kb.services.unit import Unit
from kb.web.frame.house import house

PAGE = "page_unit"  # in `g`, while a page is being made


@contextmanager
def page_unit(day: date | None) -> Iterator[Unit]:
    """Open the unit of a page that shows the law of `day`, None for today."""
    before = g.get(PAGE)
    if before is not None:  # a piece that shows the law of the page's day
        yield replace(before, as_of=day)
        return
    with house().store.read(as_of=day) as unit:
        setattr(g, PAGE, unit)
        try:
            yield unit
        finally:
            g.pop(PAGE)


@contextmanager
def viewing() -> Iterator[Unit]:
    """Open a unit for a piece of a page that is the same whatever day's law the page shows."""
    with page_unit(None) as unit:
        yield unit

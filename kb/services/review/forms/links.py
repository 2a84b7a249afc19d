"""Provisions as people type them: `slug#eid`, or `slug@2026-04-01#eid`."""

from datetime import date

from kb.importers.library.fields import as_day
from kb.importers.records import Cover


def read_link(text: str) -> Cover:
    """Return the provision that is named. Raises ValueError in words."""
    where, mark, eid = text.rpartition("#")
    slug, at, day = where.partition("@")
    edition: date | None = as_day(day) if at else None
    if not (mark and slug and eid) or bool(edition) != bool(at):
        raise ValueError(f"“{text[:80]}” does not name a provision. Write it as original#eid.")
    return Cover(slug, eid, edition)

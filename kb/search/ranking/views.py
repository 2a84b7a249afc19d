"""The views that are kept of one state of an index: an instant's view lasts until something shows.

Nothing changes between two instants at which documents come or go, so they share a view.
"""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime
from threading import Lock

from kb.search.ranking.part import Part
from kb.search.ranking.view import View

KEPT_VIEWS = 4
"""Today, what comes tomorrow, and two past days that someone asks about."""


class Views:
    """Views of `parts`, each (part, numbers that were deleted since); safe among threads."""

    def __init__(self, parts: Sequence[tuple[Part, frozenset[int]]]) -> None:
        self._parts = parts
        self._moments = self._find_moments("shown", "known")
        self._law_moments = self._find_moments("law")
        self._kept: OrderedDict[tuple[int, int | None], View] = OrderedDict()
        self._viewing = Lock()

    def view(self, at: datetime, on: datetime | None = None) -> View:
        """Return the view of the instant `at`; the same one until a document comes or goes.

        `on` asks for the law of the day that begins then, as known at `at`.
        """
        moment, day = at.timestamp(), on.timestamp() if on else None
        bucket = (
            bisect_right(self._moments, moment),
            None if day is None else bisect_right(self._law_moments, day),
        )
        with self._viewing:
            view = self._kept.pop(bucket, None) or View(self._parts, moment, day)
            self._kept[bucket] = view
            if len(self._kept) > KEPT_VIEWS:
                self._kept.popitem(last=False)
        return view

    def _find_moments(self, *names: str) -> list[float]:
        return sorted(set[float]().union(*(part.moments(*names) for part, _ in self._parts)))

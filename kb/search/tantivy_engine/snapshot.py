"""The index as of one commit: its stretches of documents, and its views."""

from collections.abc import Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path

from kb.errors import IndexBrokenError
from kb.search import generations
from kb.search.ranking.record import Record
from kb.search.ranking.view import View
from kb.search.ranking.views import Views
from kb.search.tantivy_engine.files import Files, Stamp
from kb.search.tantivy_engine.schema import FORMAT, Mark
from kb.search.tantivy_engine.stretch import Removed, Stretch, joined


class Snapshot:
    """An immutable picture of the index; searches that hold it are not disturbed by commits."""

    def __init__(
        self, files: Files, stamp: Stamp, mark: Mark, parts: Sequence[tuple[Stretch, Removed]]
    ) -> None:
        self.files = files
        self.mark = mark
        self.parts = parts
        self.end = parts[-1][0].end
        self._stamp = stamp
        self._views = Views(parts)

    def is_current(self, folder: Path) -> bool:
        """True while no commit and no switch of generation came after; IndexBrokenError if gone."""
        return (
            generations.current(folder) == self.files.folder and self.files.stamp() == self._stamp
        )

    def view(self, at: datetime, on: datetime | None = None) -> View:
        """Return what is shown at the instant `at`, or for the law of the day that begins `on`."""
        return self._views.view(at, on)

    def numbers_of(self, groups: frozenset[str]) -> list[int]:
        """Return the numbers of the live documents of `groups`."""
        return [
            part.first + number
            for part, removed in self.parts
            for number in chain.from_iterable(part.groups.get(group, ()) for group in groups)
            if number not in removed
        ]


def read_snapshot(folder: Path, known: Snapshot | None = None) -> Snapshot:
    """Read the current generation in `folder`, on from what `known` has read of it."""
    return generations.read_current(folder, lambda generation: _read(generation, known))


def _read(generation: Path, known: Snapshot | None) -> Snapshot:
    if known is None or known.files.folder != generation:
        files = Files(generation)
        return _read_on(files, files.stamp(), None)
    stamp = known.files.stamp()
    known.files.reload()
    return _read_on(known.files, stamp, known)


def _read_on(files: Files, stamp: Stamp, known: Snapshot | None) -> Snapshot:
    """Return the snapshot of what `files` show now; the stamp is from before they were read."""
    first = known.end if known else 0
    found = files.read_on(first)
    marks = [one for one in found.values() if isinstance(one, Mark)]
    if known and not found:
        return Snapshot(files, stamp, known.mark, known.parts)  # segments were merged, no more
    if not marks or marks[-1].format != FORMAT or list(found)[-1] < first:
        raise IndexBrokenError(f"{files.folder} is of another format. Build it again.")
    records = {n: one for n, one in found.items() if isinstance(one, Record)}
    gone = frozenset(chain.from_iterable(mark.removed for mark in marks))
    earlier = (
        [(part, removed | _within(part, gone)) for part, removed in known.parts] if known else []
    )
    stretch = Stretch(files, records, first, max(found) + 1)
    return Snapshot(files, stamp, marks[-1], joined(files, [*earlier, (stretch, frozenset())]))


def _within(part: Stretch, gone: Removed) -> Removed:
    return frozenset(number - part.first for number in gone if part.first <= number < part.end)

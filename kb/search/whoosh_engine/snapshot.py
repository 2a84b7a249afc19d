"""The index as of one commit: its segments, and a view for each instant that was asked for."""

from collections.abc import Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path

from whoosh import index

from kb.errors import IndexBrokenError
from kb.search import generations
from kb.search.ranking.view import View
from kb.search.ranking.views import Views
from kb.search.whoosh_engine.reading import files_of, reading
from kb.search.whoosh_engine.schema import FORMAT, Mark
from kb.search.whoosh_engine.segment import Segment

NAME = "MAIN"


class Snapshot:
    """An immutable picture of the index; searches that hold it are not disturbed by commits."""

    def __init__(self, folder: Path, toc: index.TOC, opened: Sequence[Segment]) -> None:
        """Take the segments of `toc`, which were `opened` in its order."""
        self.folder = folder
        self.generation: int = toc.generation
        names = [segment.segment_id() for segment in toc.segments]
        self.segments = dict(zip(names, opened, strict=True))
        self.deleted: list[frozenset[int]] = [
            frozenset(segment.deleted_docs()) for segment in toc.segments
        ]
        self.mark = self._find_mark()
        self._views = Views(self.parts)

    @property
    def parts(self) -> list[tuple[Segment, frozenset[int]]]:
        """Each segment with the numbers of its deleted documents, in the order of the index."""
        return list(zip(self.segments.values(), self.deleted, strict=True))

    def is_current(self, folder: Path) -> bool:
        """True while no commit and no switch of generation came after; IndexBrokenError if gone."""
        if generations.current(folder) != self.folder:
            return False
        with reading(self.folder):
            return latest(self.folder) == self.generation

    def view(self, at: datetime, on: datetime | None = None) -> View:
        """Return what is shown at the instant `at`, or for the law of the day that begins `on`."""
        return self._views.view(at, on)

    def numbers_of(self, groups: frozenset[str]) -> list[int]:
        """Return the numbers, over all segments, of the live documents of `groups`."""
        found = []
        start = 0
        for segment, deleted in self.parts:
            locals_ = chain.from_iterable(segment.groups.get(group, ()) for group in groups)
            found += [start + local for local in locals_ if local not in deleted]
            found += [start + local for local in segment.marks if local not in deleted]
            start += segment.size
        return found

    def _find_mark(self) -> Mark:
        live = [
            mark
            for segment, deleted in self.parts
            for number, mark in segment.marks.items()
            if number not in deleted
        ]
        if len(live) != 1 or live[0].format != FORMAT:
            raise IndexBrokenError(f"{self.folder} is of another format. Build it again.")
        return live[0]


def read_snapshot(folder: Path, known: Snapshot | None = None) -> Snapshot:
    """Read the current generation in `folder`, keeping the segments that `known` has open."""
    return generations.read_current(folder, lambda generation: _read(generation, known))


def _read(generation: Path, known: Snapshot | None) -> Snapshot:
    segments = known.segments if known and known.folder == generation else {}
    with files_of(generation) as files:
        toc = index.TOC.read(files, NAME)
        opened = [
            segments.get(segment.segment_id()) or Segment(files, toc.schema, segment)
            for segment in toc.segments
        ]
        return Snapshot(generation, toc, opened)


def latest(generation: Path) -> int:
    """Return the number of the last commit in a generation's folder; -1 if there is none."""
    numbers = [
        int(path.name.removeprefix(f"_{NAME}_").removesuffix(".toc"))
        for path in generation.glob(f"_{NAME}_*.toc")
    ]
    return max(numbers, default=-1)

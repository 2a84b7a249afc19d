"""When small segments become one: rarely, and never a large one for a small change.

Each commit writes a segment. Segments of one size class (up to 8, 64, 512 … documents) are
merged into the new one once there are eight of them, so a document is rewritten once per class:
with 20,000 documents a publish stays in the milliseconds, and there are never many segments.
A segment whose documents are mostly superseded is rewritten whatever its size.
"""

from collections.abc import Sequence
from typing import Any

from whoosh.reading import SegmentReader

FANOUT = 8
MOSTLY = 0.5


def merge_by_size(writer: Any, segments: Sequence[Any]) -> list[Any]:  # noqa: ANN401 - Whoosh is untyped
    """Move what is to be merged into `writer` and return the segments left as they are."""
    merged = {id(segment) for segment in _crowded(segments) + _worn(segments)}
    for segment in segments:
        if id(segment) in merged:
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
    return [segment for segment in segments if id(segment) not in merged]


def _crowded(segments: Sequence[Any]) -> list[Any]:
    """Return the members of the size classes that are full."""
    classes: dict[int, list[Any]] = {}
    for segment in segments:
        classes.setdefault(size_class(segment.doc_count_all()), []).append(segment)
    return [
        segment for members in classes.values() if len(members) >= FANOUT for segment in members
    ]


def _worn(segments: Sequence[Any]) -> list[Any]:
    return [s for s in segments if s.deleted_count() > MOSTLY * s.doc_count_all()]


def size_class(documents: int) -> int:
    """Return 0 for up to 8 documents, 1 for up to 64, 2 for up to 512, and so on."""
    size = 0
    while documents > FANOUT ** (size + 1):
        size += 1
    return size

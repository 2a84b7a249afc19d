"""One group is one result: keep the first hit of each group."""

from collections.abc import Iterable, Iterator

from kb.search.engine import Hit


def fold(hits: Iterable[Hit], limit: int) -> Iterator[Hit]:
    """Yield the first hit of each group, at most `limit`, in the order given."""
    seen: set[str] = set()
    for hit in hits:
        if len(seen) >= limit:
            return
        if hit.group not in seen:
            seen.add(hit.group)
            yield hit

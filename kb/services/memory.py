"""What a process remembers of what never changes: a small, bounded memory owned by the store.

Only for facts about rows that are insert-only and committed (how two editions match, say), so
nothing in it can grow stale. A unit that changes has a memory of its own: what it reads may be
rolled back, and ids be given again.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar, cast

T = TypeVar("T")

MOST = 256  # entries; a pair of editions of 2,600 provisions with everything changed is about 2 MB


class Memory:
    """Keeps the results used last; safe to ask from several threads."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = Lock()

    def recall(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` once returned for `key`; two threads at once may both make it."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return cast("T", self._kept[key])
        made = make()
        with self._lock:
            self._kept[key] = made
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made

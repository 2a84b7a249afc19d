"""What a process remembers of what never changes: a small, bounded memory owned by the store.

For facts about rows that are insert-only and committed (how two editions match, say), and for what
is derived from such rows, under a key that is another one whenever the derivation is
(`publishing.knowledge`): so nothing in it can grow stale. Only values that nobody changes, and no
rows: those belong to their session. A unit that changes has a memory of its own: what it reads may
be rolled back, and ids be given again.

Keys are tuples. What begins with the same word lies on one shelf, and each shelf is bounded.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from threading import Lock
from typing import TypeVar, cast

T = TypeVar("T")
Key = TypeVar("Key", bound=Hashable)

MOST = 256  # entries; a pair of editions of 2,600 provisions with everything changed is about 2 MB


class Memory:
    """Keeps the results used last; safe to ask from several threads."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._shelves: dict[Hashable, OrderedDict[Hashable, object]] = {}
        self._lock = Lock()

    def recall(self, key: tuple[Hashable, ...], make: Callable[[], T], *, most: int = 0) -> T:
        """Return what `make` once returned for `key`; two threads at once may both make it.

        `most` is how much the key's shelf holds, by default as much as any. What raises is not
        remembered.
        """
        with self._lock:
            shelf = self._shelves.setdefault(key[0], OrderedDict())
            if key in shelf:
                shelf.move_to_end(key)
                return cast("T", shelf[key])
        made = make()
        with self._lock:
            self._keep(shelf, key, made, most)
        return made

    def recall_each(
        self,
        key: tuple[Hashable, ...],
        asked: Iterable[Key],
        make: Callable[[list[Key]], Mapping[Key, T]],
        *,
        most: int = 0,
    ) -> dict[Key, T]:
        """Return {one: what `make` once returned for it} of those of `asked` that it had.

        What is not remembered is made in one go; that there is nothing of one is remembered too.
        """
        wanted = list(dict.fromkeys(asked))
        found: dict[Key, T | None] = {}
        with self._lock:
            shelf = self._shelves.setdefault(key[0], OrderedDict())
            for one in wanted:
                if (*key, one) in shelf:
                    shelf.move_to_end((*key, one))
                    found[one] = cast("T | None", shelf[*key, one])
        missing = [one for one in wanted if one not in found]
        if missing:
            made = make(missing)
            with self._lock:
                for one in missing:
                    found[one] = made.get(one)
                    self._keep(shelf, (*key, one), found[one], most)
        return {one: kept for one in wanted if (kept := found[one]) is not None}

    def _keep(
        self, shelf: OrderedDict[Hashable, object], key: Hashable, made: object, most: int
    ) -> None:
        """Keep one result; the caller holds the lock."""
        shelf[key] = made
        shelf.move_to_end(key)
        while len(shelf) > (most or self._most):
            shelf.popitem(last=False)

"""How many requests one account may make: a bucket that fills by so many a second.

In memory and by process: it keeps one account from taking all the processors, no more. Guessing
passwords is counted in the database (services/sign_in.py).
"""

from collections.abc import Callable
from math import ceil
from threading import Lock
from time import monotonic

MOST_ACCOUNTS = 10_000


class RateLimit:
    """Lets `per_second` requests through for each account, twice as many in a burst."""

    def __init__(self, *, per_second: int, clock: Callable[[], float] = monotonic) -> None:
        self._per_second = per_second
        self._burst = 2.0 * per_second
        self._clock = clock
        self._buckets: dict[str, tuple[float, float]] = {}  # account: (tokens left, at)
        self._lock = Lock()

    def take(self, account: str) -> int:
        """Count one request; return 0 to let it through, else the seconds to wait."""
        with self._lock:
            now = self._clock()
            left, at = self._buckets.get(account, (self._burst, now))
            left = min(self._burst, left + (now - at) * self._per_second)
            passes = left >= 1
            self._forget_some(account)
            self._buckets[account] = (left - 1 if passes else left, now)
            return 0 if passes else ceil((1 - left) / self._per_second)

    def _forget_some(self, account: str) -> None:
        if account not in self._buckets and len(self._buckets) >= MOST_ACCOUNTS:
            self._buckets.clear()

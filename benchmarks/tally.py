"""What a load run counts: answers and their times by kind, and what went wrong."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from benchmarks.measures import percentile

THROTTLED = 429
FIRST_ERROR = 400
HEAD = (
    "| kind | requests | a second | p50 ms | p95 ms | p99 ms |\n"
    "| --- | ---: | ---: | ---: | ---: | ---: |"
)


@dataclass
class Tally:
    """Times are milliseconds from the first byte sent to the last byte read, by kind.

    Counts only while `is_counting`: sign-ins and whoever warms up stay out.
    """

    is_counting: bool = False
    times_ms: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)
    letters_ms: list[float] = field(default_factory=list)  # from a letter to its results

    def answered(self, kind: str, status: int, took_ms: float) -> None:
        """Count one answer; what is no answer to the agent is an error."""
        if not self.is_counting:
            return
        self.times_ms[kind].append(took_ms)
        if status >= FIRST_ERROR:
            self.errors[f"{kind}: status {status}"] += 1

    def failed(self, kind: str, why: str) -> None:
        """Count a request that got no answer."""
        if self.is_counting:
            self.errors[f"{kind}: {why}"] += 1

    def showed(self, took_ms: float) -> None:
        """Count the time from a letter to its results: the wait for the search before is in it."""
        if self.is_counting:
            self.letters_ms.append(took_ms)

    @property
    def throttled(self) -> int:
        """How many were answered 429."""
        return sum(n for what, n in self.errors.items() if what.endswith(f" {THROTTLED}"))

    @property
    def failures(self) -> int:
        """How many went wrong in any other way."""
        return self.errors.total() - self.throttled

    def rows(self, seconds: float) -> Iterator[str]:
        """Yield a line of the table for each kind, the most frequent first."""
        for kind, times in sorted(self.times_ms.items(), key=lambda one: -len(one[1])):
            p50, p95, p99 = (percentile(times, share) for share in (0.5, 0.95, 0.99))
            rate = len(times) / seconds
            yield f"| {kind} | {len(times):,} | {rate:.1f} | {p50:.1f} | {p95:.1f} | {p99:.1f} |"

"""What one load run measured, in the words and numbers of its report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.measures import percentile
from benchmarks.tally import HEAD, Tally

FLAT_SHARE = 0.03  # memory that grows by less after the second minute counts as flat
SETTLED_AFTER = 2
SIX_TENTHS = 0.6  # busier, and short waits become long ones


@dataclass
class Run:
    """What one run measured."""

    server: str
    agents: int
    tally: Tally = field(default_factory=Tally)
    seconds: float = 0.0
    cpu_s: float = 0.0
    client_cpu_s: float = 0.0
    sign_in_s: float = 0.0
    lags_ms: list[float] = field(default_factory=lambda: [0.0])
    memory_mb: list[float] = field(default_factory=list)


def report(run: Run) -> Iterator[str]:
    """Yield the lines of one run's report."""
    tally = run.tally
    count = sum(map(len, tally.times_ms.values()))
    yield f"\n## {run.agents} agents, {run.server}\n"
    yield HEAD
    yield from tally.rows(run.seconds)
    yield (
        f"\n{count:,} requests in {run.seconds:.0f} s, {count / run.seconds:.0f} a second; "
        f"{tally.failures} errors, {tally.throttled} of status 429. "
        f"Signing in took {run.sign_in_s:.0f} s before that."
    )
    yield letters(tally.letters_ms)
    yield from (f"- {number} × {what}" for what, number in tally.errors.most_common())
    yield memory(run.memory_mb)
    yield processors(run)


def letters(letters_ms: Sequence[float]) -> str:
    """Say how long agents waited from a letter to its results."""
    if not letters_ms:
        return "Nobody typed."
    p50, p95, p99 = (percentile(letters_ms, share) for share in (0.5, 0.95, 0.99))
    return f"From a letter to its results: p50 {p50:.1f}, p95 {p95:.1f}, p99 {p99:.1f} ms."


def memory(memory_mb: Sequence[float]) -> str:
    """Say what the server's memory was, and whether it stayed flat once it had settled."""
    readings = ", ".join(f"{mb:.0f}" for mb in memory_mb)
    said = f"Memory of all its processes, a minute apart: {readings} MB"
    settled = memory_mb[SETTLED_AFTER:]
    if len(settled) <= 1:
        return f"{said}. Too short to say whether it is flat."
    growth = settled[-1] / settled[0] - 1
    word = "flat" if growth < FLAT_SHARE else "not flat"
    return f"{said}: {word} ({growth:+.1%} after the second minute)."


def processors(run: Run) -> str:
    """Say what processor time was used, and by that how many agents one core serves."""
    cores, client = run.cpu_s / run.seconds, run.client_cpu_s / run.seconds
    if cores == 0:
        return "The server's processor time cannot be read here (it is read from /proc)."
    full, late_ms = run.agents / cores, percentile(run.lags_ms, 0.99)
    return (
        f"Processor: the server used {run.cpu_s:.0f} s, {cores:.2f} cores for {run.agents} agents, "
        f"so one core serves {full:.0f} agents when it is full, {SIX_TENTHS * full:.0f} at six "
        f"tenths. The client used {client:.2f} cores and was {late_ms:.1f} ms late at the 99th "
        "percentile."
    )

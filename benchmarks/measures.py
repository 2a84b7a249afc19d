"""What is measured: how high the right page stands, and how long it takes."""

import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil
from pathlib import Path

TOP = 10


@dataclass(frozen=True)
class Quality:
    """Of `questions`: the shares with a right page in the first one, three and five, and MRR@10."""

    questions: int
    hit_1: float
    hit_3: float
    hit_5: float
    mrr_10: float

    def __str__(self) -> str:
        """Print as one line."""
        return (
            f"{self.questions} questions  hit@1 {self.hit_1:.3f}  "
            f"hit@5 {self.hit_5:.3f}  MRR@10 {self.mrr_10:.3f}"
        )


def quality(ranks: Sequence[int | None]) -> Quality:
    """Return the measures of `ranks`: by question, the first right page's rank from 1."""
    count = len(ranks) or 1
    found = [rank for rank in ranks if rank and rank <= TOP]
    return Quality(
        questions=len(ranks),
        hit_1=sum(rank == 1 for rank in found) / count,
        hit_3=sum(rank <= 3 for rank in found) / count,
        hit_5=sum(rank <= 5 for rank in found) / count,
        mrr_10=sum(1 / rank for rank in found) / count,
    )


def rank_of(pages: Iterable[str], right: frozenset[str]) -> int | None:
    """Return the rank of the first right page, each page counted once; None if it is not there."""
    for rank, page in enumerate(dict.fromkeys(pages), start=1):
        if page in right:
            return rank
    return None


def percentile(times_ms: Sequence[float], share: float) -> float:
    """Return the time that `share` of `times_ms` do not exceed (nearest rank)."""
    ordered = sorted(times_ms)
    return ordered[max(0, ceil(share * len(ordered)) - 1)]


def machine() -> str:
    """Return processor, cores, Python and date: no number means anything without them."""
    today = datetime.now(UTC).date().isoformat()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{_processor()}, {cores} cores, Python {platform.python_version()}, {today}"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.is_file():
        for line in info.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()

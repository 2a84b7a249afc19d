"""How long a search takes and what it costs: engines by themselves, and whole HTTP requests.

    python -m benchmarks.search_speed                                  2,000 and 20,000 passages
    python -m benchmarks.search_speed --sizes 2000 20000 200000 --write docs/benchmarks.md
    python -m benchmarks.search_speed --engines tantivy --no-http      one engine, no server

Whoosh, Tantivy and SQLite FTS5 get the same generated passages in the same run. One client asks
each question once after one to start up, so words met for the first time are read from the disk
within the times; sixteen then ask the same again together, which is the common case. The server
(`flask kb serve`) is on the loopback address; a client asks one question after another. With
--write the tables go into their section of that file and the picture beside it.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import log2
from pathlib import Path

from benchmarks import texts
from benchmarks.engine_speed import ENGINES, FTS5, EngineSpeed, Times, measure
from benchmarks.http_speed import HttpSpeed, measure_http
from benchmarks.measures import machine
from benchmarks.pictures import Line, chart
from benchmarks.sections import write_section

SIZES = (2_000, 20_000)
CLIENTS = (1, 16)
QUESTIONS = 500
TITLE = "## How long a search takes"
PICTURE = "images/search-speed.svg"
AGENT_SEARCHES_S = 22.0 / 300
"""Searches as typed of one agent in a second, measured with three hundred (docs/benchmarks.md)."""
FULL = 0.6
"""How busy a core may be on average before searches wait for each other noticeably."""

ASKED_HEAD = (
    "| passages | engine | clients | p50 ms | p95 ms | p99 ms | processor ms | a core, a second |\n"
    "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |"
)
KEPT_HEAD = (
    "| passages | engine | build, s of processor | memory MB | disk MB | publish to found ms "
    "| of it processor |\n| ---: | --- | ---: | ---: | ---: | ---: | ---: |"
)


def main() -> int:
    """Measure every size and engine that is wanted, and print the tables."""
    wanted = _arguments()
    engines: list[EngineSpeed] = []
    requests: list[HttpSpeed] = []
    for size in wanted.sizes:
        sample = texts.generate(size, wanted.questions)
        for name in wanted.engines:
            print(f"  {name}, {size:,} passages …", file=sys.stderr, flush=True)
            engines.append(measure(name, size, sample, CLIENTS))
        if not wanted.no_http:
            ours = [name for name in wanted.engines if name != FTS5]
            requests += measure_http(ours, size, sample, CLIENTS)
    text = "\n".join(_report(engines, requests))
    print(text)
    if wanted.write:
        write_section(wanted.write, TITLE, text)
        picture = wanted.write.parent / PICTURE
        picture.write_text(_picture(engines, requests), encoding="utf-8")
    return 0


def _report(engines: Sequence[EngineSpeed], requests: Sequence[HttpSpeed]) -> Iterator[str]:
    yield f"{TITLE}\n\n`python -m benchmarks.search_speed`: generated passages, {machine()}."
    yield "One client asks each question for the first time; sixteen ask the same again, together."
    yield "Processor time is hardly touched by other work; the clock is.\n"
    yield f"![p95 by passages]({PICTURE})\n\n### The engines by themselves\n\n{ASKED_HEAD}"
    for one in engines:
        yield from (_asked_row(one.passages, one.engine, times) for times in one.asked)
    yield f"\n{KEPT_HEAD}"
    yield from map(_kept_row, engines)
    yield f"\nProcessor time grows with each doubling of passages: {_growths(engines)}."
    if requests:
        yield f"\n### Whole requests\n\n{ASKED_HEAD}"
        for request in requests:
            yield from (_asked_row(request.passages, request.engine, t) for t in request.asked)
        yield f"\n{_arithmetic(requests)}"


def _asked_row(passages: int, engine: str, times: Times) -> str:
    return (
        f"| {passages:,} | {engine} | {times.clients} | {times.p50_ms:.1f} | {times.p95_ms:.1f} "
        f"| {times.p99_ms:.1f} | {times.processor_ms:.2f} | {1000 / times.processor_ms:,.0f} |"
    )


def _kept_row(one: EngineSpeed) -> str:
    return (
        f"| {one.passages:,} | {one.engine} | {one.build_s:.1f} | {one.memory_mb:.0f} "
        f"| {one.disk_mb:.0f} | {one.found_ms:.0f} | {one.found_processor_ms:.0f} |"
    )


def _growths(engines: Sequence[EngineSpeed]) -> str:
    """Return by how much processor time is multiplied when the passages are doubled."""
    parts = []
    for name in dict.fromkeys(one.engine for one in engines):
        mine = [one for one in engines if one.engine == name]
        steps = [f"×{growth(small, large):.2f}" for small, large in pairwise(mine)]
        if steps:
            parts.append(f"{name} {', '.join(steps)}")
    return "; ".join(parts) or "one size only"


def growth(small: EngineSpeed, large: EngineSpeed) -> float:
    """Return the factor of processor time for each doubling from `small` to `large`."""
    times = large.asked[0].processor_ms / small.asked[0].processor_ms
    return float(times ** (1 / log2(large.passages / small.passages)))


def _arithmetic(requests: Sequence[HttpSpeed]) -> str:
    """Return how many agents one core serves, by what one request costs."""
    told = (
        f"How many agents one core serves, by searches alone: an agent asks {AGENT_SEARCHES_S:.3f} "
        f"times a second as typed, and a core is to be {FULL:.0%} busy:"
    )
    lines = [told, ""]
    for one in requests:
        cost_s = one.asked[0].processor_ms / 1000
        agents = FULL / (AGENT_SEARCHES_S * cost_s)
        lines.append(
            f"- {one.engine}, {one.passages:,} passages: {FULL} / ({AGENT_SEARCHES_S:.3f} × "
            f"{cost_s:.4f} s) = {agents:,.0f} agents"
        )
    return "\n".join(lines)


def _picture(engines: Sequence[EngineSpeed], requests: Sequence[HttpSpeed]) -> str:
    """Draw what 95 of 100 questions of one client take, by engine and size."""
    names = dict.fromkeys(one.engine for one in engines)
    alone = [Line(name, _points(engines, name)) for name in names]
    whole = [
        Line(f"{name}, whole request", _points(requests, name), is_dashed=True)
        for name in dict.fromkeys(one.engine for one in requests)
    ]
    return chart("95 of 100 searches take at most", "passages", "ms", [*alone, *whole])


def _points(
    measured: Sequence[EngineSpeed] | Sequence[HttpSpeed], name: str
) -> tuple[tuple[float, float], ...]:
    return tuple(
        (float(one.passages), one.asked[0].p95_ms) for one in measured if one.engine == name
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, help="numbers of passages")
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=ENGINES)
    parser.add_argument("--questions", type=int, default=QUESTIONS, metavar="N")
    parser.add_argument("--no-http", action="store_true", help="without server and database")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the section into FILE")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

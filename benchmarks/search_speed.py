"""How long a search takes: the engine alone, a whole HTTP request, and SQLite FTS5 beside them.

    python -m benchmarks.search_speed                          2,000 and 20,000 passages
    python -m benchmarks.search_speed --engine-only --real     real passages, no server
    python -m benchmarks.search_speed --write docs/benchmarks.md   the table into a file

Every question is asked once; nothing is asked before the clock runs but one to start up, so words
met for the first time are read from the disk within the times. The server runs on the loopback
address and is stopped at the end. One client asks one question after another.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks import fts5, instance, texts
from benchmarks.as_documents import NOW, to_changes
from benchmarks.as_library import write_library
from benchmarks.data_sets import Page
from benchmarks.measures import machine, percentile
from kb.search.understand import understand
from kb.search.whoosh_engine import WhooshEngine

SIZES = (2_000, 20_000)
QUESTIONS = 500
LIMIT = 10
HEAD = "| passages | what | p50 ms | p95 ms | p99 ms |\n| ---: | --- | ---: | ---: | ---: |"


def main() -> int:
    """Measure every size and print the table."""
    wanted = _arguments()
    sample = texts.collect if wanted.real else texts.generate
    kind = "real passages" if wanted.real else f"generated passages (seed {texts.SEED})"
    lines = [f"Search speed, {kind}, {QUESTIONS} questions. {machine()}", "", HEAD]
    print("\n".join(lines), flush=True)
    for size in wanted.sizes:
        pages, questions = sample(size, QUESTIONS)
        if not pages:
            print("There are no real data sets here; measure without --real.")
            return 1
        for row in _rows(pages, questions, engine_only=wanted.engine_only):
            lines.append(row)
            print(row, flush=True)
    if wanted.write:
        wanted.write.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


def _rows(pages: Sequence[Page], questions: list[str], *, engine_only: bool) -> Iterator[str]:
    """Yield a line of the table for each thing that is measured on `pages`."""
    count = sum(len(page.passages) for page in pages)
    yield _row(count, "SQLite FTS5", _time_fts5(pages, questions))
    yield _row(count, "engine", _time_engine(pages, questions))
    if not engine_only:
        yield _row(count, "HTTP request", _time_http(pages, questions))


def _row(passages: int, what: str, times_ms: list[float]) -> str:
    p50, p95, p99 = (percentile(times_ms, share) for share in (0.5, 0.95, 0.99))
    return f"| {passages:,} | {what} | {p50:.1f} | {p95:.1f} | {p99:.1f} |"


def _time_fts5(pages: Sequence[Page], questions: list[str]) -> list[float]:
    database = fts5.fill(pages)
    times = _time(lambda text: fts5.ask(database, text, limit=LIMIT), questions)
    database.close()
    return times


def _time_engine(pages: Sequence[Page], questions: list[str]) -> list[float]:
    with TemporaryDirectory(prefix="kb-speed-") as folder:
        engine = WhooshEngine(Path(folder) / "index")
        changes = to_changes(pages)
        started = perf_counter()
        engine.rebuild(changes, len(changes))
        print(f"  (indexed in {perf_counter() - started:.1f} s)", file=sys.stderr)
        times = _time(lambda text: engine.search(understand(text, NOW, limit=LIMIT)), questions)
        engine.close()
    return times


def _time_http(pages: Sequence[Page], questions: list[str]) -> list[float]:
    with TemporaryDirectory(prefix="kb-speed-") as folder:
        served = instance.Instance(Path(folder) / "instance")
        started = perf_counter()
        served.run("load", str(write_library(pages, Path(folder))))
        print(f"  (loaded in {perf_counter() - started:.1f} s)", file=sys.stderr)
        token = served.make_token()
        with served.serving() as port:
            instance.ask(port, token, questions[0], limit=LIMIT)
            return [instance.ask(port, token, text, limit=LIMIT) for text in questions]


def _time(search: Callable[[str], object], questions: list[str]) -> list[float]:
    """Return the milliseconds of each question."""
    search(questions[0])
    times = []
    for text in questions:
        started = perf_counter()
        search(text)
        times.append((perf_counter() - started) * 1000)
    return times


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--engine-only", action="store_true", help="without server and database")
    parser.add_argument("--real", action="store_true", help="passages of public data sets")
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, help="numbers of passages")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the table into FILE")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

"""One engine by itself: built in one process; in a fresh one asked by one and many, and changed.

Processor time is what the whole process used, so other work on the machine hardly touches it.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import local
from time import perf_counter, process_time
from typing import Any

from benchmarks import fts5, texts
from benchmarks.as_documents import NOW, to_changes
from benchmarks.data_sets import Page
from benchmarks.measures import percentile
from kb.search.engine import Change, Engine
from kb.search.understand import understand

FTS5, WHOOSH, TANTIVY = "FTS5", "whoosh", "tantivy"
ENGINES = (WHOOSH, TANTIVY, FTS5)
LIMIT = 10
MB = 1_000_000

Search = Callable[[str], object]


@dataclass(frozen=True)
class Times:
    """How long questions took: milliseconds by the clock, and of processor for each."""

    clients: int
    p50_ms: float
    p95_ms: float
    p99_ms: float
    processor_ms: float


@dataclass(frozen=True)
class EngineSpeed:
    """What was measured of one engine with so many passages.

    `build_s` is processor time, `memory_mb` what a process that only searches grew by, `found_ms`
    from the beginning of a change to a search of another reader that finds it, by the clock, and
    `found_processor_ms` what that took.
    """

    engine: str
    passages: int
    build_s: float
    disk_mb: float
    asked: tuple[Times, ...]
    memory_mb: float
    found_ms: float
    found_processor_ms: float


@dataclass(frozen=True)
class Opened:
    """An index that is built: how to search it, and how to change one text and find it."""

    search: Search
    change: Callable[[int], None]


def measure(engine: str, size: int, sample: texts.Sample, clients: Sequence[int]) -> EngineSpeed:
    """Measure an engine with the pages and questions of `sample`, `size` passages in all."""
    pages, questions = sample
    with TemporaryDirectory(prefix="kb-speed-") as name:
        folder = Path(name)
        build_s = _apart(_build, engine, size, folder)
        searched = _apart(_search, engine, pages[0], questions, clients, folder)
        return EngineSpeed(engine, size, build_s, _size_mb(folder), *searched)


def _apart(work: Callable[..., Any], *arguments: object) -> Any:  # noqa: ANN401 - whatever it returns
    """Do `work` in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(work, *arguments).result()


def _build(engine: str, size: int, folder: Path) -> float:
    """Build the index in `folder`; return the processor seconds that it took."""
    pages, _ = texts.generate(size, 0)  # made here: passing them on would take longer
    started = process_time()
    if engine == FTS5:
        fts5.fill(pages, str(folder / FTS5)).close()
    else:
        index = _open_engine(engine, folder)
        changes = to_changes(pages)
        index.rebuild(changes, len(changes))
        index.close()
    return process_time() - started


def _search(
    engine: str, page: Page, questions: Sequence[str], clients: Sequence[int], folder: Path
) -> tuple[tuple[Times, ...], float, float, float]:
    """Return what asking took, the memory, and clock and processor of changes of `page`."""
    before = memory_mb()
    opener = _open_fts5 if engine == FTS5 else _open_ours
    with opener(engine, page, folder) as opened:
        opened.search(questions[0])
        times = tuple(ask(opened.search, questions, many) for many in clients)
        memory = memory_mb() - before
        return times, memory, *_changes(opened, len(page.passages))


def ask(search: Search, questions: Sequence[str], clients: int) -> Times:
    """Ask every question once, `clients` at a time."""

    def timed(text: str) -> float:
        started = perf_counter()
        search(text)
        return (perf_counter() - started) * 1000

    before = process_time()
    with ThreadPoolExecutor(clients) as threads:
        times = list(threads.map(timed, questions))
    used_ms = (process_time() - before) * 1000
    return summary(times, clients, used_ms)


def summary(times_ms: Sequence[float], clients: int, used_ms: float) -> Times:
    """Return the summary of what was asked, where all of it used `used_ms` of processor."""
    p50, p95, p99 = (percentile(times_ms, share) for share in (0.5, 0.95, 0.99))
    return Times(clients, p50, p95, p99, used_ms / len(times_ms))


def memory_mb() -> float:
    """Return the memory of this process that is in use now (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / MB


def _open_engine(name: str, folder: Path) -> Engine:
    opened: Engine = import_module(f"kb.search.{name}_engine").open_engine(folder / "index")
    return opened


@contextmanager
def _open_ours(name: str, page: Page, folder: Path) -> Iterator[Opened]:
    engine = _open_engine(name, folder)
    indexer = cache(lambda: _open_engine(name, folder))  # not before memory was measured

    def change(number: int) -> None:
        writer = indexer()
        old = to_changes([page])[number]
        document = replace(old.documents[0], title=_news(number))
        writer.apply([Change(writer.sequence + 1, old.group, (document,))])
        assert engine.search(understand(_news(number), NOW, limit=1))[0].uid == document.uid

    yield Opened(lambda text: engine.search(understand(text, NOW, limit=LIMIT)), change)
    engine.close()


@contextmanager
def _open_fts5(name: str, page: Page, folder: Path) -> Iterator[Opened]:
    del page
    file, mine = str(folder / name), local()

    def connection() -> sqlite3.Connection:
        if not hasattr(mine, "database"):
            mine.database = sqlite3.connect(file)
        return mine.database  # type: ignore[no-any-return] # one for each thread

    def change(number: int) -> None:
        with closing(sqlite3.connect(file)) as writer:
            words = (_news(number), number + 1)
            writer.execute("UPDATE passage SET title = ? WHERE rowid = ?", words)
            writer.commit()
        assert fts5.ask(connection(), _news(number), limit=1) == [number + 1]

    yield Opened(lambda text: fts5.ask(connection(), text, limit=LIMIT), change)


def _news(number: int) -> str:
    return f"newly{number} published{number}"


def _changes(opened: Opened, count: int) -> tuple[float, float]:
    """Return (clock, processor) milliseconds from a change to its being found; the median.

    The first is not counted: the writer is opened with it.
    """
    opened.change(0)
    times = []
    for number in range(1, count):
        started, used = perf_counter(), process_time()
        opened.change(number)
        times.append(((perf_counter() - started) * 1000, (process_time() - used) * 1000))
    clock, used_ms = zip(*times, strict=True)
    return percentile(clock, 0.5), percentile(used_ms, 0.5)


def _size_mb(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / MB

"""Whole requests to `GET /api/v1/search`: sign-in, search, printing from the database, JSON."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import instance, texts
from benchmarks.as_library import write_library
from benchmarks.engine_speed import LIMIT, Times, summary
from benchmarks.instance import UNLIMITED, Instance
from benchmarks.servers import Served


@dataclass(frozen=True)
class HttpSpeed:
    """What requests took with one engine; processor time is that of all the server's processes."""

    engine: str
    passages: int
    asked: tuple[Times, ...]
    memory_mb: float


def measure_http(
    engines: Sequence[str], size: int, sample: texts.Sample, clients: Sequence[int]
) -> Iterator[HttpSpeed]:
    """Load the pages of `sample` once, and serve them with each of `engines` in turn."""
    pages, questions = sample
    with TemporaryDirectory(prefix="kb-speed-") as folder:
        library = write_library(pages, Path(folder))
        plain = Instance(Path(folder) / "instance")
        token = ""
        for name in engines:
            served = replace(plain, settings=UNLIMITED | {"KB_SEARCH_ENGINE": name})
            if token:
                served.run("reindex")
            else:
                served.run("load", str(library))
                token = served.make_token()
            yield _measure(served, name, size, token, (questions, clients))


def _measure(
    served: Instance, name: str, size: int, token: str, wanted: tuple[list[str], Sequence[int]]
) -> HttpSpeed:
    questions, clients = wanted
    with served.started() as (port, pid):
        instance.ask(port, token, questions[0], limit=LIMIT)
        server = Served(port, (pid,), served.folder / "server.log")
        times = tuple(_ask(server, token, questions, many) for many in clients)
        return HttpSpeed(name, size, times, server.usage().memory_mb)


def _ask(server: Served, token: str, questions: Sequence[str], clients: int) -> Times:
    before = server.usage().cpu_s
    with ThreadPoolExecutor(clients) as threads:
        times = list(
            threads.map(lambda text: instance.ask(server.port, token, text, limit=LIMIT), questions)
        )
    return summary(times, clients, (server.usage().cpu_s - before) * 1000)

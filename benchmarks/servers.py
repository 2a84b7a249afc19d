"""The two ways to serve an instance, as operators start them, and what their processes use.

`run` is what `make run` starts: a worker for each core, the indexer in a thread of theirs, demo
mode. `gunicorn` is what docs/operations.md says: two workers with threads, and an indexer beside
them.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.data_sets import ROOT
from benchmarks.instance import HOST, Instance, free_port, wait_for

RUN, GUNICORN = "run", "gunicorn"
STOP_WAIT_S = 30
MB = 1_000_000
WORKER = "kb.cli.gunicorn_door.PatientWorker"
GUNICORN_WORDS = ("--worker-class", WORKER, "--workers", "2", "--threads", "8")


@dataclass(frozen=True)
class Usage:
    """What processes used since their start: processor seconds, and memory now in MB."""

    cpu_s: float
    memory_mb: float
    processes: int


@dataclass(frozen=True)
class Served:
    """A running server and the file that its messages go to."""

    port: int
    pids: tuple[int, ...]
    log: Path

    def usage(self) -> Usage:
        """Return what the server and everything it started use, read from /proc (Linux)."""
        tree = [pid for first in self.pids for pid in _with_children(first)]
        found = [one for pid in tree if (one := _usage_of(pid)) is not None]
        return Usage(sum(cpu for cpu, _ in found), sum(mb for _, mb in found), len(found))


@contextmanager
def serving(instance: Instance, server: str) -> Iterator[Served]:
    """Serve `instance` by "run" or "gunicorn" on a free loopback port, and stop it all after."""
    port, log = free_port(), instance.folder / "server.log"
    commands = _commands(instance, server, port)
    if server == RUN:
        instance = replace(instance, settings={**instance.settings, "KB_DEMO": "1"})
    environment = instance.environment() | {"PORT": str(port), "KB_HOST": HOST}
    with ExitStack() as stack:
        messages = stack.enter_context(log.open("wb"))
        started = [
            stack.enter_context(_process(words, environment, messages.fileno()))
            for words in commands
        ]
        try:
            wait_for(port, started[0])
        except RuntimeError:
            sys.stderr.write(log.read_text(encoding="utf-8", errors="replace"))
            raise
        yield Served(port, tuple(one.pid for one in started), log)


def _commands(instance: Instance, server: str, port: int) -> list[list[str]]:
    if server == RUN:
        return [instance.command("serve")]
    bind = ("--bind", f"{HOST}:{port}", "app:app")
    gunicorn = [sys.executable, "-m", "gunicorn", *GUNICORN_WORDS, *bind]
    return [gunicorn, instance.command("indexer")]


@contextmanager
def _process(
    words: list[str], environment: dict[str, str], messages: int
) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(words, cwd=ROOT, env=environment, stdout=messages, stderr=messages)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=STOP_WAIT_S)
        except subprocess.TimeoutExpired:
            for pid in reversed(_with_children(process.pid)):
                os.kill(pid, 9)
            process.wait(timeout=STOP_WAIT_S)


def _with_children(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        below = [int(child) for child in children.read_text(encoding="ascii").split()]
    except OSError:
        return [pid]
    return [pid, *(one for child in below for one in _with_children(child))]


def _usage_of(pid: int) -> tuple[float, float] | None:
    """Return processor seconds and resident MB of one process; None when there is no /proc."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(") ")[2].split()
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return None
    ticks = int(fields[11]) + int(fields[12])  # user and system time, in clock ticks
    return ticks / os.sysconf("SC_CLK_TCK"), pages * os.sysconf("SC_PAGE_SIZE") / MB

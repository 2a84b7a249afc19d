"""`flask kb serve` as a process of its own: it answers, it says what is wrong, it ends with all."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep

import pytest
from sqlalchemy import select

from kb.models import Chain
from kb.services.unit import utc_now
from kb.settings import Settings
from tests.applications import opened_app
from tests.factories import load, make_answer, make_original, make_translation

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "flask", "--app", "app", "kb", "serve"]
START_S = 60
SILENT = 40
PROMPTLY_S = 4  # gunicorn's own worker would let eight silent connections hold it for five


@contextmanager
def serving(folder: Path, workers: int = 1) -> Iterator[tuple[int, "subprocess.Popen[str]"]]:
    """Start the command with an empty instance in `folder`; yield its port and the process."""
    port = free_port()
    settings = {
        "KB_DATA_DIR": str(folder),
        "PORT": str(port),
        "KB_THREADS": "4",
        "KB_WORKERS": str(workers),
    }
    with start(settings) as process:
        try:
            wait_for(port, process)
            yield port, process
        finally:
            process.kill()


def start(settings: Mapping[str, str]) -> "subprocess.Popen[str]":
    environment = {n: v for n, v in os.environ.items() if not n.startswith("KB_")} | settings
    return subprocess.Popen(COMMAND, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, process: "subprocess.Popen[str]") -> None:
    until = monotonic() + START_S
    while monotonic() < until:
        try:
            assert status_of(port) == 200
        except OSError:
            assert process.poll() is None, "the server ended"
            sleep(0.1)
        else:
            return
    raise AssertionError(f"no answer within {START_S} s")


def status_of(port: int) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=PROMPTLY_S)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status
    finally:
        connection.close()


def test_silent_connections_keep_nobody_waiting(tmp_path: Path) -> None:
    with serving(tmp_path) as (port, _), ExitStack() as opened:
        for _ in range(SILENT):
            opened.enter_context(socket.create_connection(("127.0.0.1", port)))
        assert status_of(port) == 200


def test_an_empty_answer_keeps_its_connection(tmp_path: Path) -> None:
    """Nearly every poll of an open page is answered 304: a new connection for each is dear."""
    with serving(tmp_path) as (port, _):
        connection = HTTPConnection("127.0.0.1", port, timeout=PROMPTLY_S)
        connection.request("GET", "/static/icon.svg")
        etag = connection.getresponse().headers["ETag"]
        connection.close()
        connection.request("GET", "/static/icon.svg", headers={"If-None-Match": etag})
        response, kept = connection.getresponse(), connection.sock
        assert response.status == 304
        response.read()
        assert kept is not None
        assert connection.sock is kept
        connection.close()


def workers_of(process: "subprocess.Popen[str]") -> frozenset[int]:
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return frozenset(map(int, children.read_text(encoding="ascii").split()))


def wait_until(holds: Callable[[], bool], what: str) -> None:
    until = monotonic() + START_S
    while not holds():
        assert monotonic() < until, what
        sleep(0.1)


needs_proc = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads /proc (Linux)")


@needs_proc
def test_a_worker_that_is_killed_is_replaced_while_the_others_answer(tmp_path: Path) -> None:
    with serving(tmp_path, workers=2) as (port, process):
        wait_until(lambda: len(workers_of(process)) == 2, "two workers")
        killed = min(workers_of(process))
        os.kill(killed, signal.SIGKILL)
        assert status_of(port) == 200
        wait_until(lambda: len(workers_of(process) - {killed}) == 2, "another worker")
        assert status_of(port) == 200


@needs_proc
def test_workers_end_when_the_process_that_watches_them_is_killed(tmp_path: Path) -> None:
    with serving(tmp_path, workers=2) as (port, process):
        workers = workers_of(process)
        process.kill()
        process.wait(timeout=START_S)
        wait_until(lambda: not any(map(is_alive, workers)), "all have ended")
        with pytest.raises(OSError, match="refused"):
            status_of(port)


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(") ")[2][0]
    except OSError:
        return False
    return state != "Z"


@needs_proc
@pytest.mark.parametrize("killed", [0, 1])
def test_whichever_worker_is_killed_what_is_published_is_found(tmp_path: Path, killed: int) -> None:
    with serving(tmp_path, workers=2) as (port, process):
        wait_until(lambda: len(workers_of(process)) == 2, "two workers")
        os.kill(sorted(workers_of(process))[killed], signal.SIGKILL)
        assert status_of(port) == 200
        with opened_app(Settings(data_dir=tmp_path), utc_now) as app:
            house = app.extensions["kb"]
            load(house.store, make_original(), make_translation(), make_answer())
            with house.store.read() as unit:
                published = unit.session.scalars(select(Chain.outbox_sequence)).one()
            assert published > 0
            wait_until(lambda: house.engine.sequence == published, "the index holds it")


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_stopped_server_ends_without_a_complaint(
    tmp_path: Path, sign: signal.Signals, workers: int
) -> None:
    with serving(tmp_path, workers) as (port, process):
        process.send_signal(sign)
        _, said = process.communicate(timeout=START_S)
        assert (process.returncode, said) == (0, "")
        with pytest.raises(ConnectionRefusedError):
            status_of(port)


def test_a_taken_port_is_named_with_another_one_to_try(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        settings = {"KB_DATA_DIR": str(tmp_path), "PORT": str(port)}
        with start(settings) as process:
            _, said = process.communicate(timeout=START_S)
    assert process.returncode == 1
    assert f"Port {port} is taken. Choose another: PORT={port + 1} make run" in said

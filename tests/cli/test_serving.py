"""`flask kb serve` as a process of its own: it answers, it says what is wrong, it ends with all."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep

import pytest

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "flask", "--app", "app", "kb", "serve"]
START_S = 60
SILENT = 40
PROMPTLY_S = 4  # gunicorn's own worker would let eight silent connections hold it for five


@contextmanager
def serving(folder: Path) -> Iterator[tuple[int, "subprocess.Popen[str]"]]:
    """Start the command with an empty instance in `folder`; yield its port and the process."""
    port = free_port()
    settings = {"KB_DATA_DIR": str(folder), "PORT": str(port), "KB_THREADS": "4"}
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


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_stopped_server_ends_without_a_complaint(tmp_path: Path, sign: signal.Signals) -> None:
    with serving(tmp_path) as (port, process):
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

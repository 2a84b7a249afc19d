"""A temporary instance of the product, driven as an operator does: commands and HTTP."""

import http.client
import json
import os
import re
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, perf_counter, sleep
from urllib.parse import urlencode

from benchmarks.data_sets import ROOT

HOST = "127.0.0.1"
START_WAIT_S = 120
COMMAND_LIMIT_S = 3600
NAME = "benchmark"
OURS = re.compile(r"KB_|DATABASE_URL$|SECRET_KEY$|PORT$")

# One client asks faster than any person: the limit on requests is not what is measured.
UNLIMITED = {"KB_REQUESTS_PER_SECOND": "100000"}


@dataclass(frozen=True)
class Instance:
    """Everything is kept below `folder`; nothing leaves this machine.

    `settings` are all it is given: those of an instance that this shell may serve stay out.
    """

    folder: Path
    settings: Mapping[str, str] = field(default_factory=lambda: UNLIMITED)

    def run(self, *words: str, typed: str = "") -> str:
        """Run `flask kb …`, give it `typed`, and return what it printed; fails as it does."""
        done = subprocess.run(
            self.command(*words),
            cwd=ROOT,
            env=self.environment(),
            input=typed,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            timeout=COMMAND_LIMIT_S,
        )
        return done.stdout

    def make_agent(self) -> str:
        """Make the agent NAME and return the password."""
        password = secrets.token_urlsafe(24)
        self.run("user", "add", NAME, "--role", "agent", "--password-stdin", typed=password + "\n")
        return password

    def make_token(self) -> str:
        """Make an agent and return a bearer token for it."""
        self.make_agent()
        return self.run("token", "add", NAME, "--label", NAME, "--days", "1").strip()

    @contextmanager
    def serving(self) -> Iterator[int]:
        """Serve on a free port of the loopback address, yield the port, and stop."""
        with self.started() as (port, _):
            yield port

    @contextmanager
    def started(self) -> Iterator[tuple[int, int]]:
        """Serve on a free port, yield the port and the server's process id, and stop."""
        port = free_port()
        server = subprocess.Popen(
            self.command("serve"),
            cwd=ROOT,
            env=self.environment() | {"PORT": str(port), "KB_HOST": HOST},
            stdout=subprocess.DEVNULL,
        )
        try:
            wait_for(port, server)
            yield port, server.pid
        finally:
            server.terminate()
            server.wait(timeout=30)

    def command(self, *words: str) -> list[str]:
        """Return the command line of `flask kb …`."""
        return [sys.executable, "-m", "flask", "--app", "app", "kb", *words]

    def environment(self) -> dict[str, str]:
        """Return the environment of this instance's commands."""
        outside = {name: value for name, value in os.environ.items() if not OURS.match(name)}
        return outside | {"KB_DATA_DIR": str(self.folder), **self.settings}


def ask(port: int, token: str, text: str, *, limit: int) -> float:
    """Put one search to the JSON interface; return milliseconds from sending to the last byte."""
    connection = http.client.HTTPConnection(HOST, port, timeout=60)
    address = f"/api/v1/search?{urlencode({'q': text, 'limit': limit})}"
    started = perf_counter()
    connection.request("GET", address, headers={"Authorization": f"Bearer {token}"})
    response = connection.getresponse()
    body = response.read()
    took_ms = (perf_counter() - started) * 1000
    connection.close()
    if response.status != http.client.OK or "results" not in json.loads(body):
        raise RuntimeError(f"The search answered {response.status}: {body[:200]!r}")
    return took_ms


def find(port: int, token: str, text: str) -> list[str]:
    """Return the public ids that the JSON interface finds for `text`, best first."""
    connection = http.client.HTTPConnection(HOST, port, timeout=60)
    address = f"/api/v1/search?{urlencode({'q': text})}"
    connection.request("GET", address, headers={"Authorization": f"Bearer {token}"})
    found = json.loads(connection.getresponse().read())
    connection.close()
    return [one["id"] for one in found["results"]]


def free_port() -> int:
    """Return a port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    """Return when the server answers. Raises RuntimeError when it ended or takes too long."""
    deadline = monotonic() + START_WAIT_S
    while monotonic() < deadline and server.poll() is None:
        if _is_well(port):
            return
        sleep(0.2)
    raise RuntimeError("The server did not start; its message stands above.")


def _is_well(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=START_WAIT_S)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False  # nobody listens yet
    finally:
        connection.close()

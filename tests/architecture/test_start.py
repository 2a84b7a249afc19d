"""`make run` from a clean copy of the project: the first page, and again on a second start."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, build_opener

import pytest

from tests.architecture.tree import ROOT, kept_files

PATIENCE_S = 120  # for a broken start; a good one takes seconds
SETTINGS = {"DATABASE_URL", "SECRET_KEY"}


@pytest.fixture(scope="module")
def clean_copy(tmp_path_factory) -> Path:
    """A copy of what git keeps, as a clone has it, next to an environment that is installed."""
    if not (Path(sys.prefix) / "requirements.txt").exists():
        why = "this environment was not made by make: run the tests with `make test`"
        (pytest.fail if os.environ.get("KB_NO_SKIP") == "1" else pytest.skip)(why)
    copy = tmp_path_factory.mktemp("clone")
    for path in kept_files():
        target = copy / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)
    return copy


def test_make_run_serves_at_first_and_again(clean_copy):
    for _start in ("first", "second"):
        with _running(clean_copy) as address:
            status, page = _first_page(address)
            assert status == 200
            assert "<h1" in page


@contextmanager
def _running(folder: Path) -> Iterator[str]:
    port = _free_port()
    command = ["make", "run", f"VENV={sys.prefix}", f"PORT={port}"]
    clean = {
        name: value
        for name, value in os.environ.items()
        if name not in SETTINGS and not name.startswith(("KB_", "MAKE", "MFLAGS"))
    }
    log = folder / "make-run.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            command, cwd=folder, env=clean, stdout=output, stderr=output, start_new_session=True
        )
        try:
            _wait(process, f"http://127.0.0.1:{port}", log)
            yield f"http://127.0.0.1:{port}"
        finally:
            with suppress(ProcessLookupError):  # it ended by itself: the log says why
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=PATIENCE_S)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    for _try in range(PATIENCE_S * 10):
        assert process.poll() is None, log.read_text()
        try:
            _first_page(address)
        except URLError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"nothing answered at {address} in {PATIENCE_S} s:\n{log.read_text()}")


def _first_page(address: str) -> tuple[int, str]:
    """Return the status and the text of the first page, after redirects to signing in."""
    direct = build_opener(ProxyHandler({}))
    try:
        with direct.open(f"{address}/", timeout=30) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()

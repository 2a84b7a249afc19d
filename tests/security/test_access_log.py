"""The access log of the documented server holds paths, and nothing of what was asked (I10)."""

import http.client
import os
import re
import shlex
import socket
import subprocess
import sys
import time

import pytest

from kb.settings import ROOT

PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
WORDS = "zebramek"
LIMIT_S = 60


@pytest.fixture
def server(tmp_path, settings):
    """Give the port of a gunicorn with the documented options, and what ends it for its log."""
    (options,) = re.findall(r"^--access-logfile .*$", PAGE, re.MULTILINE)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--worker-class", "gthread", "app:app"]
    command += ["--bind", f"127.0.0.1:{port}", *shlex.split(options)]
    environment = {**os.environ, "KB_DATA_DIR": str(settings.data_dir), "PYTHONWARNINGS": "ignore"}
    log = tmp_path / "gunicorn.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
        yield port, lambda: stop(process) or log.read_text(encoding="utf-8")
        stop(process)


def stop(process):
    """End the server: a request is logged after its answer, and all of them by now."""
    process.terminate()
    process.wait(timeout=LIMIT_S)


def ask(port, method, path, body=None):
    """Return the status; waits until the server answers at all."""
    end = time.monotonic() + LIMIT_S
    while True:
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=LIMIT_S)
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        headers["Referer"] = f"http://127.0.0.1:{port}/?q={WORDS}"
        try:
            asked.request(method, path, body, headers)
            return asked.getresponse().status
        except ConnectionRefusedError:
            assert time.monotonic() < end, "the server did not start"
            time.sleep(0.2)
        finally:
            asked.close()


def test_no_words_reach_the_access_log(server):
    port, read_log = server
    assert ask(port, "GET", f"/sign-in?next=/%3Fq%3D{WORDS}") == 200
    assert ask(port, "GET", f"/?q={WORDS}") == 303
    assert ask(port, "POST", f"/search?q={WORDS}", f"q={WORDS}") == 303
    assert ask(port, "GET", f"/api/v1/search?q={WORDS}") == 401
    written = read_log()
    assert "GET /sign-in 200" in written
    assert "GET /api/v1/search 401" in written
    assert WORDS not in written

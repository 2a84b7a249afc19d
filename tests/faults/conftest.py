"""Processes to kill, and the instances that they work on."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def start_worker():
    """Start a process that does deeds in children of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.worker"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    )


class Worker:
    """A process that forks a child for each deed."""

    def __init__(self):
        self._process = start_worker()

    def begin(self, *words):
        """Begin a deed and return the id of the child that does it."""
        self._write("\t".join(map(str, words)))
        return int(self._read_until("child ")[-1].split()[1])

    def end(self):
        """Wait for the child's end; return what it said, and its exit status (-9: killed)."""
        self._write("")
        *said, last = self._read_until("ended ")
        return said, int(last.split()[1])

    def listen(self):
        """Return the next line that the child says."""
        return self._process.stdout.readline().strip()

    def _write(self, line):
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def _read_until(self, start):
        lines = []
        while True:
            line = self._process.stdout.readline()
            assert line, "the worker ended"
            lines.append(line.strip())
            if line.startswith(start):
                return lines

    def close(self):
        """Let it end."""
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


@pytest.fixture(scope="module")
def worker():
    made = Worker()
    yield made
    made.close()


@pytest.fixture
def instance(tmp_path, empty_database):
    """Give the folder of an empty instance."""
    folder = tmp_path / "instance"
    folder.mkdir()
    shutil.copy(empty_database, folder / "kb.sqlite3")
    return folder

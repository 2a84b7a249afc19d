"""The operator's commands, run in a test's own application."""

import shutil
from pathlib import Path

import pytest

SMALL = Path(__file__).parents[1] / "small_library"


@pytest.fixture
def kb(app):
    """Give `kb("load", folder, …)`: run a command; its result has exit_code, stdout and stderr."""

    def kb(*arguments):
        done = app.test_cli_runner().invoke(args=["kb", *map(str, arguments)])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done

    return kb


@pytest.fixture
def folder(tmp_path):
    """Give a copy of the small library that a test may spoil."""
    shutil.copytree(SMALL, tmp_path / "library")
    return tmp_path / "library"

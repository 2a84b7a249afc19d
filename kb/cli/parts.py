"""What every command shares: the parts of the instance, errors in plain words, progress."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

import click
from flask import Flask, current_app

from kb.errors import KbError, LibraryError
from kb.services.house import House
from kb.services.indexing import Indexer

Command = TypeVar("Command", bound=Callable[..., Any])
LINES_A_SCREEN = 50
AGAIN = "kb_again"  # in the app's extensions: makes another app with its settings


def house() -> House:
    """Return the parts that `factory` plugged together."""
    return cast("House", current_app.extensions["kb"])


def app_maker() -> Callable[[], Flask]:
    """Return what makes another application with the settings of this one."""
    return cast("Callable[[], Flask]", current_app.extensions[AGAIN])


def indexer(app: Flask | None = None) -> Indexer:
    """Return an indexer for the instance of `app` (default: this one).

    It works when no other one does.
    """
    parts = house() if app is None else cast("House", app.extensions["kb"])
    return Indexer(parts.store, parts.engine, parts.settings.data_dir / "indexer.lock")


def plain_errors(command: Command) -> Command:
    """Turn our errors into a message on standard error and exit status 1."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever the command takes
        try:
            return command(*args, **kwargs)
        except LibraryError as error:
            for problem in error.problems:
                click.echo(str(problem), err=True)
            raise click.ClickException(str(error)) from error
        except KbError as error:
            raise click.ClickException(str(error)) from error

    return cast("Command", run)


def show_progress(done: int, total: int, name: str) -> None:
    """Print where a long piece of work is, on a terminal only, on one line that is overwritten."""
    if not sys.stderr.isatty():
        return
    step = max(1, total // LINES_A_SCREEN)
    if done == total:
        click.echo("\r" + " " * 78 + "\r", nl=False, err=True)
    elif done % step == 0:
        line = f"{done:>7,} of {total:,}  {name}"
        click.echo(f"\r{line[:78]:<78}", nl=False, err=True)

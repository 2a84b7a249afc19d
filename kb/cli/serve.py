"""`flask kb serve`: everything in one command, the way `make run` starts."""

import errno
import os
import socket
from collections.abc import Callable
from threading import Event, Thread

import click
from flask import Flask
from flask.cli import with_appcontext

from kb.cli.gunicorn_door import serve_app
from kb.cli.library import load_paths
from kb.cli.parts import app_maker, house, indexer, plain_errors
from kb.errors import InvalidError
from kb.services.library import is_empty
from kb.services.people.demo import PEOPLE, make_demo_accounts
from kb.settings import ROOT

MOST_WORKERS = 4  # by default: each holds memory of its own
SHIPPED = (ROOT / "content", ROOT / "translations")


@click.command()
@with_appcontext
@plain_errors
def serve() -> None:
    """Serve this instance, indexer included. With KB_DEMO=1: shipped library, demo accounts."""
    settings = house().settings
    if settings.demo:
        _furnish()
    with _listen() as listener:
        click.echo(f"Open http://{settings.host}:{settings.port}  (stop with Ctrl+C)")
        if settings.demo:
            click.echo(f"Sign in as {', '.join(PEOPLE)}: the password of each is demo")
        _serve(listener)


def _furnish() -> None:
    """Load the shipped library into an empty database, and make the demo accounts."""
    store = house().store
    with store.read() as unit:
        empty = is_empty(unit)
    if empty:
        click.echo("First start: loading the library that comes with it.")
        click.echo(load_paths(SHIPPED))
    with store.change() as unit:
        make_demo_accounts(unit)


def _listen() -> socket.socket:
    """Return a socket that listens where the settings say. Raises InvalidError on a taken port."""
    settings = house().settings
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise InvalidError(
            f"Port {settings.port} is taken. Choose another: PORT={settings.port + 1} make run"
        ) from error


def _serve(listener: socket.socket) -> None:
    """Serve until stopped. Each worker makes an application of its own: nothing is shared."""
    indexer().catch_up()
    parts, indexing = house(), _Indexing()
    parts.engine.close()
    parts.store.engine.dispose()
    serve_app(
        app_maker(),
        listener,
        workers=parts.settings.workers or min(_cores(), MOST_WORKERS),
        threads=parts.settings.threads,
        started=indexing.start,
        stopping=indexing.stop,
    )


def _cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Indexing:
    """The indexer of one worker, in a thread of its own; the lock lets one at a time work."""

    def __init__(self) -> None:
        self._stop = Event()
        self._thread: Thread | None = None
        self._let_go: Callable[[], None] | None = None

    def start(self, app: Flask) -> None:
        work = indexer(app).run
        self._let_go = app.extensions["kb"].store.engine.dispose
        self._thread = Thread(target=work, args=(self._stop,), name="indexer", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
        if self._let_go is not None:
            self._let_go()  # SQLite tidies up its files when the last connection is closed

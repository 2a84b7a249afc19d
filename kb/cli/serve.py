"""`flask kb serve`: everything in one command, the way `make run` starts."""

import errno
import socket
from threading import Event, Thread

import click
from flask import current_app
from flask.cli import with_appcontext

from kb.cli.gunicorn_door import serve_app
from kb.cli.library import load_paths
from kb.cli.parts import house, indexer, plain_errors
from kb.errors import InvalidError
from kb.services.indexing import Indexer
from kb.services.library import is_empty
from kb.services.people.demo import PEOPLE, make_demo_accounts
from kb.settings import ROOT

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
    app = current_app._get_current_object()  # type: ignore[attr-defined] # noqa: SLF001 - Flask's documented way
    indexing = _Indexing(indexer())
    indexing.worker.catch_up()
    house().store.engine.dispose()  # a connection must not be shared by two processes
    serve_app(
        app,
        listener,
        threads=house().settings.threads,
        started=indexing.start,
        stopping=indexing.stop,
    )


class _Indexing:
    """The indexer at work in a thread of its own."""

    def __init__(self, worker: Indexer) -> None:
        self.worker = worker
        self._stop = Event()
        self._thread = Thread(target=worker.run, args=(self._stop,), name="indexer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

"""`flask kb serve`: one process with everything in it, the way `make run` starts."""

import errno
import logging
import select
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import click
import waitress
from flask import current_app
from flask.cli import with_appcontext

from kb.cli.library import load_paths
from kb.cli.parts import house, indexer, plain_errors
from kb.errors import InvalidError
from kb.services.library import is_empty
from kb.services.people.demo import PEOPLE, make_demo_accounts
from kb.settings import ROOT

SHIPPED = (ROOT / "content", ROOT / "translations")
MOST_CONNECTIONS = 4_000  # an open page keeps one to six; at the limit new ones wait unheard


@click.command()
@with_appcontext
@plain_errors
def serve() -> None:
    """Serve this instance, indexer included. With KB_DEMO=1: shipped library, demo accounts."""
    settings = house().settings
    if settings.demo:
        _furnish()
    with _indexing():
        click.echo(f"Open http://{settings.host}:{settings.port}  (stop with Ctrl+C)")
        if settings.demo:
            click.echo(f"Sign in as {', '.join(PEOPLE)}: the password of each is demo")
        _listen()


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


@contextmanager
def _indexing() -> Iterator[None]:
    worker = indexer()
    worker.catch_up()
    stop = Event()
    thread = Thread(target=worker.run, args=(stop,), name="indexer", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _listen() -> None:
    settings = house().settings
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # else a line for each short wait
    app = current_app._get_current_object()  # type: ignore[attr-defined] # noqa: SLF001 - Flask's documented way
    try:
        waitress.serve(
            app,
            host=settings.host,
            port=settings.port,
            threads=settings.threads,
            ident="",
            max_request_body_size=settings.max_request_bytes,
            connection_limit=MOST_CONNECTIONS,
            asyncore_use_poll=hasattr(select, "poll"),  # select() ends at 1,024 open files
        )
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise InvalidError(
            f"Port {settings.port} is taken. Choose another: PORT={settings.port + 1} make run"
        ) from error

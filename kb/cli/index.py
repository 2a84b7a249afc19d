"""`flask kb reindex` and `flask kb indexer`: the index from the database, at once or for good."""

import signal
from threading import Event

import click
from flask.cli import with_appcontext

from kb.cli.parts import indexer as make_indexer
from kb.cli.parts import plain_errors, show_progress


@click.command()
@with_appcontext
@plain_errors
def reindex() -> None:
    """Build the search index anew from the database; searches go on meanwhile."""
    count = make_indexer().rebuild(show_progress)
    click.echo(f"{count:,} documents indexed.")


@click.command()
@with_appcontext
@plain_errors
def indexer() -> None:
    """Keep the index up to date until stopped: run one beside gunicorn."""
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    click.echo("Indexing. Stop with Ctrl+C; nothing is lost.")
    make_indexer().run(stop)

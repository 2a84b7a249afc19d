"""`flask kb …`: the operator's commands. Each reads its arguments, calls one service, prints.

A wrong argument or a refused load ends with status 1 or 2 and says what, where and how to mend it.
"""

from collections.abc import Callable

from flask import Flask
from flask.cli import AppGroup

from kb.cli import (
    audit,
    checking,
    importing,
    in_step,
    index,
    library,
    parts,
    searching,
    serve,
    users,
)

kb = AppGroup(
    "kb",
    help="Run the knowledge base: library, search, index, people, audit, server.",
    commands=[
        library.load,
        library.export,
        importing.import_command,
        in_step.answers,
        in_step.impact,
        checking.check,
        searching.search_command,
        index.reindex,
        index.indexer,
        audit.audit,
        users.user,
        users.token,
        serve.serve,
    ],
)
"""Every command; docs/operations.md has a heading for each."""


def init_app(app: Flask, *, again: Callable[[], Flask]) -> None:
    """Put the commands on `app`; `again` makes another one with its settings, for processes."""
    app.extensions[parts.AGAIN] = again
    app.cli.add_command(kb)

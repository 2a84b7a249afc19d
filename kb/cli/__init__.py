"""`flask kb …`: the operator's commands. Each reads its arguments, calls one service, prints.

A wrong argument or a refused load ends with status 1 or 2 and says what, where and how to mend it.
"""

from flask import Flask
from flask.cli import AppGroup

from kb.cli import audit, index, library, searching, serve, users
from kb.services.house import House

COMMANDS = (
    library.load,
    library.export,
    library.answers,
    searching.search_command,
    index.reindex,
    index.indexer,
    audit.audit,
    users.user,
    users.token,
    serve.serve,
)
"""Every command, in the order in which an operator meets them."""


def init_app(app: Flask, house: House) -> None:
    """Put the commands on `app`; each gets `house` as its context's object."""
    group = AppGroup("kb", help="Run the knowledge base: load, search, index, people, audit.")
    for command in COMMANDS:
        group.add_command(command)
    app.cli.add_command(group)
    del house
